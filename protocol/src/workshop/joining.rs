//! Who may come in, and with what; and whether a workshop can be made as it was asked for.

use std::collections::BTreeSet;

use super::{Made, Workshop, WorkshopState};
use crate::{
    api::{CreateWorkshop, NewSector, NewTables},
    entry::Created,
    framework::Framework,
    id::{RecoveryHash, SeatId, TokenHash},
    limits,
    refusal::Refusal,
    seat::{Role, Seat, Sector, SectorId, default_sectors},
    settings::Settings,
    space::check_admit_all,
    text,
};

/// Takes surrounding space and direction controls away, and refuses what is empty, too long or not text.
pub(super) fn check_text(
    what: &str,
    text: &str,
    most_characters: usize,
) -> Result<String, Refusal> {
    let text = text::tidied(text);
    let length = text.chars().count();
    if text::is_blank(&text) {
        return Err(Refusal::invalid(format!(
            "{what} is empty: give it at least one character"
        )));
    }
    if length > most_characters {
        return Err(Refusal::invalid(format!(
            "{what} has {length} characters: it may have at most {most_characters}"
        )));
    }
    if text
        .chars()
        .any(|letter| letter.is_control() && letter != '\n')
    {
        return Err(Refusal::invalid(format!(
            "{what} holds a control character: take it out"
        )));
    }
    Ok(text)
}

/// The parts of a new workshop that the asker chose, checked; the frameworks come looked up.
pub fn check_new_workshop(
    asked: &CreateWorkshop,
    frameworks: Vec<Framework>,
    complete: impl FnOnce(String, Vec<Framework>, Vec<Sector>, Vec<String>, Settings) -> Created,
) -> Result<Created, Refusal> {
    let title = check_text("the title", &asked.title, limits::TITLE_CHARACTERS)?;
    if frameworks.is_empty() {
        return Err(Refusal::invalid(
            "no framework is given: name at least one, such as `pit-a`",
        ));
    }
    if frameworks.len() > limits::FRAMEWORKS_PER_WORKSHOP {
        return Err(Refusal::invalid(format!(
            "{} frameworks are given: a workshop may use at most {}",
            frameworks.len(),
            limits::FRAMEWORKS_PER_WORKSHOP
        )));
    }
    if let Some(twice) = repeated(frameworks.iter().map(|framework| &framework.id)) {
        return Err(Refusal::invalid(format!(
            "framework `{twice}` is given twice"
        )));
    }
    let minimum_group = asked.minimum_group.unwrap_or(limits::MINIMUM_GROUP_DEFAULT);
    if !(limits::MINIMUM_GROUP_FLOOR..=limits::MINIMUM_GROUP_CEILING).contains(&minimum_group) {
        return Err(Refusal::invalid(format!(
            "minimum_group is {minimum_group}: it must be {} to {}",
            limits::MINIMUM_GROUP_FLOOR,
            limits::MINIMUM_GROUP_CEILING
        )));
    }
    let settings = Settings {
        reveal: asked.reveal.unwrap_or_default(),
        minimum_group,
        named: asked.named.unwrap_or_default(),
    };
    Ok(complete(
        title,
        frameworks,
        sectors(asked)?,
        tables(asked)?,
        settings,
    ))
}

fn sectors(asked: &CreateWorkshop) -> Result<Vec<Sector>, Refusal> {
    let defaults = default_sectors();
    let Some(asked) = &asked.sectors else {
        return Ok(defaults);
    };
    if asked.is_empty() || asked.len() > limits::SECTORS_PER_WORKSHOP {
        return Err(Refusal::invalid(format!(
            "{} sectors are given: a workshop has 1 to {}",
            asked.len(),
            limits::SECTORS_PER_WORKSHOP
        )));
    }
    let name_of = |name| check_text("a sector's name", name, limits::LABEL_CHARACTERS);
    // What was asked for by id has it, wherever it stands; a name takes what is left.
    let given = asked.iter().filter_map(|sector| match sector {
        NewSector::Sector(sector) => Some(sector.id.clone()),
        NewSector::Name(name) => default_by_id(&defaults, name).map(|sector| sector.id.clone()),
    });
    let mut taken: BTreeSet<SectorId> = given.collect();
    let mut sectors = Vec::new();
    for (number, sector) in (1..).zip(asked) {
        sectors.push(match sector {
            NewSector::Sector(Sector { id, name }) => Sector {
                id: id.clone(),
                name: name_of(name)?,
            },
            NewSector::Name(name) => match default_by_id(&defaults, name) {
                Some(default) => default.clone(),
                None => {
                    let name = name_of(name)?;
                    let id = SectorId::free(&name, number, &taken);
                    taken.insert(id.clone());
                    Sector { id, name }
                }
            },
        });
    }
    if let Some(twice) = repeated(sectors.iter().map(|sector| &sector.name)) {
        return Err(Refusal::invalid(format!(
            "two sectors are called \"{twice}\": give them different names"
        )));
    }
    match repeated(sectors.iter().map(|sector| &sector.id)) {
        Some(twice) => Err(Refusal::invalid(format!(
            "two sectors have the id `{twice}`: give them different names"
        ))),
        None => Ok(sectors),
    }
}

fn default_by_id<'s>(defaults: &'s [Sector], name: &str) -> Option<&'s Sector> {
    defaults
        .iter()
        .find(|default| default.id.to_string() == name.trim())
}

