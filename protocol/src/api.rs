//! The bodies of the REST calls, shared by the server, the Rust client and, generated, the web app.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::CalendarShows,
    framework::FrameworkId,
    id::{JoinCode, MapId, RoundId, SeatId, TableId, WorkshopId},
    seat::{Role, Sector, SectorId, Table},
    settings::RevealMode,
};

/// Asks for a new workshop.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateWorkshop {
    /// What people see when they join, at most 120 characters.
    pub title: String,
    /// The ids of the frameworks that will be marked, such as `pit-a`.
    pub frameworks: Vec<FrameworkId>,
    /// The sectors people choose from; civic, VCSE, and health and care where none are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub sectors: Option<Vec<NewSector>>,
    /// The tables, by name or by number of them; none where none are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tables: Option<NewTables>,
    /// Who sees a distribution before the reveal; `facilitator` where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reveal: Option<RevealMode>,
    /// The fewest people of whom a distribution is shown, 3 to 50; 5 where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub minimum_group: Option<u32>,
    /// Whether facilitators see every group once a round is revealed, however small; false where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub named: Option<bool>,
}

/// A sector of a new workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(
    untagged,
    expecting = "expected a sector: its name, or an object with `id` and `name`"
)]
pub enum NewSector {
    /// Its name; the id is made from it. The id of a default sector means that sector.
    Name(String),
    /// Its id and name.
    Sector(Sector),
}

/// The tables of a new workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(
    untagged,
    expecting = "expected the number of tables, or a list of their names"
)]
pub enum NewTables {
    /// So many, named "Table 1" and so on.
    Count(u16),
    /// These.
    Names(Vec<String>),
}

/// A new workshop, and the only time its secrets are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WorkshopCreated {
    /// Its id.
    pub workshop: WorkshopId,
    /// What people type to join.
    pub join_code: JoinCode,
    /// The facilitator's seat.
    pub seat: SeatId,
    /// The facilitator's bearer token.
    pub facilitator_token: String,
    /// Where people join.
    pub join_url: String,
    /// Where the facilitator works; holds the token in its fragment.
    pub facilitate_url: String,
    /// What the projector shows; holds its token in its fragment.
    pub screen_url: String,
}

/// What somebody sees who has the code and is about to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Invitation {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// The sectors to choose from.
    pub sectors: Vec<Sector>,
    /// The tables to choose from; may be empty.
    pub tables: Vec<Table>,
    /// Who sees a distribution before the reveal.
    pub reveal: RevealMode,
    /// The fewest people of whom a distribution is shown.
    pub minimum_group: u32,
    /// Whether facilitators see every group once a round is revealed, however small.
    pub named: bool,
    /// Whether people may join now.
    pub joining_open: bool,
}

/// Asks for a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The join code, as it was typed.
    pub code: String,
    /// The sector the person speaks from.
    pub sector: SectorId,
    /// The organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub organisation: Option<String>,
    /// The display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// The table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub table: Option<TableId>,
    /// `participant`, where nothing is given, or `observer`. Other roles are given by a facilitator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<Role>,
}

/// A seat and the key to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Joined {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The seat.
    pub seat: SeatId,
    /// The seat's bearer token on this device.
    pub token: String,
    /// Four words that bring the seat to another device.
    pub recovery_words: String,
}

/// Asks for a seat on another device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recover {
    /// The join code, as it was typed.
    pub code: String,
    /// The four words, as they were typed.
    pub recovery_words: String,
}

/// What a command made, once it is durable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CommandDone {
    /// The place of the command in the journal.
    pub seq: u64,
    /// The round that was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub round: Option<RoundId>,
    /// The table that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub table: Option<TableId>,
    /// The map that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub map: Option<MapId>,
    /// How many seats were taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub removed: Option<u32>,
}

/// Asks for a calendar address of the caller's seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenCalendar {
    /// What it is to show.
    pub shows: CalendarShows,
}

/// A calendar address. It is told this once: it is a key, and only its hash is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CalendarOpened {
    /// What it shows.
    pub shows: CalendarShows,
    /// The path of the address on this server. An earlier address of the seat for the same is stopped.
    pub path: String,
}

/// One seat in a facilitator's list of people. Never says what anybody marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SeatListed {
    /// The seat.
    pub seat: SeatId,
    /// Its role.
    pub role: Role,
    /// Its sector.
    pub sector: Option<SectorId>,
    /// Its organisation.
    pub organisation: Option<String>,
    /// Its display name.
    pub name: Option<String>,
    /// Its table.
    pub table: Option<TableId>,
    /// Whether a device of the seat is connected now.
    pub is_present: bool,
    /// Whether no device has ever opened the workshop from this seat, as far as that was written down.
    pub is_awaited: bool,
    /// When it was given, in milliseconds since 1970; null where somebody has come to it.
    pub awaited_since_ms: Option<u64>,
}

/// Who wrote when in a map or the plan, told to facilitators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DocumentHistory {
    /// Stretches of writing, the one that ended last first.
    pub stretches: Vec<Stretch>,
    /// Whether there are earlier ones: ask again with `before`.
    pub has_earlier: bool,
    /// Up to which entry the journal is no longer kept, so that nobody can say who wrote what before; null where the
    /// history reaches back to the beginning.
    pub kept_after: Option<u64>,
}

/// What one seat wrote in a document without a long rest. Others may have written in the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Stretch {
    /// The entry behind which the document stood before it; null where nothing had been written.
    pub before_seq: Option<u64>,
    /// Its first entry in the journal.
    pub from_seq: u64,
    /// Its last entry in the journal.
    pub to_seq: u64,
    /// When it began, in milliseconds since 1970.
    pub began_at_ms: u64,
    /// When it ended.
    pub ended_at_ms: u64,
    /// The seat.
    pub seat: SeatId,
    /// Its role; null where the seat was removed.
    pub role: Option<Role>,
    /// Its display name.
    pub name: Option<String>,
    /// Its organisation.
    pub organisation: Option<String>,
    /// Its sector.
    pub sector: Option<SectorId>,
    /// How many updates it has.
    pub changes: u32,
}

/// An error, as RFC 9457 has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    /// A URI that names the kind of problem, relative to the server.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What was wrong this time, with which value, and what to do.
    pub detail: String,
    /// The reference under which the server's log has the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reference: Option<String>,
}
