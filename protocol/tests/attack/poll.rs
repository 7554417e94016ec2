//! The attacker's eyes: every view of every audience, and what each count is a count of.

use std::collections::{BTreeMap, BTreeSet};

use plenary_protocol::{
    disclosure::{self, Marks},
    id::{RoundId, SeatId},
    round::Grouping,
    settings::RevealMode,
    views::{self, Audience, Findings, ResultsView},
    workshop::{Cell, Round, Standing, Workshop},
};

use crate::{
    inference::{Found, System, Tallied, VALUES},
    live::Live,
    play::DOMAINS,
    worlds::{self, Filling},
};

/// One domain in one round.
pub(crate) type Place = (RoundId, usize);

/// Whose marks were counted at a place, and where these people sat: each mark by its number.
type Counted = BTreeMap<SeatId, (usize, Standing)>;

/// Somebody who looks at everything, and notes who marks.
#[derive(Default)]
pub(crate) struct Watcher {
    /// What each mark says. The attacker does not look here; the figures do.
    pub(crate) truths: Vec<usize>,
    /// The marks that stand now.
    pub(crate) standing: BTreeMap<(Place, SeatId), usize>,
    /// Whose ballots changed is public; this is to see on which domain.
    last: BTreeMap<(Place, SeatId), Cell>,
    counted: BTreeMap<Place, Counted>,
    systems: BTreeMap<Place, System>,
    missing: BTreeMap<Place, Missing>,
    /// What a room would keep: the attacker's own workshop has it too.
    findings: Findings,
    found: Found,
    live: Live,
    letter: Found,
}

/// Groups that were withheld on a domain at the first reveal.
struct Missing {
    groups: Vec<Vec<usize>>,
    room: Filling,
    minimum: u32,
}

/// Whether a domain's groups are withheld, by their marks.
type Withheld = fn(&[Filling], u32) -> bool;

const BY_THE_RULES: Withheld = |groups, minimum| {
    let marks = |filling: &Filling| Marks {
        levels: filling[..VALUES - 1].to_vec(),
        unsure: filling[VALUES - 1],
    };
    let marks: Vec<Marks> = groups.iter().map(marks).collect();
    !disclosure::may_show_together(&marks, minimum)
};
/// Rule 6 to the letter: nine tenths of fewer than ten people are all of them.
const BY_THE_LETTER: Withheld = |groups, minimum| {
    groups.iter().any(|filling| {
        let levels = &filling[..VALUES - 1];
        let people: u32 = levels.iter().sum();
        let tallest = levels.iter().max().copied().unwrap_or_default();
        people < minimum || (people < disclosure::CLOSE_BELOW && 9 * people <= 10 * tallest)
    })
};

impl Watcher {
    /// Notes which marks somebody set, changed or took back.
    pub(crate) fn see_marks(&mut self, workshop: &Workshop, seat: SeatId) {
        for round in workshop.rounds() {
            let cells = workshop.cells(seat, round.id);
            for domain in 0..DOMAINS {
                let place = (round.id, domain);
                let cell = cells.map_or(Cell::NONE, |cells| cells[domain]);
                let last = self.last.insert((place, seat), cell).unwrap_or_default();
                if cell == last {
                    continue;
                }
                match value(cell) {
                    None => drop(self.standing.remove(&(place, seat))),
                    Some(value) => {
                        self.standing.insert((place, seat), self.truths.len());
                        self.truths.push(value);
                    }
                }
                self.live.see_mark(workshop);
            }
        }
    }

    /// Notes whose marks a close or a late counting took.
    pub(crate) fn see_counted(&mut self, workshop: &Workshop) {
        for round in workshop.rounds() {
            for domain in 0..DOMAINS {
                let place = (round.id, domain);
                let counted = self.counted.entry(place).or_default();
                if round.is_open {
                    counted.clear();
                    continue;
                }
                for (seat, vote) in &round.frozen {
                    if vote.cells[domain].is_marked() && !counted.contains_key(seat) {
                        counted.insert(*seat, (self.standing[&(place, *seat)], vote.standing));
                    }
                }
            }
        }
    }

