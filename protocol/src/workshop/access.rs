//! Who may read and write which document now, by role, by table, by step; and what may be asked by somebody who is no
//! facilitator.

use super::{Access, Workshop, WorkshopState};
use crate::{
    calendar::CalendarsOf,
    command::Command,
    documents::DocumentKind,
    id::SeatId,
    refusal::Refusal,
    seat::{Role, Seat},
};

impl Workshop {
    /// What a seat may do with a document now; a refusal where it may not even read.
    pub fn access(&self, seat: SeatId, kind: DocumentKind) -> Result<Access, Refusal> {
        let details = self
            .seat(seat)
            .ok_or_else(|| match self.core.people.gone(seat) {
                Some(_) => self.seat_gone(seat),
                None => Refusal::forbidden("this token belongs to no seat here"),
            })?;
        match kind {
            DocumentKind::Session => Ok(Access::Read),
            DocumentKind::Ballot(owner) if owner != seat => Err(Refusal::forbidden(
                "a ballot can be opened by its own seat only",
            )),
            DocumentKind::Ballot(_) if !details.role.is_counted() => Err(Refusal::forbidden(
                format!("a seat with the role {} has no ballot", details.role),
            )),
            // A mark is never refused for coming behind its round's close, where it is shown apart; behind the workshop's
            // own, nothing is marked any more.
            DocumentKind::Ballot(_) => Ok(self.if_open(true)),
            DocumentKind::Table(table) => {
                if !self.tables.iter().any(|known| known.id == table) {
                    return Err(Refusal::not_found(format!("there is no table `{table}`")));
                }
                if !(details.role == Role::Facilitator || sits_at(details, table)) {
                    return Err(Refusal::forbidden(
                        "a table's notes can be read by the people who sit there",
                    ));
                }
                Ok(self.if_open(self.run_sheet.step().permissions.table_writing))
            }
            DocumentKind::Plenary if details.role == Role::Facilitator => {
                Ok(self.if_open(self.run_sheet.step().permissions.plenary_writing))
            }
            DocumentKind::Plenary => Ok(Access::Read),
            DocumentKind::Map(map) => {
                if self.map_title(map).is_none() {
                    return Err(Refusal::not_found(format!("there is no map `{map}`")));
                }
                let permitted = self.run_sheet.map_writing();
                Ok(self.if_open(may_work(details, permitted)))
            }
            DocumentKind::Plan => {
                let permitted = self.run_sheet.plan_writing();
                Ok(self.if_open(may_work(details, permitted)))
            }
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

    fn if_open(&self, step_permits: bool) -> Access {
        if step_permits && self.state == WorkshopState::Open {
            Access::Write
        } else {
            Access::Read
        }
    }
}

/// Facilitators prepare maps and plan at any step; people who mark write when the step permits; others read.
fn may_work(seat: &Seat, step_permits: bool) -> bool {
    seat.role == Role::Facilitator || (seat.role.is_counted() && step_permits)
}

fn sits_at(seat: &Seat, table: crate::id::TableId) -> bool {
    seat.role.is_counted() && seat.table == Some(table)
}
