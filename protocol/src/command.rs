//! What may be asked of a workshop: the tagged commands of the contract.

use serde::{Deserialize, Serialize};

use crate::{
    framework::{DomainId, FrameworkId},
    id::{RoundId, SeatId, TableId},
    run_sheet::StepId,
    seat::Role,
};

/// What a round asks for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Where we stand now.
    Now,
    /// Where we need to be.
    Needed,
}

/// How far a round is shown.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RevealLevel {
    /// Each table sees its own counts.
    Table,
    /// Everybody sees the counts of the whole room.
    Pooled,
    /// Everybody sees the counts of the room and of its groups.
    Groups,
}

/// How people are put into groups.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// By the sector a person speaks from.
    Sector,
    /// By table.
    Table,
    /// By organisation.
    Organisation,
}

impl std::fmt::Display for Grouping {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Grouping::Sector => "sector",
            Grouping::Table => "table",
            Grouping::Organisation => "organisation",
        })
    }
}

/// One thing asked of a workshop. Decided where it stands in the journal, by `Workshop::apply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Opens marking of a framework. Moves the run sheet to its marking step.
    OpenRound {
        /// Which framework is marked.
        framework: FrameworkId,
        /// Whether people mark where they are or where they need to be.
        kind: RoundKind,
        /// The domains that are marked; all of them where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        domains: Option<Vec<DomainId>>,
    },
    /// Ends marking. Marks that arrive afterwards are kept and shown apart as late.
    CloseRound {
        /// The open round.
        round: RoundId,
    },
    /// Takes an early close back, as long as nothing of the round has been revealed.
    ReopenRound {
        /// The closed round.
        round: RoundId,
    },
    /// Shows a closed round. Moves the run sheet from marking to the reveal.
    Reveal {
        /// The closed round.
        round: RoundId,
        /// How far it is shown. A later reveal may only show more.
        level: RevealLevel,
        /// The grouping shown with `groups`; sector where none is given. One grouping a round: two would cross.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        by: Option<Grouping>,
    },
    /// Counts in who marked a shown round for the first time after its close, where they are enough in the room and in
    /// each group that is shown. Marks that changed after the close are never counted.
    TakeLate {
        /// The shown round.
        round: RoundId,
    },
    /// Moves the run sheet, if the workshop still is where the sender thinks it is.
    MoveStep {
        /// The step the sender saw.
        from: StepId,
        /// The step to go to.
        to: StepId,
    },
    /// Gives the current step more time.
    ExtendStep {
        /// How many minutes more.
        minutes: u32,
    },
    /// Puts one domain before everybody, or none.
    Focus {
        /// The domain of the latest round's framework.
        domain: Option<DomainId>,
    },
    /// Records what the room decided on a domain.
    Agree {
        /// A closed round.
        round: RoundId,
        /// The domain.
        domain: DomainId,
        /// The agreed level, or null for "no consensus".
        level: Option<u8>,
        /// Why; needed where there is no level.
        #[serde(default)]
        because: String,
    },
    /// Takes back what was recorded on a domain.
    WithdrawAgreed {
        /// The round.
        round: RoundId,
        /// The domain.
        domain: DomainId,
    },
    /// Moves a seat to a table, or to none.
    AssignTable {
        /// The seat.
        seat: SeatId,
        /// The table.
        table: Option<TableId>,
    },
    /// Adds a table.
    CreateTable {
        /// Its name; "Table 3" and so on where none is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        name: Option<String>,
    },
    /// Changes what a seat may do.
    SetRole {
        /// The seat.
        seat: SeatId,
        /// Its new role.
        role: Role,
    },
    /// Lets people join, or stops it.
    OpenJoining {
        /// Whether people may join.
        open: bool,
    },
    /// Ends the workshop: shared documents can be read, no longer written.
    CloseWorkshop,
    /// Makes a closed workshop read-only for ever.
    Seal,
}
