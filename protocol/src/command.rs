//! What may be asked of a workshop: the tagged commands of the contract.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::CalendarsOf,
    commitment::Terms,
    framework::{DomainId, FrameworkId},
    id::{ItemId, MapId, RoundId, SeatId, SphereId, TableId},
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::StepId,
    seat::Role,
};

/// One thing asked of a workshop. Decided where it stands in the journal, by `Workshop::apply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
        #[schema(nullable = false)]
        domains: Option<Vec<DomainId>>,
    },
    /// Opens marking of where people are lost on a map, as its steps stand now. Moves the run sheet to its mapping step.
    OpenLosses {
        /// Which map.
        map: MapId,
        /// The steps that are marked; all of them but beginnings and ends where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        steps: Option<Vec<ItemId>>,
    },
    /// Opens marking of the plan's actions by impact and by speed, as they stand now. Moves the run sheet to its planning
    /// step.
    OpenPriorities {
        /// The actions that are marked; all of them but those that are done or stopped where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        actions: Option<Vec<ItemId>>,
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
        #[schema(nullable = false)]
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
        #[schema(nullable = false)]
        name: Option<String>,
    },
    /// Adds a process map and puts it before everybody.
    CreateMap {
        /// What it is called.
        title: String,
    },
    /// Gives a map another title.
    RenameMap {
        /// The map.
        map: MapId,
        /// What it is called.
        title: String,
    },
    /// Puts a map before everybody.
    ShowMap {
        /// The map.
        map: MapId,
    },
    /// Names the spheres of influence, the innermost first. One that somebody has chosen cannot be taken away.
    SetSpheres {
        /// Their names.
        names: Vec<String>,
    },
    /// Says from which sphere of influence the sender speaks. Given by the people who mark, each for their own seat.
    ChooseSphere {
        /// The sphere, or none.
        sphere: Option<SphereId>,
    },
    /// Accepts an action of the plan. Given by its owner, from their own seat.
    AcceptAction {
        /// The action.
        action: ItemId,
        /// What is accepted, as the owner read it: it must be what the plan has.
        terms: Terms,
        /// The name under which the owner stands in the plan.
        name: String,
    },
    /// Declines an action of the plan, or steps back from it. Given by its owner, from their own seat.
    DeclineAction {
        /// The action.
        action: ItemId,
        /// Why.
        #[serde(default)]
        because: String,
    },
    /// Stops calendar addresses: whoever reads one is told that it is not there. Possible when the workshop is over, too.
    StopCalendars {
        /// Whose addresses. Everybody's is for facilitators.
        whose: CalendarsOf,
    },
    /// Changes what a seat may do.
    SetRole {
        /// The seat.
        seat: SeatId,
        /// Its new role.
        role: Role,
    },
    /// Takes away a seat to which nobody came: nothing was ever marked or written in it, and no device of it is connected.
    RemoveSeat {
        /// The seat.
        seat: SeatId,
    },
    /// Takes away all seats to which nobody came, or those of them that were given since a moment. Possible while a round
    /// is open: nothing was marked or written from them.
    RemoveAwaited {
        /// In milliseconds since 1970; all of them where it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        since_ms: Option<u64>,
    },
    /// Takes away the second seat of somebody who joined twice, also while a device of it is connected. Nothing may have
    /// been marked or written from it; no key of it ever opens the first.
    RemoveSecond {
        /// The seat that goes.
        seat: SeatId,
        /// The seat that the person keeps.
        first: SeatId,
    },
    /// Lets people join faster for some minutes, so that nobody waits in the lobby. With 0 the usual pace holds again.
    AdmitAll {
        /// For how many minutes.
        minutes: u32,
    },
    /// Lets people join, or stops it.
    OpenJoining {
        /// Whether people may join.
        open: bool,
    },
    /// Ends the workshop: nothing is marked, agreed or written any more, and all of it can be read.
    CloseWorkshop,
    /// Makes a closed workshop read-only for ever.
    Seal,
}
