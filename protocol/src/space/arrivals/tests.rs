use proptest::prelude::*;

use super::*;

/// What can happen to the bucket.
#[derive(Debug, Clone, Copy)]
enum Happening {
    Joins,
    AdmitAll { minutes: u32 },
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        20 => Just(Happening::Joins),
        1 => (0..2_u32).prop_map(|minutes| Happening::AdmitAll { minutes }),
    ]
}

fn free(arrivals: &Arrivals, now_ms: u64) -> u64 {
    (FULL - arrivals.taken_at(arrivals.clock(now_ms))) / PLACE
}

/// The bucket as it is said in words: a little comes back with each millisecond, and a place goes with each person.
struct Reference {
    in_it: u64,
    now_ms: u64,
    faster_until_ms: u64,
}

impl Reference {
    fn wait_until(&mut self, at_ms: u64) {
        while self.now_ms < at_ms {
            let a_second = match self.now_ms < self.faster_until_ms {
                true => limits::ADMITTED_PER_SECOND,
                false => limits::JOINING_PER_SECOND,
            };
            self.in_it = (self.in_it + u64::from(a_second)).min(FULL);
            self.now_ms += 1;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn jo1_jo3_the_bucket_of_the_journals_times_is_the_one_that_is_said_in_words(
        happenings in prop::collection::vec((happening(), prop_oneof![4 => 0..40_u64, 1 => 0..30_000_u64]), 1..400)
    ) {
        let mut arrivals = Arrivals::default();
        let mut reference = Reference { in_it: FULL, now_ms: 0, faster_until_ms: 0 };
        for (happening, pause_ms) in happenings {
            let now_ms = reference.now_ms + pause_ms;
            reference.wait_until(now_ms);
            prop_assert_eq!(free(&arrivals, now_ms), reference.in_it / PLACE);
            match happening {
                Happening::Joins if reference.in_it < PLACE => {}
                Happening::Joins => {
                    arrivals.joined(now_ms);
                    reference.in_it -= PLACE;
                }
                Happening::AdmitAll { minutes } => {
                    arrivals.admit_all(now_ms, minutes);
                    reference.faster_until_ms = now_ms + u64::from(minutes) * 60_000;
                    if 0 < minutes {
                        reference.in_it = FULL;
                    }
                }
            }
        }
    }

    #[test]
    fn jo1_no_order_of_times_gives_more_places_than_there_are(times in prop::collection::vec(any::<u64>(), 0..50)) {
        let mut arrivals = Arrivals::default();
        for at_ms in times {
            arrivals.joined(at_ms);
            prop_assert!(free(&arrivals, at_ms) < u64::from(limits::JOINING_AT_ONCE));
            prop_assert!(arrivals.lately.len() <= limits::JOINED_LATELY.as_secs() as usize);
            arrivals.admit_all(at_ms, 1);
        }
    }
}

#[test]
fn jo1_two_nodes_whose_clocks_differ_do_not_fill_the_bucket_by_taking_turns() {
    let mut arrivals = Arrivals::default();
    let (ahead_ms, behind_ms) = (1_000_030_000, 1_000_000_000);
    for turn in 0..u64::from(limits::JOINING_AT_ONCE) {
        let now_ms = if turn % 2 == 0 { ahead_ms } else { behind_ms };
        assert_ne!(free(&arrivals, now_ms), 0, "turn {turn}");
        arrivals.joined(now_ms);
    }
    for now_ms in [ahead_ms, behind_ms] {
        assert_eq!(free(&arrivals, now_ms), 0, "{now_ms}");
    }
}

#[test]
fn jo1_a_clock_that_was_far_ahead_and_put_right_holds_nobody_back_for_ever() {
    let mut arrivals = Arrivals::default();
    let an_hour_ms = 3_600_000;
    for _ in 0..limits::JOINING_AT_ONCE {
        arrivals.joined(2 * an_hour_ms);
    }
    arrivals.joined(an_hour_ms);
    assert_eq!(free(&arrivals, an_hour_ms), 0);
    assert_eq!(free(&arrivals, an_hour_ms + 10_000), 50);
    assert_eq!(arrivals.joined_within(an_hour_ms, 60), 1);
}

#[test]
fn jo4_who_joined_lately_is_counted_by_the_second_and_forgotten_after_a_minute() {
    let mut arrivals = Arrivals::default();
    for second in 0..200 {
        arrivals.joined(1_000 * second);
    }
    let now_ms = 199_000;
    assert_eq!(arrivals.joined_within(now_ms, 10), 10);
    assert_eq!(arrivals.joined_within(now_ms, 60), 60);
    assert_eq!(arrivals.joined_within(now_ms + 5_000, 10), 5);
    assert_eq!(arrivals.joined_within(now_ms + 60_000, 60), 0);
}
