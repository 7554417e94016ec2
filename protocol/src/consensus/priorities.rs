//! What to do first: the gap between now and needed, and impact against speed.

mod gap;
mod quarter;

pub use gap::{Gap, gap};
pub use quarter::{Quarter, quarter};
