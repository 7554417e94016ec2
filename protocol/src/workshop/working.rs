//! Maps, the plan and the spheres of influence: what is commanded of them, and what is read of them.

use super::{
    Made, Round, Workshop,
    derived::{self, map_framework_id, plan_framework_id},
    joining::check_text,
};
use crate::{
    calendar::CalendarsOf,
    command::{Command, RoundKind},
    commitment::{self, Answer, Terms},
    documents::{
        DocumentKind,
        map::ProcessMap,
        plan::{Action, Plan},
    },
    framework::{Framework, FrameworkId},
    id::{ItemId, MapId, SeatId},
    limits,
    refusal::Refusal,
    seat::{self, Role, Sphere},
};

/// Where a framework that was made here comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Derived {
    /// A map's steps.
    Map(MapId),
    /// The plan's actions.
    Plan,
}

/// What may be read.
impl Workshop {
    /// The maps with their titles, the oldest first.
    pub fn maps(&self) -> impl Iterator<Item = (MapId, &str)> {
        (1..)
            .map(MapId::nth)
            .zip(self.maps.iter().map(String::as_str))
    }

    /// The title of a map; none where there is no such map.
    pub fn map_title(&self, map: MapId) -> Option<&str> {
        self.maps
            .get(usize::from(map.number()) - 1)
            .map(String::as_str)
    }

    /// The map that is before everybody.
    pub fn shown_map(&self) -> Option<MapId> {
        self.shown_map
    }

    /// What is valid in a map's document.
    pub fn process_map(&self, map: MapId) -> ProcessMap {
        self.shared_document(DocumentKind::Map(map))
            .map_or_else(ProcessMap::empty, |document| document.process_map())
    }

    /// What is valid in the plan's document.
    pub fn plan(&self) -> Plan {
        self.shared_document(DocumentKind::Plan)
            .map_or_else(Plan::default, |document| document.plan())
    }

    /// The spheres of influence, the innermost first.
    pub fn spheres(&self) -> &[Sphere] {
        &self.spheres
    }

    /// Whether a framework was made here, of a map or of the plan.
    pub fn is_derived(&self, framework: &FrameworkId) -> bool {
        self.derived.contains_key(framework.as_str())
    }

    /// The map on whose steps a round is marked.
    pub fn map_of(&self, round: &Round) -> Option<MapId> {
        match self.derived.get(self.framework_of(round).id.as_str()) {
            Some(Derived::Map(map)) => Some(*map),
            Some(Derived::Plan) | None => None,
        }
    }
}

/// Commands.
impl Workshop {
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

