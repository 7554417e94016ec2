//! The names under which things stand in Redis.
//!
//! The braces keep what belongs to one workshop in one slot of a Redis Cluster, so that a script may touch all of it.

use plenary_protocol::id::{JoinCode, SpaceId};

/// The set of all workshops.
pub(super) const WORKSHOPS: &str = "plenary:workshops";
/// In which format all this is written. The name is as old as the first format, so that none is taken for a new Redis.
pub(super) const FORMAT: &str = "plenary:layout";
/// Written by a probe, read by nobody.
pub(super) const PROBE: &str = "plenary:probe";

pub(super) fn journal(workshop: SpaceId) -> String {
    format!("plenary:{{{workshop}}}:journal")
}

/// The workshop whose stream has this name.
pub(super) fn workshop(journal: &[u8]) -> Option<SpaceId> {
    let name = std::str::from_utf8(journal).ok()?;
    let inner = name.strip_prefix("plenary:{")?.strip_suffix("}:journal")?;
    inner.parse().ok()
}

/// Where the nodes stand in line that came too late with an append.
pub(super) fn queue(workshop: SpaceId) -> String {
    format!("plenary:{{{workshop}}}:queue")
}

pub(super) fn snapshot(workshop: SpaceId) -> String {
    format!("plenary:{{{workshop}}}:snapshot")
}

pub(super) fn code(code: JoinCode) -> String {
    format!("plenary:code:{code}")
}
