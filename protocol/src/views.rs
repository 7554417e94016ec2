//! What each audience sees: whole snapshots with a revision, so that any of them may be skipped.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::CalendarShows,
    consensus::{Advice, Quarter, Step, Verdict, Whose},
    framework::{DomainId, FrameworkId},
    id::{ItemId, JoinCode, MapId, RoundId, SeatId, SphereId, TableId, WorkshopId},
    refusal::RefusalCode,
    round::{Agreed, Grouping, RevealLevel, RoundKind},
    run_sheet::RunSheet,
    seat::{Role, Sector, SectorId, Sphere, Table},
    settings::RevealMode,
    workshop::{WorkshopState, Writing},
};

mod audience;
mod disclosed;
mod evidence;
mod findings;
mod joining;
mod progress;
mod quarters;
mod results;
mod rounds;
mod session;
mod whose;
mod working;

pub use audience::Audience;
pub use disclosed::{Disclosed, DisclosedGroup, disclosed};
pub use evidence::{Firm, GapView, Measures, OverallView, Since};
pub use findings::Findings;
pub use joining::joining;
pub use progress::progress;
pub use results::results;
pub use session::{seat, seats_listed, session};
pub use whose::{WhoseAnswer, WhoseKey, WhoseQuestion, key as whose_key};
pub use working::{
    CommitmentsView, MapView, Orphans, PlanView, PlannedAction, commitments, map, plan,
};

/// A message on `{workshop}/session`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum View {
    /// Where the workshop stands.
    Session(SessionView),
    /// The receiver's own seat.
    Seat(SeatView),
    /// How many have marked.
    Progress(ProgressView),
    /// What was marked, as far as the receiver may see.
    Results(ResultsView),
    /// What owners have answered to the plan's actions.
    Commitments(CommitmentsView),
    /// How fast people join; for facilitators.
    Joining(JoiningView),
    /// Something the receiver sent was not taken.
    Refusal(RefusalView),
    /// Whether the server can save at the moment.
    Saving(SavingView),
}

/// Where the workshop stands: the same for everybody but for what they may write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SessionView {
    /// Grows with every change: the larger one is the newer one.
    pub revision: u64,
    /// The server's clock when this was sent, in milliseconds since 1970.
    pub server_time_ms: u64,
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// Its life.
    pub state: WorkshopState,
    /// What people type to join.
    pub join_code: JoinCode,
    /// Whether people may join now.
    pub joining_open: bool,
    /// Who sees a distribution before the reveal.
    pub reveal: RevealMode,
    /// The fewest people of whom a distribution is shown.
    pub minimum_group: u32,
    /// Whether facilitators see every group once a round is revealed, however small: told to everybody before they mark.
    pub named: bool,
    /// The frameworks; their texts are at `GET /workshops/{w}/frameworks/{id}`.
    pub frameworks: Vec<FrameworkRef>,
    /// The sectors.
    pub sectors: Vec<Sector>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The spheres of influence, the innermost first.
    pub spheres: Vec<Sphere>,
    /// The process maps, the oldest first.
    pub maps: Vec<MapRef>,
    /// The map that is before everybody.
    pub map: Option<MapId>,
    /// The agenda and where it stands.
    pub run_sheet: RunSheet,
    /// What the receiver may write now, and why not what they may not.
    pub writing: Writing,
    /// The rounds so far, oldest first.
    pub rounds: Vec<RoundSummary>,
    /// The domain of the latest round's framework that is before everybody.
    pub focus: Option<DomainId>,
    /// Who is here, in numbers.
    pub present: PresentView,
    /// The shared documents that are nearly full, by the part of their name after the workshop, such as `map/m1`.
    pub nearly_full: Vec<NearlyFull>,
}

/// A shared document that soon takes nothing more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NearlyFull {
    /// The part of its name after the workshop.
    pub document: String,
    /// How much of what it may hold is taken, in percent, down to a multiple of five.
    pub percent: u8,
}

