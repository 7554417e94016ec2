//! Rooms made up with a known truth: how often the words find a planted pattern, and how often they see one in nothing.

use super::*;
use crate::consensus::{Ballots, PermutationTest, Seed, random::SplitMix64};

const DOMAINS: usize = 10;
const SECTORS: u16 = 3;
const PEOPLE_EACH: u16 = 10;
/// How a room without sectors marks, out of ten: low enough that there are two levels above for most.
const ROOM: [usize; 4] = [4, 4, 2, 0];

/// How many rooms out of so many: with the planted domain called sectoral; with any other domain called sectoral; with any
/// other domain called perhaps sectoral.
struct Found {
    planted: u32,
    false_alarms: u32,
    false_hints: u32,
}

/// Ten domains, independent people; on the first domain one sector stands so many levels higher.
fn play(rooms: u32, shift: u8, first_seed: u64) -> Found {
    let mut found = Found {
        planted: 0,
        false_alarms: 0,
        false_hints: 0,
    };
    let groups: Vec<u16> = (0..SECTORS * PEOPLE_EACH)
        .map(|person| person / PEOPLE_EACH)
        .collect();
    for room in 0..u64::from(rooms) {
        let mut random = SplitMix64::new(Seed::numbered(first_seed + room));
        let rows: Vec<Vec<Option<u8>>> = groups
            .iter()
            .map(|group| {
                let shifted = |domain: usize| if domain == 0 && *group == 0 { shift } else { 0 };
                (0..DOMAINS)
                    .map(|domain| Some((mark(&mut random) + shifted(domain)).min(4)))
                    .collect()
            })
            .collect();
        let ballots = Ballots::from_rows(4, DOMAINS, rows);
        let test =
            PermutationTest::new(&ballots, &groups, Seed::numbered(room)).expect("three sectors");
        let outcome = test.finish();
        let named: Vec<Whose> = outcome
            .domains
            .iter()
            .map(|domain| Whose::of(Grouping::Sector, domain))
            .collect();
        let null = if shift == 0 { &named[..] } else { &named[1..] };
        let is_hint = |whose: &Whose| whose.tentative;
        found.planted += u32::from(named[0].is_firmly_between_groups());
        found.false_alarms += u32::from(null.iter().any(Whose::is_firmly_between_groups));
        found.false_hints += u32::from(null.iter().any(is_hint));
    }
    found
}

fn mark(random: &mut SplitMix64) -> u8 {
    let mut ticket = random.below(ROOM.iter().sum());
    for (level, tickets) in (1..).zip(ROOM) {
        match ticket.checked_sub(tickets) {
            Some(rest) => ticket = rest,
            None => return level,
        }
    }
    unreachable!("a ticket is below the sum of all")
}

fn percent(part: u32, whole: u32) -> f64 {
    100.0 * f64::from(part) / f64::from(whole)
}

#[test]
fn a_sector_two_levels_higher_is_called_sectoral_and_nothing_is_not() {
    let (planted_rooms, null_rooms) = (100, 400);
    let planted = play(planted_rooms, 2, 1_000_000);
    let null = play(null_rooms, 0, 2_000_000);
    #[expect(
        clippy::print_stdout,
        reason = "figures for whoever runs it with --nocapture"
    )]
    {
        println!(
            "two levels at 3 × 10: called sectoral in {:.1} % of {planted_rooms} rooms (false alarms on the other nine domains {:.1} %)",
            percent(planted.planted, planted_rooms),
            percent(planted.false_alarms, planted_rooms),
        );
        println!(
            "no effect at 3 × 10: any of ten domains called sectoral in {:.1} % of {null_rooms} rooms, perhaps sectoral in a further {:.1} %",
            percent(null.false_alarms, null_rooms),
            percent(null.false_hints, null_rooms),
        );
    }
    assert!(90.0 <= percent(planted.planted, planted_rooms));
    assert!(percent(null.false_alarms, null_rooms) <= 5.0);
    assert!(percent(null.false_alarms + null.false_hints, null_rooms) <= 12.0);
}
