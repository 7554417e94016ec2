//! The record: a whole workshop as data, for whoever compares it with the next one.
//!
//! Holds what was marked only as far as its reader may see, and never a seat, or whose mark was which. The only names of
//! people in it are those that they wrote themselves into the maps and the plan, for everybody.

use plenary_protocol::{
    documents::DocumentKind,
    framework::Framework,
    id::{JoinCode, WorkshopId},
    run_sheet::RunSheet,
    seat::{Role, Sector, SectorId, Sphere, Table},
    settings::RevealMode,
    views::{self, Audience, Findings, MapView, ProgressView, ResultsView, RoundSummary},
    workshop::{Round, Workshop, WorkshopState},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use plan::RecordedPlan;

use super::words;

pub mod plan;

/// What the `format` of a record says. The number grows when a reader must look at it differently, and not when fields are
/// added, as `spheres`, `maps` and `plan` were.
const FORMAT: &str = "plenary-record/1";

/// A whole workshop as data.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Record {
    /// The shape of this file: `plenary-record/1`.
    pub format: &'static str,
    /// When it was written, by the server's clock.
    pub exported_at: String,
    /// How many entries the workshop's journal had.
    pub entries: u64,
    /// The SHA-256 of the whole state behind them, in hexadecimal: the same journal gives the same on every server.
    pub fingerprint: String,
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// The code with which people joined.
    pub join_code: JoinCode,
    /// Its life.
    pub state: WorkshopState,
    /// Who saw distributions before the reveal.
    pub reveal: RevealMode,
    /// The fewest people of whom any distribution is shown.
    pub minimum_group: u32,
    /// Whether facilitators saw every group on their own screens, however small. This file never shows more than everybody may see.
    pub named: bool,
    /// The sectors people chose from.
    pub sectors: Vec<Sector>,
    /// The tables.
    pub tables: Vec<Table>,
    /// Who took part, in numbers.
    pub participation: Participation,
    /// The agenda and where it stands.
    pub run_sheet: RunSheet,
    /// The frameworks with the words that people marked.
    pub frameworks: Vec<Framework>,
    /// The rounds, oldest first.
    pub rounds: Vec<RecordedRound>,
    /// The priorities for action that the plenary wrote down.
    pub priorities: Vec<Priority>,
    /// The spheres of influence, the innermost first.
    pub spheres: Vec<Sphere>,
    /// The process maps, the oldest first.
    pub maps: Vec<MapView>,
    /// The action plan, with the names that stand in it and no seat.
    pub plan: RecordedPlan,
}

/// Who took part, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Participation {
    /// People who could mark.
    pub people: u32,
    /// The same for each sector.
    pub sectors: Vec<SectorParticipation>,
    /// People who looked on.
    pub observers: u32,
}

/// A sector's people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SectorParticipation {
    /// The sector.
    pub sector: SectorId,
    /// People who could mark.
    pub people: u32,
}

/// A round, as far as the reader may see.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RecordedRound {
    /// What was marked, and how far it is shown.
    pub round: RoundSummary,
    /// How many marked.
    pub progress: ProgressView,
    /// Counts, verdicts and agreed levels; null where they are hidden.
    pub results: Option<ResultsView>,
    /// Why `results` is null.
    pub hidden_because: Option<String>,
}

/// A priority for action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Priority {
    /// The domain.
    pub domain: String,
    /// What was written.
    pub text: String,
}

impl Record {
    /// The record as a file.
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes =
            serde_json::to_vec_pretty(self).expect("a record holds nothing that JSON cannot");
        bytes.push(b'\n');
        bytes
    }
}

/// The record of a workshop for an audience.
pub fn record(workshop: &Workshop, audience: Audience, findings: &Findings, now_ms: u64) -> Record {
    let session = views::session(workshop, Role::Facilitator, workshop.seq(), now_ms, |_| {
        false
    });
    let rounds = workshop
        .rounds()
        .iter()
        .zip(session.rounds)
        .map(|(round, summary)| recorded(workshop, round, summary, audience, findings));
    Record {
        format: FORMAT,
        exported_at: timestamp(now_ms),
        entries: workshop.seq(),
        fingerprint: fingerprint(workshop),
        workshop: session.workshop,
        title: session.title,
        join_code: session.join_code,
        state: session.state,
        reveal: session.reveal,
        minimum_group: session.minimum_group,
        named: session.named,
        sectors: session.sectors,
        tables: session.tables,
        participation: participation(workshop),
        run_sheet: session.run_sheet,
        frameworks: workshop.frameworks().to_vec(),
        rounds: rounds.collect(),
        priorities: priorities(workshop),
        spheres: workshop.spheres().to_vec(),
        maps: workshop
            .maps()
            .filter_map(|(map, _)| views::map(workshop, map))
            .collect(),
        plan: RecordedPlan::of(views::plan(workshop)),
    }
}

fn recorded(
    workshop: &Workshop,
    round: &Round,
    summary: RoundSummary,
    audience: Audience,
    findings: &Findings,
) -> RecordedRound {
    let (results, hidden_because) = match views::results(workshop, round, audience, None, findings)
    {
        Ok(results) => (Some(results), None),
        Err(refusal) => (None, Some(refusal.detail)),
    };
    RecordedRound {
        round: summary,
        progress: views::progress(workshop, round),
        results,
        hidden_because,
    }
}

fn participation(workshop: &Workshop) -> Participation {
    let count = |is_meant: &dyn Fn(&plenary_protocol::seat::Seat) -> bool| {
        let seats = workshop.seats().values();
        u32::try_from(seats.filter(|seat| is_meant(seat)).count()).unwrap_or(u32::MAX)
    };
    Participation {
        people: count(&|seat| seat.role.is_counted()),
        sectors: workshop
            .sectors()
            .iter()
            .map(|sector| SectorParticipation {
                sector: sector.id.clone(),
                people: count(&|seat| {
                    seat.role.is_counted() && seat.sector.as_ref() == Some(&sector.id)
                }),
            })
            .collect(),
        observers: count(&|seat| seat.role == Role::Observer),
    }
}

fn priorities(workshop: &Workshop) -> Vec<Priority> {
    let plenary = workshop.shared_document(DocumentKind::Plenary);
    let texts = plenary.map(|document| document.texts("priorities"));
    texts
        .unwrap_or_default()
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(domain, text)| Priority { domain, text })
        .collect()
}

fn fingerprint(workshop: &Workshop) -> String {
    let digest = Sha256::digest(workshop.snapshot());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn timestamp(now_ms: u64) -> String {
    words::moment(now_ms).to_string()
}
