//! What the stories share: a server to hold a workshop on, a line that can be cut, and people.
//!
//! Nothing here asserts; the stories do.

mod balancer;
pub mod cluster;
pub mod contract;
pub mod crash;
pub mod crowd;
pub mod event_stream;
pub mod fairness;
mod faulty;
#[cfg(target_os = "linux")]
pub mod hostile;
pub mod notes;
pub mod process;
pub mod proxy;
mod redis;
mod relay;
mod test_server;
pub mod working;
mod workshop;

pub use faulty::Faults;
pub use process::Process;
pub use proxy::Proxy;
pub use redis::RedisServer;
pub use relay::Relay;
pub use test_server::TestServer;
pub use workshop::{Workshop, details, new_workshop};

use std::time::Duration;

/// How long a story waits for what must happen: far longer than it takes, so that only a fault is caught.
pub const PATIENCE: Duration = Duration::from_secs(30);
