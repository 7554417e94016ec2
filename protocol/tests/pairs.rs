//! The attack on two rounds: every way in which a small room can have marked both is gone through, and whoever sees what
//! is shown of them, with how people moved, can tell nobody's mark that no single tally says by itself.
//!
//! People of one group who marked the same rounds are alike to the attacker, so a named person's mark is known exactly
//! where all of their like stand on one level in every room that would look the same. The same attack on numbers that are
//! told whatever they are of must succeed, or it would be worth nothing.

use std::collections::BTreeMap;

use plenary_protocol::disclosure::{
    Marks, Pairs, Publication, ShownPairs, are_comparable, may_compare,
};

const MINIMUM: u32 = 3;

/// People of one group who marked the same of the two rounds.
#[derive(Debug, Clone, Copy)]
struct Like {
    group: usize,
    rounds: [bool; 2],
    /// In which rounds they marked first behind the close, and are counted in as a batch.
    is_late: [bool; 2],
    people: u32,
}

/// What is shown of the two rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scenario {
    /// Both by groups from the start.
    Groups,
    /// Both of the room alone.
    Room,
    /// Both of the room alone, and afterwards the first by groups: refused, where how people moved was shown.
    FirstByGroupsLater,
}

/// How the numbers that pair people are told: what they are told of, and whether only where the rest of what is shown fits.
#[derive(Clone, Copy)]
struct Telling {
    numbers: fn(&Pairs) -> Option<ShownNumbers>,
    looks_at_the_rest: bool,
    /// Whether rounds that took late people in are compared as well.
    compares_batches: bool,
}

/// What the attacker reads off them: who went up and down, the counts of those who are paired, and all moves or none.
type ShownNumbers = (u32, u32, [Vec<u32>; 2], Option<Vec<Vec<u32>>>);

/// The level of each round, by its place; none where people did not mark it.
type Choice = [Option<usize>; 2];

fn numbers(cells: &[Vec<u32>], grid: Option<&[Vec<u32>]>) -> ShownNumbers {
    let (mut up, mut down) = (0, 0);
    let mut margins = [vec![0; cells.len()], vec![0; cells.len()]];
    for (before, row) in cells.iter().enumerate() {
        for (after, people) in row.iter().enumerate() {
            up += if before < after { *people } else { 0 };
            down += if after < before { *people } else { 0 };
            margins[0][before] += people;
            margins[1][after] += people;
        }
    }
    (up, down, margins, grid.map(<[Vec<u32>]>::to_vec))
}

fn by_the_rules(pairs: &Pairs) -> Option<ShownNumbers> {
    let shown = ShownPairs::of(pairs, MINIMUM)?;
    Some(numbers(shown.cells(), shown.grid()))
}

const BY_THE_RULES: Telling = Telling {
    numbers: by_the_rules,
    looks_at_the_rest: true,
    compares_batches: false,
};
/// The same, of rounds into which late people were counted as of others: those who are not taken on a domain stand there as
/// if they had not marked.
const BATCHES_AS_WELL: Telling = Telling {
    compares_batches: true,
    ..BY_THE_RULES
};
/// Enough people, enough of whom moved and stayed, whoever else marked one of the rounds.
const WHOEVER_ELSE: Telling = Telling {
    numbers: |pairs| {
        let alone = Pairs {
            only_once: 0,
            ..pairs.clone()
        };
        by_the_rules(&alone)
    },
    ..BY_THE_RULES
};
const WHATEVER_THEY_ARE_OF: Telling = Telling {
    numbers: |pairs| Some(numbers(&pairs.cells, None)),
    looks_at_the_rest: false,
    compares_batches: true,
};

/// Every way in which people who are alike can have chosen: how many made each choice.
fn ways(like: &Like, level_count: usize) -> Vec<Vec<(Choice, u32)>> {
    let levels = |is_marked: bool| -> Vec<Option<usize>> {
        if is_marked {
            (0..level_count).map(Some).collect()
        } else {
            vec![None]
        }
    };
    let [before, after] = like.rounds.map(levels);
    let choices: Vec<Choice> = before
        .iter()
        .flat_map(|before| after.iter().map(move |after| [*before, *after]))
        .collect();
    let mut ways = vec![(like.people, Vec::new())];
    for (index, choice) in choices.iter().enumerate() {
        let is_last = index + 1 == choices.len();
        ways = ways
            .into_iter()
            .flat_map(|(left, way)| {
                let least = if is_last { left } else { 0 };
                (least..=left).map(move |here| {
                    let mut way: Vec<(Choice, u32)> = way.clone();
                    if 0 < here {
                        way.push((*choice, here));
                    }
                    (left - here, way)
                })
            })
            .collect();
    }
    ways.into_iter().map(|(_, way)| way).collect()
}

/// A way of marking both rounds, counted as the rules and the attacker need it.
struct World {
    /// Of each round, those who were in time.
    groups: [Vec<Marks>; 2],
    /// Of each round, those who were late.
    late: [Vec<Marks>; 2],
    /// Whose two marks are which, by which of the two were late.
    choices: Vec<(Choice, [bool; 2], u32)>,
    /// Of each kind of people, the one level on which all of them stand in each round.
    minds: Vec<[Option<usize>; 2]>,
}

