//! A rehearsal: many people at once, whose opinions are planted, against a real server.
//!
//! `plan` says who marks what; `crowd` lets them do it; `recount` counts what was sent, without asking the server;
//! `check` compares the two with what was planted; `report` prints it.

pub mod check;
pub mod crowd;
pub mod plan;
pub mod recount;
pub mod report;
pub mod shape;
pub mod stopwatch;
