//! Plans for the tests.

use plenary_protocol::{
    calendar::Changed,
    commitment::{self, ActionStatus},
    documents::plan::{
        Action, ActionOwner, ActionPriority, ActionProgress, ActionSource, Blocker, Day, NodeKind,
        PdsaCycle, PdsaStage, ReportRhythm, ThreadNode, ThreadTie, TieWay,
    },
    id::{MapId, SeatId, WorkshopId},
    views::{Orphans, PlanView, PlannedAction},
};
use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::export::{
    plan::sheet::PlanSheet,
    tests::pathway::{chosen, item, words},
};

/// 23 November 2026, a Monday.
const NOW_MS: u64 = 1_795_392_000_000;

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn action(id: &str, what: &str) -> Action {
    Action {
        id: item(id),
        what: what.to_owned(),
        objective: String::new(),
        owner: None,
        engage: String::new(),
        evidence: String::new(),
        develop_by: None,
        implement_by: None,
        test_by: None,
        measure: String::new(),
        baseline: String::new(),
        target: String::new(),
        priority: None,
        rhythm: None,
        report_to: String::new(),
        blockers: Vec::new(),
        cycles: Vec::new(),
        progress: ActionProgress::NotStarted,
        source: None,
    }
}

pub(super) fn planned(action: Action, accepted_by: Option<&str>) -> PlannedAction {
    PlannedAction {
        status: match (action.progress, accepted_by) {
            (ActionProgress::Stopped, _) => ActionStatus::Stopped,
            (_, None) => ActionStatus::Proposed,
            (ActionProgress::NotStarted, _) => ActionStatus::Agreed,
            (ActionProgress::UnderWay, _) => ActionStatus::UnderWay,
            (ActionProgress::Done, _) => ActionStatus::Done,
        },
        accepted_by: accepted_by.map(str::to_owned),
        missing: commitment::missing(&action),
        action,
    }
}

pub(super) fn sheet(plan: PlanView) -> PlanSheet {
    PlanSheet {
        workshop: WorkshopId::from_random_bytes([7; 16]),
        title: "Breathing well, together; always".to_owned(),
        sources: plan
            .actions
            .iter()
            .map(|_| "a pin on the map".to_owned())
            .collect(),
        since_ms: vec![NOW_MS; plan.actions.len()],
        changed: Changed {
            seq: 41,
            at_ms: NOW_MS,
        },
        plan,
        now_ms: NOW_MS,
    }
}

pub(super) fn node(id: &str, kind: NodeKind, text: &str) -> ThreadNode {
    ThreadNode {
        id: item(id),
        kind,
        text: text.to_owned(),
    }
}

pub(super) fn tie(id: &str, from: &str, to: &str, how: &str) -> ThreadTie {
    ThreadTie {
        id: item(id),
        from: item(from),
        to: item(to),
        way: TieWay::Indirect,
        how: how.to_owned(),
    }
}

