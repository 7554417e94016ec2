//! Commands: decided where they stand in the journal. `check_command` says whether, `command` does.

use std::collections::BTreeSet;

use super::{
    Made, Workshop, WorkshopState,
    joining::check_text,
    rounds::{grouping_of, index_of, no_domain, places_of},
};
use crate::{
    command::Command,
    id::{SeatId, TableId},
    limits,
    refusal::Refusal,
    round::Agreed,
    run_sheet::StepId,
    seat::{self, Role, Table},
    space::Gone,
};

impl Workshop {
    /// Whether a command would take effect if it stood next in the journal.
    pub fn check_command(&self, seat: SeatId, command: &Command) -> Result<(), Refusal> {
        let role = self.seat(seat).map(|details| details.role);
        match self.check_own(role, command) {
            Some(allowed) => allowed?,
            None if role == Some(Role::Facilitator) => {}
            None => return Err(Refusal::forbidden("only a facilitator can do this")),
        }
        match (self.state, command) {
            (WorkshopState::Open, Command::Seal) => {
                return Err(Refusal::moved_on(
                    "this workshop is still going on: close it before it is sealed",
                ));
            }
            (WorkshopState::Open, _) | (WorkshopState::Closed, Command::Seal) => {}
            // What was given out can be taken back at any time: it changes nothing of the workshop.
            (WorkshopState::Closed | WorkshopState::Sealed, Command::StopCalendars { .. }) => {}
            (WorkshopState::Closed, _) => {
                return Err(Refusal::moved_on(
                    "this workshop is closed: nothing can change any more",
                ));
            }
            (WorkshopState::Sealed, _) => {
                return Err(Refusal::moved_on(
                    "this workshop is sealed: nothing can change any more",
                ));
            }
        }
        match command {
            Command::OpenRound {
                framework,
                domains,
                kind,
            } => {
                let Some(known) = self.framework(framework) else {
                    return Err(Refusal::invalid(format!(
                        "this workshop does not use framework `{framework}`"
                    )));
                };
                if let Some(domains) = domains {
                    places_of(known, domains)?;
                }
                self.check_kind(framework, *kind)?;
                self.check_new_round()
            }
            Command::CloseRound { round } => self.open_round(*round).map(drop),
            Command::ReopenRound { round } => {
                let closed = self.closed_round(*round)?;
                self.check_no_open_round()?;
                if closed.revealed.is_some() || !closed.agreed.is_empty() {
                    return Err(Refusal::moved_on(format!(
                        "round {round} has been shown or decided: open a new round instead"
                    )));
                }
                Ok(())
            }
            Command::Reveal { round, level, by } => {
                self.check_reveal(self.closed_round(*round)?, *level, *by)
            }
            Command::TakeLate { round } => {
                let closed = self.closed_round(*round)?;
                if !closed.agreed.is_empty() {
                    return Err(Refusal::moved_on(format!(
                        "round {round} has been decided: open a new round instead"
                    )));
                }
                self.check_take_late(closed)
            }
            Command::MoveStep { from, to } => self.check_move(*from, *to),
            Command::ExtendStep { minutes } if (1..=limits::EXTEND_MINUTES).contains(minutes) => {
                Ok(())
            }
            Command::ExtendStep { minutes } => Err(Refusal::invalid(format!(
                "a step can be extended by 1 to {} minutes, not by {minutes}",
                limits::EXTEND_MINUTES
            ))),
            Command::Focus { domain: None } => Ok(()),
            Command::Focus {
                domain: Some(domain),
            } => {
                let framework = self
                    .rounds
                    .last()
                    .map_or(&self.frameworks[0], |round| self.framework_of(round));
                // Also one that the latest round does not ask for: its earlier result may be talked about.
                framework
                    .domain_index(domain)
                    .map(drop)
                    .ok_or_else(|| no_domain(&framework.id.to_string(), domain))
            }
            Command::Agree {
                round,
                domain,
                level,
                because,
            } => {
                let round = self.closed_round(*round)?;
                self.check_domain(round, domain)?;
                self.check_agreed(round, *level, because)
            }
            Command::WithdrawAgreed { round, domain } => {
                let round = self.closed_round(*round)?;
                self.check_domain(round, domain)?;
                match round.agreed.contains_key(domain) {
                    true => Ok(()),
                    false => Err(Refusal::moved_on(format!(
                        "nothing is recorded for `{domain}`"
                    ))),
                }
            }
            Command::AssignTable { seat, table } => {
                self.known_seat(*seat)?;
                table.map_or(Ok(()), |table| self.check_table(table))
            }
            Command::CreateTable { name } => {
                check_fewer("tables", self.tables.len(), limits::TABLES_PER_WORKSHOP)?;
                self.new_table_name(name.as_deref()).map(drop)
            }
            Command::SetRole { seat, role } => self.check_role(*seat, *role),
            Command::RemoveSeat { seat } => self.check_removable(*seat),
            Command::RemoveAwaited { since_ms } => self.check_remove_awaited(*since_ms),
            Command::RemoveSecond { seat, first } => self.check_second(*seat, *first),
            Command::AdmitAll { minutes } => self.check_admit_all(*minutes),
            Command::OpenJoining { .. } | Command::StopCalendars { .. } | Command::Seal => Ok(()),
            Command::OpenLosses { map, steps } => self.check_open_losses(*map, steps.as_deref()),
            Command::OpenPriorities { actions } => self.check_open_priorities(actions.as_deref()),
            Command::CreateMap { title } => self.check_create_map(title),
            Command::RenameMap { map, title } => self.check_rename_map(*map, title),
            Command::ShowMap { map } => self.check_show_map(*map),
            Command::SetSpheres { names } => self.check_spheres(names),
            Command::ChooseSphere { sphere } => self.check_sphere(*sphere),
            Command::AcceptAction {
                action,
                terms,
                name,
            } => self.check_accept(seat, action, terms, name),
            Command::DeclineAction { action, because } => self.check_decline(seat, action, because),
            Command::CloseWorkshop => self.check_no_open_round(),
        }
    }