impl World {
    fn level_count(&self) -> usize {
        self.groups[0][0].levels.len()
    }
}

fn world(likes: &[Like], ways: &[&Vec<(Choice, u32)>], level_count: usize) -> World {
    let group_count = likes.iter().map(|like| like.group).max().unwrap_or(0) + 1;
    let none = || vec![Marks::none(level_count); group_count];
    let mut world = World {
        groups: [none(), none()],
        late: [none(), none()],
        choices: Vec::new(),
        minds: Vec::new(),
    };
    for (like, way) in likes.iter().zip(ways) {
        for (choice, people) in way.iter() {
            for (round, level) in choice.iter().enumerate() {
                let marks = match like.is_late[round] {
                    true => &mut world.late[round],
                    false => &mut world.groups[round],
                };
                if let Some(level) = level {
                    marks[like.group].levels[*level] += people;
                }
            }
            world.choices.push((*choice, like.is_late, *people));
        }
        let mind = |round: usize| {
            let mut levels = way.iter().map(|(choice, _)| choice[round]);
            let first = levels.next().flatten();
            first.filter(|first| levels.all(|level| level == Some(*first)))
        };
        world.minds.push([mind(0), mind(1)]);
    }
    world
}

/// Everything that the attacker sees of a world.
type Seen = (Vec<Vec<Option<Vec<u32>>>>, Option<ShownNumbers>);

fn seen(world: &World, scenario: Scenario, telling: Telling) -> Seen {
    let by_groups = |round: usize| {
        let people: Vec<u32> = world.groups[round].iter().map(Marks::marked).collect();
        Publication::of_groups(&people, &[world.groups[round].clone()], MINIMUM)
    };
    let of_room = |round: usize| {
        let grouped = by_groups(round);
        Publication {
            groups: None,
            domains: grouped
                .domains
                .into_iter()
                .map(|mut domain| {
                    domain.groups = None;
                    domain
                })
                .collect(),
            ..grouped
        }
    };
    let revealed = match scenario {
        Scenario::Groups => [by_groups(0), by_groups(1)],
        Scenario::Room | Scenario::FirstByGroupsLater => [of_room(0), of_room(1)],
    };
    let mut compared = revealed.clone();
    let is_taken = [0, 1].map(|round| {
        let late = &world.late[round];
        let people: Vec<u32> = late.iter().map(Marks::marked).collect();
        let taken = compared[round].take(&people, std::slice::from_ref(late), MINIMUM);
        taken.is_ok_and(|domains| domains[0])
    });
    let mut pairs = Pairs::none(world.level_count());
    for (choice, is_late, people) in &world.choices {
        let counted = |round: usize| {
            let is_counted = !is_late[round] || is_taken[round];
            choice[round]
                .filter(|_| is_counted)
                .map(|level| level as u8 + 1)
        };
        for _ in 0..*people {
            pairs.add(counted(0), counted(1));
        }
    }
    let [earlier, later] = &compared;
    let is_grouped = compared.iter().any(|round| round.groups.is_some());
    let may = earlier.groups == later.groups
        && (telling.compares_batches || are_comparable(earlier, later))
        && may_compare(&earlier.domains[0], &later.domains[0], is_grouped);
    let told = (telling.numbers)(&pairs).filter(|_| may || !telling.looks_at_the_rest);
    let last = match scenario {
        Scenario::FirstByGroupsLater => [by_groups(0), of_room(1)],
        Scenario::Groups | Scenario::Room => compared,
    };
    // Whoever looked before late people were counted in subtracts.
    let tallies = revealed.iter().chain(&last).map(|round| {
        let domain = &round.domains[0];
        let room = domain.room.as_ref().map(|room| room.counts().to_vec());
        let groups = domain.groups.iter().flatten();
        std::iter::once(room)
            .chain(groups.map(|group| Some(group.counts().to_vec())))
            .collect()
    });
    (tallies.collect(), told)
}