pub(super) fn breathing() -> PlanSheet {
    let seat = SeatId::from_random_bytes([9; 16]);
    let ring = Action {
        objective: "Nobody waits without knowing why".to_owned(),
        owner: Some(ActionOwner::Seat {
            seat,
            label: "the lead nurse".to_owned(),
        }),
        develop_by: Some(day("2026-11-02")),
        implement_by: Some(day("2027-01-29")),
        measure: "People rung within a week".to_owned(),
        target: "9 of 10".to_owned(),
        rhythm: Some(ReportRhythm::Fortnightly),
        report_to: "the board".to_owned(),
        priority: Some(ActionPriority::First),
        blockers: vec![Blocker {
            id: item("b1"),
            text: "No telephone in the room".to_owned(),
            escalated_to: String::new(),
            is_resolved: false,
        }],
        cycles: vec![PdsaCycle {
            id: item("c1"),
            plan: PdsaStage {
                text: "Ring ten people".to_owned(),
                on: Some(day("2026-11-25")),
            },
            doing: PdsaStage::default(),
            study: PdsaStage::default(),
            act: PdsaStage::default(),
            result: String::new(),
        }],
        ..action("ring", "Ring people up, \"kindly\"; within a week")
    };
    let evening = Action {
        owner: Some(ActionOwner::Organisation {
            label: "Pharmacies & co".to_owned(),
        }),
        test_by: Some(day("2027-03-31")),
        rhythm: Some(ReportRhythm::Monthly),
        ..action("evening", "Open in the evening")
    };
    sheet(PlanView {
        actions: vec![
            planned(ring, Some("Sister Adeyemi")),
            planned(evening, None),
            planned(action("loose", ""), None),
        ],
        nodes: vec![
            node(
                "o1",
                NodeKind::Outcome,
                "Fewer people fall ill after surgery",
            ),
            node("s1", NodeKind::Solution, "Somebody who rings"),
            node("m1", NodeKind::Measure, "Calls made"),
            node("m2", NodeKind::Measure, "Nobody knows what for"),
        ],
        ties: vec![
            tie("t1", "ring", "m1", "each call counts"),
            tie("t2", "evening", "s1", ""),
            tie("t3", "s1", "o1", "who is rung comes"),
            tie("t4", "m1", "s1", ""),
        ],
        orphans: Orphans {
            measures: vec![item("m2")],
            actions: vec![item("loose")],
        },
    })
}

/// Any plan that a reader may give, but for its size.
pub(super) fn any(seed: u64) -> PlanSheet {
    let random = &mut StdRng::seed_from_u64(seed);
    let days = [
        "2000-01-01",
        "2024-02-29",
        "2026-11-23",
        "2026-12-31",
        "2199-12-31",
    ];
    let rhythms = [
        None,
        Some(ReportRhythm::Weekly),
        Some(ReportRhythm::Monthly),
        Some(ReportRhythm::Quarterly),
    ];
    let mut actions = Vec::new();
    for number in 0..random.random_range(0..8) {
        let maybe_day =
            |random: &mut StdRng| random.random_bool(0.6).then(|| day(chosen(random, &days)));
        let stage = |random: &mut StdRng| PdsaStage {
            text: words(random),
            on: maybe_day(random),
        };
        let made = Action {
            objective: words(random),
            owner: random.random_bool(0.7).then(|| ActionOwner::Organisation {
                label: words(random).replace('\n', " "),
            }),
            develop_by: maybe_day(random),
            implement_by: maybe_day(random),
            test_by: maybe_day(random),
            rhythm: chosen(random, &rhythms),
            measure: words(random).replace('\n', " "),
            progress: chosen(
                random,
                &[ActionProgress::NotStarted, ActionProgress::Stopped],
            ),
            source: Some(ActionSource::Pin {
                map: MapId::nth(1),
                pin: item("p1"),
            }),
            cycles: vec![PdsaCycle {
                id: item("c"),
                plan: stage(random),
                doing: stage(random),
                study: stage(random),
                act: stage(random),
                result: words(random),
            }],
            ..action(&format!("a{number}"), &words(random).replace('\n', " "))
        };
        let name = words(random);
        actions.push(planned(
            made,
            random.random_bool(0.5).then_some(name.as_str()),
        ));
    }
    let kinds = [
        NodeKind::Outcome,
        NodeKind::Opportunity,
        NodeKind::Solution,
        NodeKind::Measure,
    ];
    let nodes: Vec<ThreadNode> = (0..random.random_range(0..12))
        .map(|number| {
            node(
                &format!("n{number}"),
                chosen(random, &kinds),
                &words(random),
            )
        })
        .collect();
    let mut ties = Vec::new();
    for from in &nodes {
        for to in nodes.iter().filter(|to| to.kind < from.kind) {
            let id = format!("{}{}", from.id, to.id);
            ties.push(tie(&id, from.id.as_str(), to.id.as_str(), &words(random)));
        }
    }
    let orphans = Orphans {
        measures: nodes.iter().map(|node| node.id.clone()).collect(),
        actions: actions
            .iter()
            .map(|planned| planned.action.id.clone())
            .collect(),
    };
    sheet(PlanView {
        actions,
        nodes,
        ties,
        orphans,
    })
}
