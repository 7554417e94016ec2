//! What can happen in a workshop, drawn at random: mostly marks, in an order that nobody would plan.

use plenary_protocol::{
    round::{Grouping, RevealLevel},
    run_sheet::StepId,
    seat::Role,
};
use proptest::prelude::*;

/// One thing that somebody does. Numbers choose among what exists by their remainder.
#[derive(Debug, Clone)]
pub(super) enum Action {
    Join {
        sector: usize,
        table: usize,
    },
    /// A mark, which is sent at once unless the device is offline.
    Mark {
        person: usize,
        device: usize,
        round: usize,
        domain: usize,
        value: u8,
        is_offline: bool,
    },
    Unmark {
        person: usize,
        device: usize,
        round: usize,
        domain: usize,
    },
    /// A device sends what it has and takes what the server has.
    Sync {
        person: usize,
        device: usize,
    },
    Note {
        domain: usize,
    },
    Open,
    Close {
        round: usize,
    },
    Reopen {
        round: usize,
    },
    Reveal {
        round: usize,
        level: RevealLevel,
        by: Option<Grouping>,
    },
    TakeLate {
        round: usize,
    },
    Move {
        from: StepId,
        to: StepId,
    },
    Agree {
        round: usize,
        domain: usize,
        level: Option<u8>,
    },
    Seat {
        person: usize,
        table: usize,
    },
    Role {
        person: usize,
        role: Role,
    },
    CreateTable,
    OpenJoining(bool),
    CloseWorkshop,
    Seal,
    /// What waits is written down.
    Commit,
}

/// A day of a workshop: people come, a round opens, most of them mark, and then everything goes.
pub(super) fn actions() -> impl Strategy<Value = Vec<Action>> {
    let arrivals = prop::collection::vec(join(), 6..16);
    let morning = prop::collection::vec(
        prop_oneof![6 => marking(), 1 => Just(Action::Commit)],
        20..60,
    );
    let day = prop::collection::vec(action(), 20..100);
    (arrivals, morning, day).prop_map(|(arrivals, morning, day)| {
        let mut actions = arrivals;
        actions.extend([Action::Commit, Action::Open, Action::Commit]);
        actions.extend(morning);
        actions.extend(day);
        actions
    })
}

/// Few domains, so that a mark meets others; rarely the same person on the other phone.
fn marking() -> impl Strategy<Value = Action> {
    let device = prop_oneof![5 => Just(0_usize), 1 => Just(1)];
    let value = prop_oneof![20 => 0..5_u8, 1 => Just(5)];
    (
        any::<usize>(),
        device,
        any::<usize>(),
        0..3_usize,
        value,
        0..4_u8,
    )
        .prop_map(
            |(person, device, round, domain, value, away)| Action::Mark {
                person,
                device,
                round,
                domain,
                value,
                is_offline: away == 0,
            },
        )
}

fn join() -> impl Strategy<Value = Action> {
    (0..3_usize, 0..4_usize).prop_map(|(sector, table)| Action::Join { sector, table })
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        35 => marking(),
        5 => (any::<usize>(), 0..2_usize, any::<usize>(), 0..3_usize).prop_map(
            |(person, device, round, domain)| Action::Unmark { person, device, round, domain }
        ),
        15 => (any::<usize>(), 0..2_usize).prop_map(|(person, device)| {
            Action::Sync { person, device }
        }),
        12 => Just(Action::Commit),
        2 => join(),
        2 => any::<usize>().prop_map(|domain| Action::Note { domain }),
        3 => Just(Action::Open),
        3 => any::<usize>().prop_map(|round| Action::Close { round }),
        2 => any::<usize>().prop_map(|round| Action::Reopen { round }),
        4 => (any::<usize>(), reveal_level(), grouping()).prop_map(|(round, level, by)| {
            Action::Reveal { round, level, by }
        }),
        3 => any::<usize>().prop_map(|round| Action::TakeLate { round }),
        2 => (step(), step()).prop_map(|(from, to)| Action::Move { from, to }),
        2 => (any::<usize>(), any::<usize>(), prop::option::of(1..6_u8)).prop_map(
            |(round, domain, level)| Action::Agree { round, domain, level }
        ),
        2 => (any::<usize>(), 0..4_usize).prop_map(|(person, table)| {
            Action::Seat { person, table }
        }),
        4 => (any::<usize>(), role()).prop_map(|(person, role)| Action::Role { person, role }),
        1 => Just(Action::CreateTable),
        1 => any::<bool>().prop_map(Action::OpenJoining),
        1 => ending(),
    ]
}

/// Rarely, because little follows it.
fn ending() -> impl Strategy<Value = Action> {
    (0..4_u8).prop_map(|which| match which {
        0 => Action::CloseWorkshop,
        1 => Action::Seal,
        _ => Action::Commit,
    })
}

fn reveal_level() -> impl Strategy<Value = RevealLevel> {
    prop::sample::select(vec![
        RevealLevel::Table,
        RevealLevel::Pooled,
        RevealLevel::Groups,
    ])
}

fn grouping() -> impl Strategy<Value = Option<Grouping>> {
    prop::option::of(prop::sample::select(vec![
        Grouping::Sector,
        Grouping::Table,
        Grouping::Organisation,
    ]))
}

fn step() -> impl Strategy<Value = StepId> {
    prop::sample::select(vec![
        StepId::Lobby,
        StepId::Mark,
        StepId::Reveal,
        StepId::Plenary,
        StepId::Plan,
        StepId::Close,
    ])
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::Participant,
        Role::Observer,
        Role::Scribe,
        Role::Facilitator,
    ])
}