    /// Looks at everything that can be looked at.
    pub(crate) fn look(&mut self, workshop: &Workshop, is_thorough: bool) {
        let mut audiences = vec![Audience::Facilitator];
        if is_thorough {
            audiences.extend([
                Audience::Screen,
                Audience::Observer,
                Audience::Participant(None),
            ]);
            let tables = workshop.tables().iter();
            audiences.extend(tables.map(|table| Audience::Participant(Some(table.id))));
        }
        self.look_before_the_reveal(workshop);
        for round in workshop.rounds() {
            // In the other two modes the room's live counts are an open trade-off, of which `live` judges what is none.
            if workshop.settings().reveal != RevealMode::Sealed && round.revealed.is_none() {
                continue;
            }
            for audience in &audiences {
                let groupings: &[_] = if is_thorough && *audience == Audience::Facilitator {
                    &[
                        None,
                        Some(Grouping::Sector),
                        Some(Grouping::Table),
                        Some(Grouping::Organisation),
                        Some(Grouping::Sphere),
                    ]
                } else {
                    &[None]
                };
                for by in groupings {
                    self.found.attempts += 1;
                    if let Ok(shown) =
                        views::results(workshop, round, *audience, *by, &self.findings)
                    {
                        self.learn(workshop, round, &shown);
                    }
                }
            }
        }
    }

    fn look_before_the_reveal(&mut self, workshop: &Workshop) {
        for round in workshop.rounds() {
            let is_counted = |seat: &SeatId| workshop.seats()[seat].role.is_counted();
            let counted = |round_id, domain| -> BTreeMap<SeatId, (usize, usize)> {
                let place = (round_id, domain);
                let said = |mark: usize| (mark, self.truths[mark]);
                if round.is_open {
                    let here = self.standing.iter().filter(|((at, _), _)| *at == place);
                    here.filter(|((_, seat), _)| is_counted(seat))
                        .map(|((_, seat), mark)| (*seat, said(*mark)))
                        .collect()
                } else {
                    let counted = self.counted[&place].iter();
                    counted
                        .map(|(seat, (mark, _))| (*seat, said(*mark)))
                        .collect()
                }
            };
            self.live.look(workshop, round, counted);
        }
    }

    fn learn(&mut self, workshop: &Workshop, round: &Round, shown: &ResultsView) {
        self.see_how_people_moved(workshop, round, shown);
        self.found.taken_late += u64::from(is_first_sight(&mut self.systems, round, shown));
        let own_table =
            |(_, stood): &(usize, Standing)| shown.table.is_none() || stood.table == shown.table;
        for (domain, result) in shown.domains.iter().enumerate() {
            let place = (round.id, domain);
            let counted = self.counted[&place].clone();
            let Some(counts) = &result.counts else {
                continue;
            };
            let room: Vec<usize> = counted
                .values()
                .filter(|one| own_table(one))
                .map(|(mark, _)| *mark)
                .collect();
            let is_large = |marks: &[usize]| disclosure::CLOSE_BELOW as usize <= marks.len();
            if let Some(unsure) = result.unsure {
                assert_eq!(
                    unsure as usize + counts.iter().sum::<u32>() as usize,
                    room.len()
                );
            }
            self.note(
                place,
                &room,
                counts,
                shown.table.is_none() || is_large(&room),
            );
            let Some(grouping) = shown.grouping else {
                continue;
            };
            let mut alone = BTreeSet::new();
            for group in result.groups.iter().flatten() {
                if group.members.len() == 1 {
                    alone.insert(group.group.clone());
                }
            }
            for group in result.groups.iter().flatten() {
                let marks: Vec<usize> = counted
                    .iter()
                    .filter(|(seat, (_, stood))| {
                        let name = group_name(workshop, **seat, *stood, grouping);
                        match group.members.as_slice() {
                            [] => !alone.contains(&name),
                            members => members.contains(&name),
                        }
                    })
                    .map(|(_, (mark, _))| *mark)
                    .collect();
                self.note(place, &marks, &group.counts, is_large(&marks));
            }
            if shown.snapshot == Some(1) && !self.missing.contains_key(&place) {
                self.see_what_is_missing(
                    workshop,
                    round,
                    place,
                    grouping,
                    result.groups.is_none(),
                    &room,
                    counts,
                );
            }
        }
    }

