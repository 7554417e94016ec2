//! What to do first: the gap between now and needed, and impact against effort.

mod gap;
mod impact;

pub use gap::{Gap, gap};
pub use impact::{Quarter, quarter};
