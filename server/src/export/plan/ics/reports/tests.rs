//! What is told is taken apart by a reader of its own, on a calendar of its own that knows neither jiff nor the writer:
//! it walks day by day and asks of each whether the rule means it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use plenary_protocol::documents::plan::ReportRhythm;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{Reports, Told};

/// A day as year, month and day.
type Naive = (i32, u32, u32);

const RHYTHMS: [ReportRhythm; 4] = [
    ReportRhythm::Weekly,
    ReportRhythm::Fortnightly,
    ReportRhythm::Monthly,
    ReportRhythm::Quarterly,
];

fn days_in(year: i32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn next((year, month, day): Naive) -> Naive {
    if day < days_in(year, month) {
        (year, month, day + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    }
}

fn naive(day: Date) -> Naive {
    (day.year().into(), day.month() as u32, day.day() as u32)
}

fn read(code: &str) -> Naive {
    let part = |range: std::ops::Range<usize>| code[range].parse::<u32>().unwrap();
    (part(0..4) as i32, part(4..6), part(6..8))
}

/// The days that RFC 5545 means by a rule from a first day on.
fn expand(first: Naive, rule: &str) -> BTreeSet<Naive> {
    let part = |name: &str| {
        rule.split(';')
            .find_map(|part| part.strip_prefix(&format!("{name}=")))
    };
    let interval: u32 = part("INTERVAL").unwrap().parse().unwrap();
    let until = read(part("UNTIL").unwrap());
    let by_day: Vec<u32> = part("BYMONTHDAY")
        .map(|days| days.split(',').map(|day| day.parse().unwrap()).collect())
        .unwrap_or_default();
    let is_last_of_set = part("BYSETPOS").is_some_and(|position| position == "-1");
    let mut found = BTreeSet::new();
    let (mut day, mut passed) = (first, 0);
    while day <= until {
        let is_meant = match part("FREQ").unwrap() {
            "WEEKLY" => passed % (7 * interval) == 0,
            "MONTHLY" => {
                let month = |(year, month, _): Naive| year * 12 + month as i32;
                let months = (month(day) - month(first)) as u32;
                let in_month: Vec<u32> = by_day
                    .iter()
                    .copied()
                    .filter(|set| *set <= days_in(day.0, day.1))
                    .collect();
                months.is_multiple_of(interval)
                    && match is_last_of_set {
                        true => in_month.iter().max() == Some(&day.2),
                        false => in_month.contains(&day.2),
                    }
            }
            other => panic!("{other}"),
        };
        if is_meant {
            found.insert(day);
        }
        day = next(day);
        passed += 1;
    }
    found
}

fn days(reports: &Reports) -> BTreeSet<Naive> {
    match reports.told() {
        Told::ByRule { first, rule } => expand(naive(first), &rule),
        Told::OneByOne(days) => days.into_iter().map(naive).collect(),
    }
}

/// What a person would write into a paper diary: month by month, or week by week, back from the last day.
fn diary(rhythm: ReportRhythm, from: Naive, due: Naive) -> BTreeSet<Naive> {
    let mut written = BTreeSet::from([due]);
    match rhythm {
        ReportRhythm::Weekly | ReportRhythm::Fortnightly => {
            let every = if rhythm == ReportRhythm::Weekly {
                7
            } else {
                14
            };
            // Days cannot be counted back with `next`, so all are listed and every seventh is taken from the end.
            let mut all = vec![];
            let mut day = from;
            while day < due {
                all.push(day);
                day = next(day);
            }
            written.extend(all.iter().rev().skip(every - 1).step_by(every));
        }
        ReportRhythm::Monthly | ReportRhythm::Quarterly => {
            let every = if rhythm == ReportRhythm::Monthly {
                1
            } else {
                3
            };
            let (mut year, mut month) = (due.0, due.1 as i32);
            loop {
                month -= every;
                if month < 1 {
                    (year, month) = (year - 1, month + 12);
                }
                let day = (year, month as u32, due.2.min(days_in(year, month as u32)));
                if day < from {
                    break;
                }
                written.insert(day);
            }
        }
    }
    written
}

fn check(rhythm: ReportRhythm, from: Date, due: Date) {
    let reports = Reports::new(rhythm, from, due);
    assert_eq!(
        days(&reports),
        diary(rhythm, naive(from), naive(due)),
        "{rhythm:?} from {from} to {due}"
    );
}

#[test]
fn ca5_every_month_has_its_report_and_so_has_the_due_day() {
    // The case of the books: due on 31 March, led since 27 November.
    let (from, due) = (
        jiff::civil::date(2026, 11, 27),
        jiff::civil::date(2027, 3, 31),
    );
    let reports = Reports::new(ReportRhythm::Monthly, from, due);
    let told: Vec<Naive> = days(&reports).into_iter().collect();
    assert_eq!(
        told,
        [
            (2026, 11, 30),
            (2026, 12, 31),
            (2027, 1, 31),
            (2027, 2, 28),
            (2027, 3, 31)
        ]
    );
}

#[test]
fn ca5_the_days_are_those_of_a_paper_diary_whatever_the_first_and_the_last_day() {
    // Every day of a leap year and of one that is none as the last, from days on either side of a month's end.
    let mut due = jiff::civil::date(2027, 1, 1);
    while due < jiff::civil::date(2029, 1, 1) {
        for back in [0, 1, 27, 28, 29, 30, 31, 32, 59, 60, 61, 90, 200, 366, 800] {
            let from = due.checked_sub(jiff::Span::new().days(back)).unwrap();
            for rhythm in RHYTHMS {
                check(rhythm, from, due);
            }
        }
        due = due.tomorrow().unwrap();
    }
}

#[test]
fn ca5_series_of_many_years_and_of_none_hold_too() {
    let mut chance = StdRng::seed_from_u64(5545);
    let mut day = || {
        let (year, month) = (chance.random_range(2000..2200), chance.random_range(1..=12));
        let most = days_in(i32::from(year), month as u32) as i8;
        jiff::civil::date(year, month, chance.random_range(1..=most))
    };
    for _ in 0..60 {
        let (from, due) = (day(), day());
        for rhythm in RHYTHMS {
            check(rhythm, from, due);
        }
    }
}

#[test]
fn rules_are_of_the_kind_that_every_calendar_program_reads() {
    let from = jiff::civil::date(2026, 11, 27);
    for day in 1..=31 {
        let due = jiff::civil::date(2027, 10, day);
        for rhythm in RHYTHMS {
            if let Told::ByRule { rule, .. } = Reports::new(rhythm, from, due).told() {
                let is_plain = !rule.contains("BYSETPOS") && !rule.contains(',');
                assert!(is_plain, "Outlook leaves out what comes by {rule}");
            }
        }
    }
}