    /// How people moved is told of those whom both rounds' counts show, all of them, and where enough moved and stayed. That
    /// nothing follows from it then is for `tests/pairs.rs`, which goes through every room.
    fn see_how_people_moved(&mut self, workshop: &Workshop, round: &Round, shown: &ResultsView) {
        let minimum = workshop.settings().minimum_group;
        for (domain, result) in shown.domains.iter().enumerate() {
            let Some(since) = &result.since else {
                continue;
            };
            self.found.compared += 1;
            let people = |round: RoundId| -> BTreeSet<SeatId> {
                let counted = self.counted[&(round, domain)].iter();
                let is_level = |mark: usize| self.truths[mark] < VALUES - 1;
                counted
                    .filter(|(_, (mark, _))| is_level(*mark))
                    .map(|(seat, _)| *seat)
                    .collect()
            };
            let Some(movement) = &since.movement else {
                assert!(since.withheld.is_some() && since.transitions.is_none());
                continue;
            };
            self.found.moved += 1;
            let (before, after) = (people(since.round), people(round.id));
            assert_eq!(before, after, "somebody marked one round only");
            assert_eq!(after.len(), movement.n as usize);
            assert!(minimum.max(disclosure::CLOSE_BELOW) <= movement.n);
            assert!(minimum <= movement.moved() && movement.moved() + minimum <= movement.n);
            let cells = since.transitions.iter().flatten().flatten();
            assert!(cells.into_iter().all(|cell| *cell == 0 || minimum <= *cell));
        }
    }

    fn note(&mut self, place: Place, marks: &[usize], counts: &[u32], may_force: bool) {
        let system = self.systems.entry(place).or_default();
        let marks: Vec<(usize, usize)> = marks
            .iter()
            .map(|mark| (*mark, self.truths[*mark]))
            .collect();
        let bits = system
            .bits(marks)
            .expect("a place has at most sixty-four counted marks");
        system.learn(tallied(bits, counts), may_force);
    }

    #[expect(clippy::too_many_arguments, reason = "one call, of what was just seen")]
    fn see_what_is_missing(
        &mut self,
        workshop: &Workshop,
        round: &Round,
        place: Place,
        grouping: Grouping,
        is_withheld: bool,
        room: &[usize],
        counts: &[u32],
    ) {
        let published = round.published.as_ref().expect("a snapshot is shown");
        let Some(shown) = &published.publication.groups else {
            return;
        };
        let counted = &self.counted[&place];
        let groups: Vec<Vec<usize>> = shown
            .iter()
            .map(|group| {
                let names: Vec<String> = group
                    .members
                    .iter()
                    .map(|key| published.keys[*key].name(workshop))
                    .collect();
                let is_in = |(seat, (_, stood)): &(&SeatId, &(usize, Standing))| {
                    names.contains(&group_name(workshop, **seat, *stood, grouping))
                };
                counted
                    .iter()
                    .filter(is_in)
                    .map(|(_, (mark, _))| *mark)
                    .collect()
            })
            .collect();
        let missing = Missing {
            room: tallied_values(room.len(), counts).map(|count| count as u32),
            minimum: workshop.settings().minimum_group,
            groups,
        };
        self.attack_the_letter(&missing, room, counts);
        self.found.withheld += u64::from(is_withheld);
        let missing = if is_withheld {
            missing
        } else {
            Missing {
                groups: Vec::new(),
                ..missing
            }
        };
        self.missing.insert(place, missing);
    }

    /// The same domain, had only the unanimous small group's domain been withheld.
    fn attack_the_letter(&mut self, missing: &Missing, room: &[usize], counts: &[u32]) {
        let truth = |marks: &Vec<usize>| {
            let mut filling: Filling = [0; VALUES];
            for mark in marks {
                filling[self.truths[*mark]] += 1;
            }
            filling
        };
        let fillings: Vec<Filling> = missing.groups.iter().map(truth).collect();
        let is_withheld = BY_THE_LETTER(&fillings, missing.minimum);
        let mut system = System::default();
        let mut bits = |marks: &[usize]| {
            let marks: Vec<(usize, usize)> = marks
                .iter()
                .map(|mark| (*mark, self.truths[*mark]))
                .collect();
            system.bits(marks).expect("a room's marks fit")
        };
        let room = tallied(bits(room), counts);
        let groups: Vec<u64> = missing.groups.iter().map(|marks| bits(marks)).collect();
        system.learn(room, true);
        let known = if is_withheld {
            missing.minds(&groups, BY_THE_LETTER)
        } else {
            Vec::new()
        };
        self.letter.attempts += 1;
        self.letter.withheld += u64::from(is_withheld);
        system.conclude(&mut self.letter, &known);
    }

