//! What both ends of Plenary must agree on: words, wire, documents, the fold and the numbers.
//!
//! Pure: no I/O, no clock, no randomness. Modules are in groups in reading order; ARCHITECTURE.md draws which
//! stands on which.

// Names, labels, caps and refusals: what everything else is made of.
pub mod id;
pub mod labels;
pub mod limits;
pub mod refusal;
pub mod text;

// What a workshop is made of, as data.
pub mod calendar;
pub mod framework;
pub mod round;
pub mod run_sheet;
pub mod seat;
pub mod settings;

// Bytes from outside, and the check they pass before anything trusts them.
pub mod gate;
pub mod wire;

// What people write, what may be asked and with which bodies, what happened.
pub mod api;
pub mod command;
pub mod commitment;
pub mod documents;
pub mod entry;

// What every kind of space has in common, and what it is to whoever keeps it live.
pub mod space;

// The numbers, what of them may be shown, the state, and what it says to whom.
pub mod consensus;
pub mod disclosure;
pub mod spreadsheet;
pub mod views;
pub mod workshop;