fn tables(asked: &CreateWorkshop) -> Result<Vec<String>, Refusal> {
    let names: Vec<String> = match &asked.tables {
        None => Vec::new(),
        Some(NewTables::Count(count)) => (1..=*count)
            .map(|number| format!("Table {number}"))
            .collect(),
        Some(NewTables::Names(names)) => names
            .iter()
            .map(|name| check_text("a table's name", name, limits::LABEL_CHARACTERS))
            .collect::<Result<_, Refusal>>()?,
    };
    if names.len() > limits::TABLES_PER_WORKSHOP {
        return Err(Refusal::invalid(format!(
            "{} tables are given: a workshop has at most {}",
            names.len(),
            limits::TABLES_PER_WORKSHOP
        )));
    }
    match repeated(names.iter()) {
        Some(twice) => Err(Refusal::invalid(format!(
            "two tables are called \"{twice}\": give them different names"
        ))),
        None => Ok(names),
    }
}

fn repeated<T: Ord>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = BTreeSet::new();
    let mut twice = None;
    for item in items {
        match seen.take(&item) {
            Some(earlier) if twice.is_none() => twice = Some(earlier),
            _ => {}
        }
        seen.insert(item);
    }
    twice
}

impl Workshop {
    /// Checks a seat that is asked for at a moment, and tidies its texts. How fast people join is not asked here.
    pub fn check_joining(&self, asked: Seat, now_ms: u64) -> Result<Seat, Refusal> {
        let is_full = limits::SEATS_PER_WORKSHOP <= self.seats().len();
        // Whoever comes next has these given up, and is in.
        let has_overdue = is_full && !self.overdue(now_ms).is_empty();
        self.check_seat(asked, if has_overdue { 1 } else { 0 })
    }

    /// The same, where so many seats are about to be given up.
    fn check_seat(&self, asked: Seat, given_up: usize) -> Result<Seat, Refusal> {
        self.check_open_for_joining(given_up)?;
        if !matches!(asked.role, Role::Participant | Role::Observer) {
            return Err(Refusal::forbidden(format!(
                "nobody can join as {}: join as participant or observer and ask a facilitator to change your role",
                asked.role
            )));
        }
        let sector = asked
            .sector
            .ok_or_else(|| Refusal::invalid("no sector is given: choose one"))?;
        if !self.sectors.iter().any(|known| known.id == sector) {
            let known: Vec<String> = self
                .sectors
                .iter()
                .map(|sector| format!("`{}`", sector.id))
                .collect();
            return Err(Refusal::invalid(format!(
                "this workshop has no sector `{sector}`: choose one of {}",
                known.join(", ")
            )));
        }
        if let Some(table) = asked
            .table
            .filter(|table| !self.tables.iter().any(|known| known.id == *table))
        {
            return Err(Refusal::invalid(format!(
                "this workshop has no table `{table}`"
            )));
        }
        let tidy = |what, text: Option<String>, most| {
            // An optional field left blank is a field not given.
            text.filter(|text| !text::is_blank(text))
                .map(|text| check_text(what, &text, most))
                .transpose()
        };
        Ok(Seat {
            role: asked.role,
            sector: Some(sector),
            organisation: tidy(
                "the organisation",
                asked.organisation,
                limits::LABEL_CHARACTERS,
            )?,
            name: tidy("the name", asked.name, limits::NAME_CHARACTERS)?,
            table: asked.table,
            // Chosen later, by those who mark on a map.
            sphere: None,
        })
    }

    fn check_open_for_joining(&self, given_up: usize) -> Result<(), Refusal> {
        if self.state != WorkshopState::Open {
            return Err(Refusal::moved_on(
                "this workshop is over: nobody can join any more",
            ));
        }
        if !self.joining_open {
            return Err(Refusal::forbidden(
                "joining is closed for now: ask the facilitator to open it",
            ));
        }
        if limits::SEATS_PER_WORKSHOP + given_up <= self.seats().len() {
            return Err(Refusal::full(format!(
                "this workshop is full: it has {} seats; ask the facilitator to remove those that nobody uses",
                self.seats().len()
            )));
        }
        Ok(())
    }

    pub(super) fn check_admit_all(&self, minutes: u32) -> Result<(), Refusal> {
        check_admit_all(minutes)?;
        match self.joining_open {
            true => Ok(()),
            false => Err(Refusal::moved_on(
                "joining is closed: open it before everybody is let in",
            )),
        }
    }

    /// Whether a seat may be brought to another device.
    pub fn check_recovery(&self) -> Result<(), Refusal> {
        if self.state == WorkshopState::Sealed {
            return Err(Refusal::moved_on(
                "this workshop is sealed: no seat can be brought back",
            ));
        }
        Ok(())
    }

    pub(super) fn issue_seat(
        &mut self,
        seat: SeatId,
        details: &Seat,
        token: TokenHash,
        recovery: RecoveryHash,
    ) -> Result<Made, Refusal> {
        let details = self.check_seat(details.clone(), 0)?;
        let people = &mut self.core.people;
        people.give(seat, details, token, recovery)?;
        Ok(Made::default())
    }

    pub(super) fn recover_seat(&mut self, seat: SeatId, token: TokenHash) -> Result<Made, Refusal> {
        self.check_recovery()?;
        if self.core.people.gone(seat).is_some() {
            return Err(self.seat_gone(seat));
        }
        if !self.core.people.has(seat) {
            return Err(Refusal::not_found("there is no such seat"));
        }
        if let Some(oldest) = self.core.people.give_key(seat, token) {
            self.core.requests.forget_recovered(&oldest);
        }
        Ok(Made::default())
    }
}
