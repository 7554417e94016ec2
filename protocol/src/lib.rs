//! What both ends of Plenary must agree on: words, wire, documents, the fold and the numbers.
//!
//! Pure: no I/O, no clock, no randomness. Modules are in reading order.

pub mod framework;
pub mod gate;
pub mod wire;