    /// Does what a command asks, if it may.
    pub(super) fn command(
        &mut self,
        seat: SeatId,
        command: &Command,
        at_ms: u64,
    ) -> Result<Made, Refusal> {
        self.check_command(seat, command)?;
        let mut made = Made::default();
        match command {
            Command::OpenRound {
                framework,
                kind,
                domains,
            } => {
                let index = self
                    .frameworks
                    .iter()
                    .position(|known| known.id == *framework);
                let index = index.expect("the framework is one of the workshop's: checked above");
                let only = match domains {
                    Some(domains) => Some(places_of(&self.frameworks[index], domains)?),
                    None => None,
                };
                made.round = Some(self.begin_round(index, *kind, only, at_ms));
            }
            Command::CloseRound { round } => self.freeze(index_of(*round)),
            Command::ReopenRound { round } => {
                let index = index_of(*round);
                self.thaw(index);
                self.go_to_marking(self.rounds[index].kind, at_ms);
            }
            Command::Reveal { round, level, by } => {
                let index = index_of(*round);
                let round = &mut self.rounds[index];
                round.revealed = Some(*level);
                let was_shown = round.published.is_some();
                let fixed = round.grouping;
                round.grouping = fixed.or(grouping_of(round, *level, *by));
                // Shown once, and once more where groups come with it: from the same frozen marks, so the room stays as it was.
                if !was_shown || round.grouping != fixed {
                    self.publish(index);
                }
                // Losses and priorities are talked about where they were marked.
                if self.run_sheet.current <= StepId::Mark {
                    self.run_sheet.go(StepId::Reveal, at_ms);
                }
            }
            Command::TakeLate { round } => self.take_late(index_of(*round))?,
            Command::MoveStep { to, .. } => self.run_sheet.go(*to, at_ms),
            Command::ExtendStep { minutes } => self.run_sheet.extended_minutes += minutes,
            Command::Focus { domain } => self.focus = domain.clone(),
            Command::Agree {
                round,
                domain,
                level,
                because,
            } => {
                let agreed = Agreed {
                    level: *level,
                    because: because.trim().to_owned(),
                };
                self.rounds[index_of(*round)]
                    .agreed
                    .insert(domain.clone(), agreed);
            }
            Command::WithdrawAgreed { round, domain } => {
                self.rounds[index_of(*round)].agreed.remove(domain);
            }
            Command::AssignTable { seat, table } => {
                self.core
                    .people
                    .get_mut(*seat)
                    .expect("the seat exists: checked above")
                    .table = *table;
            }
            Command::CreateTable { name } => {
                let id = TableId::nth(self.tables.len() as u16 + 1);
                let name = self.new_table_name(name.as_deref())?;
                self.tables.push(Table { id, name });
                made.table = Some(id);
            }
            Command::SetRole { seat, role } => {
                let details = self
                    .core
                    .people
                    .get_mut(*seat)
                    .expect("the seat exists: checked above");
                let was_counted = details.role.is_counted();
                details.role = *role;
                if was_counted != role.is_counted() {
                    self.recount(*seat, role.is_counted());
                }
            }
            Command::RemoveSeat { seat } => {
                self.remove_seats(&BTreeSet::from([*seat]), Gone::Removed);
                made.removed = Some(1);
            }
            Command::RemoveAwaited { since_ms } => {
                let awaited = self.awaited_since(*since_ms).collect();
                made.removed = Some(self.remove_seats(&awaited, Gone::Removed));
            }
            Command::RemoveSecond { seat, .. } => {
                self.remove_seats(&BTreeSet::from([*seat]), Gone::Second);
                made.removed = Some(1);
            }
            Command::AdmitAll { minutes } => self.core.arrivals.admit_all(at_ms, *minutes),
            Command::OpenJoining { open } => {
                self.joining_open = *open;
                if !open {
                    self.core.arrivals.admit_all(at_ms, 0);
                }
            }
            Command::StopCalendars { whose } => self.stop_calendars(seat, *whose),
            Command::CloseWorkshop => {
                self.state = WorkshopState::Closed;
                self.joining_open = false;
                self.go_unless_there(StepId::Close, at_ms);
            }
            Command::Seal => self.state = WorkshopState::Sealed,
            Command::OpenLosses { map, steps } => {
                made.round = Some(self.open_losses(*map, steps.as_deref(), at_ms)?);
            }
            Command::OpenPriorities { actions } => {
                made.round = Some(self.open_priorities(actions.as_deref(), at_ms)?);
            }
            Command::CreateMap { title } => made.map = Some(self.create_map(title)?),
            Command::RenameMap { map, title } => self.rename_map(*map, title)?,
            Command::ShowMap { map } => self.shown_map = Some(*map),
            Command::SetSpheres { names } => self.spheres = seat::spheres(names),
            Command::ChooseSphere { sphere } => self.choose_sphere(seat, *sphere),
            Command::AcceptAction {
                action,
                terms,
                name,
            } => self.accept(seat, action, terms, name, at_ms),
            Command::DeclineAction { action, because } => {
                self.decline(seat, action, because, at_ms);
            }
        }
        Ok(made)
    }

