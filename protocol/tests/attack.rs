//! The attack: whoever has everything a facilitator can look at, and looks after every change, finds out nobody's mark.
//!
//! Ten thousand small workshops are played from fixed seeds against the fold and the views. The attacker knows who marked
//! which domain when (never what), where everybody sits, and how the rules work; collects every count that any audience is
//! shown; and adds, subtracts, bounds, and asks of what is missing which rooms would have shown the same.
//!
//! A mark counts as given away by what is published if one single published tally says it by itself: the whole room's
//! where everybody marked the same, or that of a group of ten or more where everybody in it did (rule 6). Nothing beyond
//! that may be found. In the two modes that show the room's counts as they come in, whoever watches a mark come sees it: that
//! is an open trade-off. What commands do while nobody marks may give away nothing there either.
//!
//! The same attack on a version that only hides small groups, and on one that hides a unanimous small
//! group but nothing beside it, must succeed, or the attack would be worth nothing.

#![expect(clippy::print_stdout, reason = "the figures are what the test is for")]

#[path = "attack/inference.rs"]
mod inference;
#[path = "attack/live.rs"]
mod live;
#[path = "attack/naive.rs"]
mod naive;
#[path = "attack/play.rs"]
mod play;
#[path = "attack/poll.rs"]
mod poll;
#[path = "attack/worlds.rs"]
mod worlds;

use std::{thread, time::Instant};

use play::Day;

/// Workshops that are attacked.
const WORKSHOPS: u64 = 10_000;
/// How many of them the naive version is attacked in as well: it shows so much more that each takes far longer.
const NAIVE_WORKSHOPS: u64 = 400;

#[test]
fn nobody_finds_a_mark_that_no_single_published_tally_gives_away() {
    let began = Instant::now();
    let threads = thread::available_parallelism().map_or(2, |count| count.get().min(8)) as u64;
    let attack = |thread: u64| {
        let mut all = Day::default();
        for seed in (thread..WORKSHOPS).step_by(threads as usize) {
            let is_naive_too = seed % (WORKSHOPS / NAIVE_WORKSHOPS) == 0;
            let day = play::day(seed, is_naive_too);
            all.real.add(&day.real);
            all.live.add(&day.live);
            all.roles_refused += day.roles_refused;
            all.letter.add(&day.letter);
            all.naive.add(&day.naive);
            assert_eq!(
                day.real.beyond, 0,
                "workshop {seed} gave away {:?}",
                day.real.examples
            );
            assert_eq!(
                day.live.beyond, 0,
                "before its reveal workshop {seed} gave away {:?}",
                day.live.examples
            );
        }
        all
    };
    let Day {
        real,
        live,
        letter,
        naive,
        roles_refused,
    } = thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || attack(thread)))
            .collect();
        let mut all = Day::default();
        for thread in running {
            let part = thread.join().expect("the attack found nothing");
            all.real.add(&part.real);
            all.live.add(&part.live);
            all.roles_refused += part.roles_refused;
            all.letter.add(&part.letter);
            all.naive.add(&part.naive);
        }
        all
    });
    println!("seconds: {:.0}", began.elapsed().as_secs_f64());
    println!("the rules:                       {real}");
    println!("live, while nobody marks:        {live}");
    println!("roles kept until a reveal:       {roles_refused}");
    println!("unanimous groups hidden alone:   {letter}");
    println!("minimum cell size alone, live:   {naive}");
    assert_eq!(
        real.wrong + live.wrong + naive.wrong + letter.wrong,
        0,
        "what is inferred is true"
    );
    assert!(
        20_000 < real.shown_tallies && 100 < real.taken_late && 1_000 < real.withheld,
        "the attack saw too little: {real:?}"
    );
    assert!(
        1_000 < real.compared && 100 < real.moved,
        "how people moved was hardly seen: {real:?}"
    );
    assert!(
        1_000 < live.shown_tallies && 1_000 < roles_refused,
        "the live modes were hardly attacked: {live:?}, {roles_refused} roles"
    );
    assert!(naive.marks < 2 * naive.beyond, "{naive:?}");
    assert!(50 < letter.beyond, "{letter:?}");
}