/// How fast people join, and who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct JoiningView {
    /// The server's clock when this was found, in milliseconds since 1970.
    pub server_time_ms: u64,
    /// How many joined in the last ten seconds.
    pub in_ten_seconds: u32,
    /// How many joined in the last minute.
    pub in_a_minute: u32,
    /// How many are known to wait in the lobby. Others may wait at other nodes, and some ask so that they cannot be counted.
    pub waiting: u32,
    /// Whether so many join or wait that a facilitator should know.
    pub is_rush: bool,
    /// Whether unusually many have joined lately for a round being open: their marks count.
    pub is_late_rush: bool,
    /// Until when everybody is let in, in milliseconds since 1970; null where the usual pace holds.
    pub admits_all_until_ms: Option<u64>,
    /// Seats to which nobody has come, which a facilitator may take away.
    pub unused: u32,
}

/// A framework that this workshop uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FrameworkRef {
    /// Its id.
    pub id: FrameworkId,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Whether it was made of a map's steps or of the plan's actions, when their marking was opened.
    pub is_derived: bool,
}

/// A map of the workshop; what is in it is its document `{workshop}/map/{map}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MapRef {
    /// The map.
    pub map: MapId,
    /// Its title.
    pub title: String,
}

/// A round in the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoundSummary {
    /// The round.
    pub round: RoundId,
    /// What is marked.
    pub framework: FrameworkId,
    /// What is asked.
    pub kind: RoundKind,
    /// The map on whose steps people mark; null where it is none.
    pub map: Option<MapId>,
    /// The domains that are marked, in the framework's order; null where it is all of them.
    pub domains: Option<Vec<DomainId>>,
    /// Whether marks are counted now.
    pub is_open: bool,
    /// How far it is shown.
    pub revealed: Option<RevealLevel>,
    /// How people are grouped in what is shown.
    pub grouping: Option<Grouping>,
}

/// Who is here, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PresentView {
    /// People with a counted seat whose device is connected.
    pub people: u32,
    /// The same for each sector.
    pub sectors: Vec<SectorPresence>,
    /// The same for each table.
    pub tables: Vec<TablePresence>,
    /// Connected observers.
    pub observers: u32,
    /// Connected facilitators.
    pub facilitators: u32,
    /// Connected screens.
    pub screens: u32,
}

/// A sector's people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectorPresence {
    /// The sector.
    pub sector: SectorId,
    /// Connected now.
    pub present: u32,
    /// Ever joined.
    pub joined: u32,
}

/// A table's people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TablePresence {
    /// The table.
    pub table: TableId,
    /// Connected now.
    pub present: u32,
    /// Seated there.
    pub seated: u32,
}

/// The receiver's own seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SeatView {
    /// Grows with every change.
    pub revision: u64,
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
    /// The sphere of influence the person put themselves in.
    pub sphere: Option<SphereId>,
    /// What was counted of the seat's marks in each round that is closed, oldest first. A round that is open is not here:
    /// what is marked in it counts as it stands when it closes.
    pub counted: Vec<CountedMarks>,
    /// What the seat's open calendar addresses show.
    pub calendars: Vec<CalendarShows>,
}

/// What was counted of one seat's marks in one closed round: its own marks, told to itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CountedMarks {
    /// The round.
    pub round: RoundId,
    /// The domains with a counted mark, in the framework's order. Marks on others came too late, or never.
    pub marks: Vec<CountedMark>,
}

/// One mark that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CountedMark {
    /// The domain.
    pub domain: DomainId,
    /// The level; null where the person was not sure.
    pub level: Option<u8>,
}

/// How many have marked, never what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ProgressView {
    /// Grows with every change.
    pub revision: u64,
    /// The round.
    pub round: RoundId,
    /// Counted seats in the workshop.
    pub seats: u32,
    /// Seats that have marked at least one domain.
    pub started: u32,
    /// Seats that have marked every domain.
    pub finished: u32,
    /// Counted seats from which nobody has ever opened the workshop, as far as that was written down: they have marked
    /// nothing, and a facilitator can remove them.
    pub awaited: u32,
    /// Seats that marked after the round was closed.
    pub late: u32,
    /// Each domain in the framework's order.
    pub domains: Vec<DomainProgress>,
}

/// How many have marked a domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DomainProgress {
    /// The domain.
    pub domain: DomainId,
    /// Seats with a mark there, "not sure" included.
    pub marked: u32,
}

