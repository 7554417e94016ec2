//! What the stories share: a house to hold a workshop in, a line that can be cut, and people.
//!
//! Nothing here asserts; the stories do.

pub mod crash;
pub mod crowd;
mod faulty;
mod house;
pub mod process;
mod relay;
mod workshop;

pub use faulty::Faults;
pub use house::House;
pub use process::Process;
pub use relay::Relay;
pub use workshop::{Workshop, details, new_workshop};

use std::time::Duration;

/// How long a story waits for what must happen: far longer than it takes, so that only a fault is caught.
pub const PATIENCE: Duration = Duration::from_secs(30);