    pub(super) fn check_working(&self, seat: SeatId, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::OpenLosses { map, steps } => {
                self.check_new_round()?;
                self.losses(*map, steps.as_deref()).map(drop)
            }
            Command::OpenPriorities { actions } => {
                self.check_new_round()?;
                self.priorities(actions.as_deref()).map(drop)
            }
            Command::CreateMap { title } => {
                super::commands::check_fewer("maps", self.maps.len(), limits::MAPS_PER_WORKSHOP)?;
                map_title(title).map(drop)
            }
            Command::RenameMap { map, title } => {
                self.known_map(*map)?;
                map_title(title).map(drop)
            }
            Command::ShowMap { map } => self.known_map(*map).map(drop),
            Command::SetSpheres { names } => self.check_spheres(names),
            Command::ChooseSphere { sphere: None } => Ok(()),
            Command::ChooseSphere {
                sphere: Some(sphere),
            } => match self.spheres.iter().any(|known| known.id == *sphere) {
                true => Ok(()),
                false => Err(Refusal::invalid(format!(
                    "there is no sphere of influence `{sphere}`"
                ))),
            },
            Command::AcceptAction {
                action,
                terms,
                name,
            } => self.check_accept(seat, action, terms, name),
            Command::DeclineAction { action, because } => {
                check_because(because)?;
                self.check_owner(seat, &self.known_action(action)?)
            }
            _ => unreachable!("`check_command` sends only these here"),
        }
    }

    /// Does one of these commands, which has been checked.
    pub(super) fn do_working(
        &mut self,
        seat: SeatId,
        command: &Command,
        at_ms: u64,
    ) -> Result<Made, Refusal> {
        let mut made = Made::default();
        match command {
            Command::OpenLosses { map, steps } => {
                let framework = self.losses(*map, steps.as_deref())?;
                made.round =
                    Some(self.open_derived(framework, Derived::Map(*map), RoundKind::Lost, at_ms));
            }
            Command::OpenPriorities { actions } => {
                let framework = self.priorities(actions.as_deref())?;
                made.round =
                    Some(self.open_derived(framework, Derived::Plan, RoundKind::Priority, at_ms));
            }
            Command::CreateMap { title } => {
                self.maps.push(map_title(title)?);
                let map = MapId::nth(self.maps.len() as u16);
                self.shown_map = Some(map);
                made.map = Some(map);
            }
            Command::RenameMap { map, title } => {
                self.maps[usize::from(map.number()) - 1] = map_title(title)?;
            }
            Command::ShowMap { map } => self.shown_map = Some(*map),
            Command::SetSpheres { names } => self.spheres = seat::spheres(names),
            Command::ChooseSphere { sphere } => {
                self.seats
                    .get_mut(&seat)
                    .expect("the seat has a role: checked above")
                    .sphere = *sphere;
            }
            Command::AcceptAction {
                action,
                terms,
                name,
            } => {
                let answer = Answer::Accepted {
                    name: name.trim().to_owned(),
                    terms: terms.clone(),
                };
                self.answer(action, seat, at_ms, answer);
            }
            Command::DeclineAction { action, because } => {
                let because = because.trim().to_owned();
                self.answer(action, seat, at_ms, Answer::Declined { because });
            }
            _ => unreachable!("`command` sends only these here"),
        }
        Ok(made)
    }

    fn losses(&self, map: MapId, steps: Option<&[ItemId]>) -> Result<Framework, Refusal> {
        let title = self.known_map(map)?;
        let count = self.derived_of(Derived::Map(map)).count() + 1;
        let id = map_framework_id(map, count);
        derived::losses(id, title, &self.process_map(map), steps)
    }

    fn priorities(&self, actions: Option<&[ItemId]>) -> Result<Framework, Refusal> {
        let count = self.derived_of(Derived::Plan).count() + 1;
        derived::priorities(plan_framework_id(count), &self.plan(), actions)
    }

    pub(super) fn derived_of(&self, derived: Derived) -> impl Iterator<Item = usize> {
        let is_of =
            move |framework: &Framework| self.derived.get(framework.id.as_str()) == Some(&derived);
        (0..self.frameworks.len()).filter(move |index| is_of(&self.frameworks[*index]))
    }

    fn known_map(&self, map: MapId) -> Result<&str, Refusal> {
        self.map_title(map)
            .ok_or_else(|| Refusal::invalid(format!("there is no map `{map}`")))
    }

    fn known_action(&self, action: &ItemId) -> Result<Action, Refusal> {
        let plan = self.plan();
        let found = plan.actions.into_iter().find(|known| known.id == *action);
        found.ok_or_else(|| {
            Refusal::moved_on(format!("the plan has no action `{action}`, or no longer"))
        })
    }

    fn check_owner(&self, seat: SeatId, action: &Action) -> Result<(), Refusal> {
        if commitment::owner_seat(action) == Some(seat) {
            Ok(())
        } else {
            Err(Refusal::forbidden(
                "only the owner of an action can accept or decline it",
            ))
        }
    }

    fn check_accept(
        &self,
        seat: SeatId,
        action: &ItemId,
        terms: &Terms,
        name: &str,
    ) -> Result<(), Refusal> {
        check_text("the name", name, limits::NAME_CHARACTERS)?;
        let action = self.known_action(action)?;
        self.check_owner(seat, &action)?;
        if Terms::of(&action) != *terms {
            return Err(Refusal::moved_on(
                "this action has been changed since you read it: read it again, then accept it",
            ));
        }
        match commitment::missing(&action).as_slice() {
            [] => Ok(()),
            missing => {
                let words: Vec<&str> = missing.iter().map(|missing| missing.in_words()).collect();
                Err(Refusal::invalid(format!(
                    "this action cannot be accepted yet: it lacks {}",
                    words.join(" and ")
                )))
            }
        }
    }

    fn check_spheres(&self, names: &[String]) -> Result<(), Refusal> {
        if names.is_empty() || limits::SPHERES_PER_WORKSHOP < names.len() {
            return Err(Refusal::invalid(format!(
                "{} spheres of influence are named: name 1 to {}",
                names.len(),
                limits::SPHERES_PER_WORKSHOP
            )));
        }
        for (index, name) in names.iter().enumerate() {
            let name = check_text("the name of a sphere", name, limits::LABEL_CHARACTERS)?;
            if names[..index].iter().any(|other| other.trim() == name) {
                return Err(Refusal::invalid(format!(
                    "sphere \"{name}\" is named twice"
                )));
            }
        }
        // What was counted keeps its sphere, whatever its people have chosen since.
        let frozen = self.rounds.iter().flat_map(|round| round.frozen.values());
        let counted = frozen.filter_map(|vote| vote.standing.sphere);
        let now = self.seats.values().filter_map(|seat| seat.sphere);
        let chosen = now.chain(counted).max();
        match chosen {
            Some(chosen) if names.len() < usize::from(chosen.number()) => {
                Err(Refusal::moved_on(format!(
                    "somebody has chosen sphere {}: it can be renamed, not taken away",
                    chosen.number()
                )))
            }
            _ => Ok(()),
        }
    }
}

fn map_title(title: &str) -> Result<String, Refusal> {
    check_text("the title of the map", title, limits::TITLE_CHARACTERS)
}

fn check_because(because: &str) -> Result<(), Refusal> {
    let length = because.chars().count();
    if length <= limits::BECAUSE_CHARACTERS {
        Ok(())
    } else {
        Err(Refusal::invalid(format!(
            "the reason has {length} characters: it may have at most {}",
            limits::BECAUSE_CHARACTERS
        )))
    }
}