/// What was marked in a round, as far as the receiver may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ResultsView {
    /// Grows with every change.
    pub revision: u64,
    /// The round.
    pub round: RoundId,
    /// What was marked.
    pub framework: FrameworkId,
    /// What was asked.
    pub kind: RoundKind,
    /// How far it is shown to the room; null while only some may look.
    pub revealed: Option<RevealLevel>,
    /// Whose marks these are: null for the whole room, else the one table whose people are looking.
    pub table: Option<TableId>,
    /// The grouping of `groups`.
    pub grouping: Option<Grouping>,
    /// Which state of what is shown this is: 1 at the reveal, one more each time late people were counted in; null while
    /// the counts are live.
    pub snapshot: Option<u32>,
    /// Each domain that is marked, in the framework's order.
    pub domains: Vec<DomainResult>,
    /// All domains together; null where nothing is shown.
    pub overall: Option<OverallView>,
    /// Places in `domains`, from 0, the domain that asks most for talk first.
    pub by_disagreement: Vec<u32>,
    /// The actions that were marked, those to begin with first; empty where none were.
    pub actions: Vec<ActionQuarter>,
    /// Whether `whose` is still being worked out: results come again with it.
    pub computing: bool,
}

/// Where an action lies by its impact and its speed, out of what is shown of both in the same results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ActionQuarter {
    /// The action.
    pub action: ItemId,
    /// Its quarter.
    pub quarter: Quarter,
}

/// What was marked on a domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DomainResult {
    /// The domain.
    pub domain: DomainId,
    /// People at each level, the lowest first; null where too few marked to show it.
    pub counts: Option<Vec<u32>>,
    /// Levels marked in time; null where too few marked to show it.
    pub n: Option<u32>,
    /// People who were not sure; null where too few marked to show it.
    pub unsure: Option<u32>,
    /// Seats of the room whose mark came or changed after the close, not in `counts`; null where a table looks at its own.
    pub late: Option<u32>,
    /// The interpolated median level.
    pub median: Option<f64>,
    /// The consensus index C, 0 (two camps at the ends) to 1 (all on one level).
    pub consensus: Option<f64>,
    /// The one word.
    pub verdict: Verdict,
    /// What must be said with the word, such as "3 far away".
    pub tags: Vec<String>,
    /// Whether so few marked that one person can easily change the word.
    pub tentative: bool,
    /// The finding in words, to read aloud: as much of it as is shown.
    pub sentence: String,
    /// The expert's line; null without a word.
    pub measures: Option<Measures>,
    /// Which steps between levels are contested, lowest first; null without a word.
    pub steps: Option<Vec<Step>>,
    /// Whose disagreement it is; null where the groups are not shown, and while that is worked out.
    pub whose: Option<Whose>,
    /// The part of the disagreement that lies between the groups, less what chance gives; may be below 0. Null where the
    /// groups are not shown.
    pub between_share: Option<f64>,
    /// How firm the word is; null without a word.
    pub firm: Option<Firm>,
    /// What changed since the earlier round of the same kind; null where there is none that is shown.
    pub since: Option<Since>,
    /// From now to needed; null unless rounds of both kinds are shown.
    pub gap: Option<GapView>,
    /// What the stop rule would do; null before the reveal and without a word.
    pub advice: Option<Advice>,
    /// What the room decided.
    pub agreed: Option<Agreed>,
    /// The groups, where they may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub groups: Option<Vec<GroupResult>>,
    /// Why the groups are not shown here although the round is shown by them, in one sentence; null elsewhere.
    pub groups_withheld: Option<String>,
}

/// A group of people that is large enough to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GroupResult {
    /// The group's name; several small ones stand together as "Others".
    pub group: String,
    /// The names of the groups that stand together here.
    pub members: Vec<String>,
    /// People at each level.
    pub counts: Vec<u32>,
    /// Levels marked.
    pub n: u32,
    /// The interpolated median level.
    pub median: Option<f64>,
    /// The consensus index C.
    pub consensus: Option<f64>,
    /// The one word.
    pub verdict: Verdict,
    /// Whether the group is so small that one person can easily change the word.
    pub tentative: bool,
}

/// Something the receiver sent was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RefusalView {
    /// The document that was written.
    pub document: String,
    /// The word for programs.
    pub code: RefusalCode,
    /// The sentence for people.
    pub detail: String,
}

/// Whether the server can save at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SavingView {
    /// False while the journal cannot be written: nothing is acknowledged meanwhile.
    pub is_saving: bool,
}
