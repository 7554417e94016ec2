//! Who may read and write which document now, by role, by table, by step; and what may be asked by somebody who is no
//! facilitator.

use serde::{Deserialize, Serialize};

use super::{Workshop, WorkshopState};
use crate::{
    calendar::CalendarsOf, command::Command, documents::DocumentKind, id::SeatId, refusal::Refusal,
    seat::Role, space::Access,
};

/// What a seat may do with a document that it can open: write, or only read, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WriteAccess {
    /// Read and write.
    Write,
    /// Read only: the workshop is closed, and everything stays as it is.
    WorkshopClosed,
    /// Read only: it is written at other steps of the run sheet.
    StepClosed,
    /// Read only: facilitators write it.
    FacilitatorsOnly,
    /// Read only: an observer looks on.
    ObserverReads,
    /// Read only: a screen shows.
    ScreenReads,
    /// Read only: nobody writes there, the server speaks.
    // Never sent: of such a document there is nothing to say in `Writing`.
    #[serde(skip)]
    ServerOnly,
}

/// What a seat may do now with each kind of document, by its role; null where it can open none of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Writing {
    /// Its own ballot.
    pub ballot: Option<WriteAccess>,
    /// The document of its table; for facilitators, of every table.
    pub table: Option<WriteAccess>,
    /// The plenary document.
    pub plenary: WriteAccess,
    /// Every map.
    pub map: WriteAccess,
    /// The plan.
    pub plan: WriteAccess,
}

impl From<WriteAccess> for Access {
    fn from(access: WriteAccess) -> Self {
        match access {
            WriteAccess::Write => Self::Write,
            WriteAccess::WorkshopClosed
            | WriteAccess::StepClosed
            | WriteAccess::FacilitatorsOnly
            | WriteAccess::ObserverReads
            | WriteAccess::ScreenReads
            | WriteAccess::ServerOnly => Self::Read,
        }
    }
}

impl Workshop {
    /// What a seat may do with a document now; a refusal where it may not even read.
    pub fn access(&self, seat: SeatId, kind: DocumentKind) -> Result<WriteAccess, Refusal> {
        let details = self
            .seat(seat)
            .ok_or_else(|| match self.core.people.gone(seat) {
                Some(_) => self.seat_gone(seat),
                None => Refusal::forbidden("this token belongs to no seat here"),
            })?;
        let writing = self.writing(details.role);
        match kind {
            DocumentKind::Session => Ok(WriteAccess::ServerOnly),
            DocumentKind::Ballot(owner) if owner != seat => Err(Refusal::forbidden(
                "a ballot can be opened by its own seat only",
            )),
            DocumentKind::Ballot(_) => writing.ballot.ok_or_else(|| {
                Refusal::forbidden(format!(
                    "a seat with the role {} has no ballot",
                    details.role
                ))
            }),
            DocumentKind::Table(table) => {
                if !self.tables.iter().any(|known| known.id == table) {
                    return Err(Refusal::not_found(format!("there is no table `{table}`")));
                }
                let is_there = details.role == Role::Facilitator || details.table == Some(table);
                writing.table.filter(|_| is_there).ok_or_else(|| {
                    Refusal::forbidden("a table's notes can be read by the people who sit there")
                })
            }
            DocumentKind::Plenary => Ok(writing.plenary),
            DocumentKind::Map(map) if self.map_title(map).is_none() => {
                Err(Refusal::not_found(format!("there is no map `{map}`")))
            }
            DocumentKind::Map(_) => Ok(writing.map),
            DocumentKind::Plan => Ok(writing.plan),
        }
    }

    /// What a role may do now with each kind of document. Everything that asks who may write asks here: the door of a
    /// document, the admission of an update, and what people are told.
    pub fn writing(&self, role: Role) -> Writing {
        let permitted = self.run_sheet.step().permissions;
        let at_step = |is_permitted| match is_permitted {
            true => WriteAccess::Write,
            false => WriteAccess::StepClosed,
        };
        // Facilitators prepare maps and plan at any step; people who mark write when the step permits; others read.
        let work = |is_permitted| match role {
            Role::Facilitator => WriteAccess::Write,
            Role::Scribe | Role::Participant => at_step(is_permitted),
            Role::Observer => WriteAccess::ObserverReads,
            Role::Screen => WriteAccess::ScreenReads,
        };
        let if_open = |access| match self.state {
            WorkshopState::Open => access,
            WorkshopState::Closed | WorkshopState::Sealed => WriteAccess::WorkshopClosed,
        };
        let table = (role == Role::Facilitator || role.is_counted())
            .then(|| at_step(permitted.table_writing));
        Writing {
            // A mark is never refused for coming behind its round's close, where it is shown apart; behind the workshop's
            // own, nothing is marked any more.
            ballot: role.is_counted().then(|| if_open(WriteAccess::Write)),
            table: table.map(if_open),
            plenary: if_open(match role {
                Role::Facilitator => at_step(permitted.plenary_writing),
                _ => WriteAccess::FacilitatorsOnly,
            }),
            map: if_open(work(permitted.map_writing)),
            plan: if_open(work(permitted.plan_writing)),
        }
    }

    /// Whether somebody who is no facilitator may give this command for themselves.
    pub(super) fn check_own(
        &self,
        role: Option<Role>,
        command: &Command,
    ) -> Option<Result<(), Refusal>> {
        match command {
            Command::ChooseSphere { .. } => Some(match role {
                Some(role) if role.is_counted() => Ok(()),
                _ => Err(Refusal::forbidden(
                    "only people who mark have a sphere of influence",
                )),
            }),
            Command::StopCalendars {
                whose: CalendarsOf::Me,
            } => Some(match role {
                Some(_) => Ok(()),
                None => Err(Refusal::forbidden("this token belongs to no seat here")),
            }),
            Command::AcceptAction { .. } | Command::DeclineAction { .. } => Some(match role {
                Some(Role::Facilitator | Role::Scribe | Role::Participant) => Ok(()),
                _ => Err(Refusal::forbidden("who looks on cannot lead an action")),
            }),
            _ => None,
        }
    }
}