    pub(super) fn known_seat(&self, seat: SeatId) -> Result<Role, Refusal> {
        let details = self
            .seat(seat)
            .ok_or_else(|| Refusal::invalid(format!("there is no seat {seat}")))?;
        Ok(details.role)
    }

    fn check_table(&self, table: TableId) -> Result<(), Refusal> {
        match self.tables.iter().any(|known| known.id == table) {
            true => Ok(()),
            false => Err(Refusal::invalid(format!("there is no table `{table}`"))),
        }
    }

    fn new_table_name(&self, asked: Option<&str>) -> Result<String, Refusal> {
        let name = match asked {
            Some(name) => check_text("the table's name", name, limits::LABEL_CHARACTERS)?,
            None => format!("Table {}", self.tables.len() + 1),
        };
        match self.tables.iter().any(|table| table.name == name) {
            true => Err(Refusal::invalid(format!(
                "there already is a table called \"{name}\""
            ))),
            false => Ok(name),
        }
    }

    fn check_role(&self, seat: SeatId, role: Role) -> Result<(), Refusal> {
        let current = self.known_seat(seat)?;
        if current == Role::Screen || role == Role::Screen {
            return Err(Refusal::invalid(
                "a screen's seat cannot change its role, nor another become a screen",
            ));
        }
        let facilitators = self
            .seats()
            .values()
            .filter(|seat| seat.role == Role::Facilitator)
            .count();
        if current == Role::Facilitator && role != Role::Facilitator && facilitators == 1 {
            return Err(Refusal::moved_on(
                "this is the only facilitator: make somebody else one first",
            ));
        }
        if current.is_counted() != role.is_counted() {
            self.check_counted_stay()?;
        }
        let has_sector = self.seat(seat).is_some_and(|seat| seat.sector.is_some());
        if role.is_counted() && !has_sector {
            return Err(Refusal::invalid(
                "a seat without a sector cannot mark: join again as a participant",
            ));
        }
        Ok(())
    }
}

pub(super) fn check_fewer(what: &str, count: usize, most: usize) -> Result<(), Refusal> {
    if count < most {
        Ok(())
    } else {
        Err(Refusal::full(format!(
            "this workshop has {count} {what}, the most it can have"
        )))
    }
}