/// Goes through every room and counts in how many that look different somebody's mark is known; and in how many how
/// people moved is told.
fn attack(
    likes: &[Like],
    level_count: usize,
    scenario: Scenario,
    telling: Telling,
) -> (usize, usize) {
    // What all rooms that look the same have in common: which kinds of people are of which one mind.
    let mut common: BTreeMap<Seen, Vec<[Option<usize>; 2]>> = BTreeMap::new();
    let all: Vec<Vec<Vec<(Choice, u32)>>> =
        likes.iter().map(|like| ways(like, level_count)).collect();
    let mut place = vec![0; likes.len()];
    loop {
        let chosen: Vec<&Vec<(Choice, u32)>> = all
            .iter()
            .zip(&place)
            .map(|(ways, place)| &ways[*place])
            .collect();
        let world = world(likes, &chosen, level_count);
        let minds = common
            .entry(seen(&world, scenario, telling))
            .or_insert_with(|| world.minds.clone());
        for (minds, own) in minds.iter_mut().zip(&world.minds) {
            for (mind, own) in minds.iter_mut().zip(own) {
                *mind = mind.filter(|mind| *own == Some(*mind));
            }
        }
        let Some(next) = (0..place.len()).find(|index| place[*index] + 1 < all[*index].len())
        else {
            break;
        };
        place[next] += 1;
        place[..next].fill(0);
    }
    let gives_away = |(seen, minds): (&Seen, &Vec<[Option<usize>; 2]>)| {
        (0..2).any(|round| {
            // As it was revealed, and as it stands in the end.
            let mut rooms = [round, round + 2].into_iter().map(|at| &seen.0[at][0]);
            let of_one_mind =
                |room: &Vec<u32>| room.iter().filter(|count| 0 < **count).count() == 1;
            let is_unanimous = rooms.any(|room| room.as_ref().is_some_and(of_one_mind));
            !is_unanimous && minds.iter().any(|minds| minds[round].is_some())
        })
    };
    let beyond = common.iter().filter(|found| gives_away(*found)).count();
    let told = common.keys().filter(|(_, told)| told.is_some()).count();
    (beyond, told)
}

fn both(group: usize, people: u32) -> Like {
    Like {
        group,
        rounds: [true, true],
        is_late: [false, false],
        people,
    }
}

fn late(group: usize, is_late: [bool; 2], people: u32) -> Like {
    Like {
        is_late,
        ..both(group, people)
    }
}

fn rooms() -> Vec<(Vec<Like>, usize)> {
    let leaves = |group, people| Like {
        group,
        rounds: [true, false],
        ..both(group, people)
    };
    let comes = |group, people| Like {
        group,
        rounds: [false, true],
        ..both(group, people)
    };
    vec![
        (vec![both(0, 5), both(1, 5)], 2),
        (vec![both(0, 7), both(1, 6)], 2),
        (vec![both(0, 4), both(1, 4), both(2, 4)], 2),
        (vec![both(0, 5), both(1, 5), leaves(0, 1)], 2),
        (vec![both(0, 5), both(1, 5), comes(1, 1)], 2),
        (vec![both(0, 6), both(1, 5), leaves(0, 3), comes(0, 3)], 2),
        (vec![both(0, 6), both(1, 4)], 3),
    ]
}

#[test]
fn how_people_moved_gives_nobodys_mark_away() {
    let mut told = 0;
    for (likes, level_count) in rooms() {
        for scenario in [Scenario::Groups, Scenario::Room] {
            let (beyond, shown) = attack(&likes, level_count, scenario, BY_THE_RULES);
            assert_eq!(beyond, 0, "{scenario:?} of {likes:?}");
            told += shown;
        }
    }
    assert!(100 < told, "how people moved was told only {told} times");
}

/// Rooms in which some come behind the close of one round or of both.
fn rooms_with_late_people() -> Vec<Vec<Like>> {
    let only_later = [false, true];
    vec![
        vec![both(0, 7), late(0, only_later, 4)],
        vec![both(0, 7), late(0, [true, false], 4)],
        vec![both(0, 7), late(0, only_later, 5)],
        vec![both(0, 7), late(0, [true, true], 5)],
        vec![both(0, 5), both(1, 5), late(1, only_later, 4)],
        vec![both(0, 5), both(1, 4), late(1, [true, true], 4)],
    ]
}

#[test]
fn how_people_moved_says_nothing_of_late_people_who_were_counted_in() {
    for likes in rooms_with_late_people() {
        for scenario in [Scenario::Groups, Scenario::Room] {
            let (beyond, _) = attack(&likes, 2, scenario, BY_THE_RULES);
            assert_eq!(beyond, 0, "{scenario:?} of {likes:?}");
        }
    }
}

#[test]
fn told_of_rounds_that_took_late_people_in_it_gives_marks_away() {
    for likes in &rooms_with_late_people()[..3] {
        let (beyond, told) = attack(likes, 2, Scenario::Room, BATCHES_AS_WELL);
        assert!(
            0 < beyond && beyond < told,
            "of {likes:?} {beyond}, told {told}"
        );
    }
}

#[test]
fn told_whatever_it_is_of_it_gives_marks_away() {
    let three_levels = [both(0, 6), both(1, 4)];
    let (beyond, _) = attack(&three_levels, 3, Scenario::Groups, WHATEVER_THEY_ARE_OF);
    assert!(
        0 < beyond,
        "how they moved says what a withheld group marked"
    );
    let later = Scenario::FirstByGroupsLater;
    let (beyond, _) = attack(&three_levels, 3, later, BY_THE_RULES);
    assert!(
        0 < beyond,
        "what a group marked first says what it marked then"
    );
    let one_leaves = &rooms()[3].0;
    let (beyond, _) = attack(one_leaves, 2, Scenario::Room, WHOEVER_ELSE);
    assert!(0 < beyond, "who left is the difference");
}
