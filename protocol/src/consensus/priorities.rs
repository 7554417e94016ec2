//! What to do first: picks with their margins, the gap between now and needed, impact against effort, and rankings.

mod gap;
mod impact;
mod picks;
mod rankings;

pub use gap::{Gap, gap};
pub use impact::{Quarter, quarter};
pub use picks::{Place, places};
pub use rankings::{Ballot, borda, condorcet_winner, kemeny, schulze};
