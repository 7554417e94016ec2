//! What to do first: picks with their margins, the gap between now and needed, impact against speed, and rankings.

mod gap;
mod picks;
mod quarter;
mod rankings;

pub use gap::{Gap, gap};
pub use picks::{Place, places};
pub use quarter::{Quarter, quarter};
pub use rankings::{Ballot, borda, condorcet_winner, kemeny, schulze};
