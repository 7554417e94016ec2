//! The names under which things stand in Redis.
//!
//! The braces keep what belongs to one workshop in one slot of a Redis Cluster, so that a script may touch all of it.

use plenary_protocol::id::{JoinCode, WorkshopId};

/// The set of all workshops.
pub(super) const WORKSHOPS: &str = "plenary:workshops";
/// Written by a probe, read by nobody.
pub(super) const PROBE: &str = "plenary:probe";

pub(super) fn journal(workshop: WorkshopId) -> String {
    format!("plenary:{{{workshop}}}:journal")
}

pub(super) fn snapshot(workshop: WorkshopId) -> String {
    format!("plenary:{{{workshop}}}:snapshot")
}

pub(super) fn code(code: JoinCode) -> String {
    format!("plenary:code:{code}")
}
