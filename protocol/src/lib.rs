//! What both ends of Plenary must agree on: words, wire, documents, the fold and the numbers.
//!
//! Pure: no I/O, no clock, no randomness. Modules are in reading order.

// Names, caps and refusals: what everything else is made of.
pub mod id;
pub mod limits;
pub mod refusal;

// What a workshop is made of, as data.
pub mod framework;
pub mod run_sheet;
pub mod seat;
pub mod settings;

// Bytes from outside, and the check they pass before anything trusts them.
pub mod gate;
pub mod wire;

// What people write, what may be asked, what happened, and the state it folds to.
pub mod calendar;
pub mod command;
pub mod commitment;
pub mod documents;
pub mod entry;
pub mod workshop;

// What the state says, and what of it may be shown to whom.
pub mod api;
pub mod consensus;
pub mod disclosure;
pub mod spreadsheet;
pub mod views;