    /// What the attacker knows in the end: by the rules, before the reveal, and to the rules' letter.
    pub(crate) fn conclude(mut self) -> (Found, Found, Found) {
        (self.found.workshops, self.letter.workshops) = (1, 1);
        for (place, mut system) in self.systems {
            let known = match self.missing.get(&place) {
                Some(missing) if !missing.groups.is_empty() => {
                    let mut bits = |marks: &Vec<usize>| {
                        let marks = marks.iter().map(|mark| (*mark, self.truths[*mark]));
                        system.bits(marks).expect("noted before")
                    };
                    let groups: Vec<u64> = missing.groups.iter().map(&mut bits).collect();
                    missing.minds(&groups, BY_THE_RULES)
                }
                _ => Vec::new(),
            };
            system.conclude(&mut self.found, &known);
        }
        (self.found, self.live.conclude(), self.letter)
    }
}

impl Missing {
    /// The groups that must have been of one mind for so much to be missing: their marks, and what they say.
    fn minds(&self, bits: &[u64], is_withheld: Withheld) -> Vec<(u64, usize)> {
        let sizes: Vec<u32> = self.groups.iter().map(|marks| marks.len() as u32).collect();
        let withheld = |fillings: &[Filling]| is_withheld(fillings, self.minimum);
        let minds = worlds::of_one_mind(&sizes, self.room, &withheld);
        bits.iter()
            .zip(minds)
            .filter_map(|(bits, mind)| Some((*bits, mind?)))
            .collect()
    }
}

/// The name of somebody's group, as views tell it.
pub(crate) fn group_name(
    workshop: &Workshop,
    seat: SeatId,
    stood: Standing,
    grouping: Grouping,
) -> String {
    let seat = workshop.seat(seat).expect("seats stay");
    match grouping {
        Grouping::Sector => seat
            .sector
            .as_ref()
            .map(|sector| workshop.sector_name(sector).to_owned()),
        Grouping::Table => Some(stood.table.map_or("No table".to_owned(), |table| {
            workshop.table_name(table).to_owned()
        })),
        Grouping::Organisation => seat
            .organisation
            .clone()
            .or(Some("No organisation given".to_owned())),
        Grouping::Sphere => Some(
            stood
                .sphere
                .map_or("No sphere chosen".to_owned(), |sphere| {
                    workshop.sphere_name(sphere).to_owned()
                }),
        ),
    }
    .unwrap_or_default()
}

/// A tally of these marks. Who was not sure is what is left of those who marked.
pub(crate) fn tallied(marks: u64, counts: &[u32]) -> Tallied {
    Tallied {
        marks,
        values: tallied_values(marks.count_ones() as usize, counts),
    }
}

fn tallied_values(marked: usize, counts: &[u32]) -> [i64; VALUES] {
    let mut values = [0; VALUES];
    for (value, count) in values.iter_mut().zip(counts) {
        *value = i64::from(*count);
    }
    values[VALUES - 1] = marked as i64 - values.iter().sum::<i64>();
    values
}

fn value(cell: Cell) -> Option<usize> {
    match cell.level() {
        Some(level) => Some(usize::from(level) - 1),
        None => cell.is_unsure().then_some(VALUES - 1),
    }
}

/// Whether late people have been counted in since somebody last looked.
fn is_first_sight(
    systems: &mut BTreeMap<Place, System>,
    round: &Round,
    shown: &ResultsView,
) -> bool {
    let system = systems.entry((round.id, 0)).or_default();
    let is_news = shown.snapshot > system.snapshot && system.snapshot.is_some();
    system.snapshot = shown.snapshot.max(system.snapshot);
    is_news
}
