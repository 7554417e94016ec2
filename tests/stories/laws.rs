//! Laws of the fold: whatever people do, in whatever order, from whichever device.

use plenary_protocol::{
    entry::Entry,
    round::RevealLevel,
    seat::Role,
    settings::RevealMode,
    views::{self, Audience, Findings, ResultsView, SeatView},
    workshop::{Round, Workshop},
};
use proptest::prelude::*;

mod actions;
mod world;

use actions::{Action, actions};
use world::World;

/// Lives a sequence of actions through, to its last commit.
fn live(mode: RevealMode, actions: &[Action]) -> World {
    let mut world = World::new(mode);
    for action in actions {
        world.act(action);
    }
    world.commit();
    world
}

fn reveal_modes() -> impl Strategy<Value = RevealMode> {
    prop::sample::select(vec![
        RevealMode::Sealed,
        RevealMode::Facilitator,
        RevealMode::Open,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_journal_replayed_is_the_live_state_byte_for_byte(actions in actions()) {
        let world = live(RevealMode::Facilitator, &actions);
        let replayed = world.replay(world.journal().len());
        prop_assert!(world.workshop().snapshot() == replayed.snapshot(), "the replay differs");
    }

    #[test]
    fn a_snapshot_and_the_tail_are_the_whole_journal(
        actions in actions(),
        place in any::<prop::sample::Index>(),
    ) {
        let world = live(RevealMode::Facilitator, &actions);
        let after = 1 + place.index(world.journal().len());
        let half = world.replay(after);
        let restored = Workshop::from_snapshot(&half.snapshot()).expect("this version wrote it");
        let whole = world.resume(restored, after);
        prop_assert!(world.workshop().snapshot() == whole.snapshot(), "the tail differs");
    }

    #[test]
    fn the_tally_is_what_a_recount_of_everybody_gives(actions in actions()) {
        let world = live(RevealMode::Facilitator, &actions);
        for round in world.workshop().rounds() {
            prop_assert_eq!(&round.tally, &world.recount(round), "round {}", round.id);
            let late = world.recount_late(round);
            prop_assert_eq!(&round.late, &late, "round {}", round.id);
        }
    }

    #[test]
    fn what_each_seat_is_told_of_its_own_counted_marks_adds_up_to_what_was_counted(actions in actions()) {
        let world = live(RevealMode::Facilitator, &actions);
        let workshop = world.workshop();
        let told: Vec<SeatView> = workshop
            .seats()
            .keys()
            .filter_map(|seat| views::seat(workshop, *seat))
            .collect();
        for round in workshop.rounds() {
            let of_round = told.iter().flat_map(|seat| &seat.counted).filter(|counted| counted.round == round.id);
            if round.is_open {
                prop_assert_eq!(of_round.count(), 0, "round {} is open", round.id);
                continue;
            }
            let domains = &workshop.framework_of(round).domains;
            let marks: Vec<_> = of_round.flat_map(|counted| &counted.marks).collect();
            for (domain, tally) in domains.iter().zip(&round.tally.domains) {
                let told = marks.iter().filter(|mark| mark.domain == domain.id).count() as u32;
                prop_assert_eq!(told, tally.marked(), "round {}, {}", round.id, domain.id);
            }
        }
    }

    #[test]
    fn what_was_shown_changes_only_by_enough_late_people_at_once(
        mode in reveal_modes(),
        actions in actions(),
    ) {
        let world = live(mode, &actions);
        let mut workshop = world.replay(1);
        let minimum = workshop.settings().minimum_group;
        let mut before: Vec<Option<ResultsView>> = Vec::new();
        for (index, bytes) in world.journal().iter().enumerate().skip(1) {
            workshop.apply(index as u64 + 1, &Entry::decode(bytes).expect("written by us"));
            let shown = |round: &Round| {
                let view = views::results(&workshop, round, Audience::Facilitator, None, &Findings::default()).ok();
                view.filter(|view| view.snapshot.is_some())
            };
            let now: Vec<_> = workshop.rounds().iter().map(shown).collect();
            for (before, now) in before.iter().zip(&now) {
                let Some(before) = before else { continue };
                let now = now.as_ref().expect("what was shown is not taken back");
                for (before, after) in before.domains.iter().zip(&now.domains) {
                    let added = after.n.unwrap_or(0) - before.n.unwrap_or(0);
                    prop_assert!(added == 0 || minimum <= added);
                    prop_assert!(added > 0 || before.counts == after.counts);
                }
                if before.snapshot == now.snapshot {
                    let counts = |view: &ResultsView| -> Vec<_> {
                        view.domains.iter().map(|domain| (domain.counts.clone(), domain.unsure)).collect()
                    };
                    prop_assert_eq!(counts(before), counts(now));
                }
            }
            before = now;
        }
    }

    #[test]
    fn nothing_is_shown_before_its_time_and_no_small_group_ever(
        mode in reveal_modes(),
        actions in actions(),
    ) {
        let world = live(mode, &actions);
        let workshop = world.workshop();
        let audiences = [
            Audience::Facilitator,
            Audience::Screen,
            Audience::Observer,
            Audience::Participant(None),
            Audience::Participant(Some("t1".parse().unwrap())),
        ];
        let minimum = workshop.settings().minimum_group;
        for round in workshop.rounds() {
            for audience in audiences {
                let shown = views::results(workshop, round, audience, None, &Findings::default());
                if round.revealed.is_none() {
                    let may_look = mode == RevealMode::Open
                        || (mode == RevealMode::Facilitator && audience == Audience::Facilitator);
                    prop_assert_eq!(shown.is_ok(), may_look, "{:?} in {:?}", audience, mode);
                }
                let Ok(shown) = shown else { continue };
                for domain in &shown.domains {
                    let room = domain.counts.as_ref().map(|counts| counts.iter().sum::<u32>());
                    prop_assert!(room.is_none_or(|people| minimum <= people));
                    let Some(groups) = &domain.groups else { continue };
                    prop_assert_eq!(round.revealed.max(Some(RevealLevel::Table)), round.revealed);
                    prop_assert!(groups.len() > 1, "one group is the room");
                    for group in groups {
                        prop_assert!(minimum <= group.counts.iter().sum::<u32>());
                    }
                    let together = groups.iter().map(|group| group.n).sum::<u32>();
                    prop_assert_eq!(Some(together), room, "what is left over gives a group away");
                }
            }
        }
    }
}

/// A seat that was an observer when its round closed has marks that were never frozen. When it is a participant again
/// and takes one back, nothing that was counted as late may go below nothing.
#[test]
fn a_role_that_changes_around_the_close_leaves_the_late_count_sound() {
    let role = |role| Action::Role { person: 0, role };
    let day = [
        Action::Join {
            sector: 0,
            table: 0,
        },
        Action::Open,
        Action::Commit,
        Action::Mark {
            person: 0,
            device: 0,
            round: 0,
            domain: 0,
            value: 3,
            is_offline: true,
        },
        Action::Sync {
            person: 0,
            device: 0,
        },
        Action::Commit,
        Action::Close { round: 0 },
        Action::Reveal {
            round: 0,
            level: RevealLevel::Pooled,
            by: None,
        },
        role(Role::Observer),
        role(Role::Participant),
        Action::Commit,
        Action::Unmark {
            person: 0,
            device: 0,
            round: 0,
            domain: 0,
        },
        Action::Sync {
            person: 0,
            device: 0,
        },
    ];
    let world = live(RevealMode::Facilitator, &day);
    let round = &world.workshop().rounds()[0];
    // The mark that counted was taken back behind the close: late once, whatever the seat was meanwhile.
    assert_eq!((round.late[0], round.late_seats()), (1, 1));
}
