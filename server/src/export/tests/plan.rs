//! What the files of a plan say.

use std::collections::BTreeMap;

use icalendar::{Calendar, CalendarComponent, Component};
use plenary_protocol::{
    commitment::ActionStatus,
    documents::plan::{NodeKind, ThreadNode},
    id::{ItemId, SeatId},
    views::PlannedAction,
};
use serde_json::json;

use super::tree;
use crate::export::{
    plan::{html, ics, sheet::PlanSheet},
    record::plan::RecordedPlan,
};
use plans::*;

mod plans;

fn html(sheet: &PlanSheet) -> String {
    tree::read_html(&html::file(sheet)).whole_text()
}

/// Events by their ids, read by a parser that is not ours.
fn events(file: &[u8]) -> BTreeMap<String, icalendar::Event> {
    let text = std::str::from_utf8(file).unwrap();
    for line in text.split_inclusive("\r\n") {
        assert!(line.ends_with("\r\n") && line.len() <= 75 + 2, "{line:?}");
        assert!(
            !line.trim_end_matches("\r\n").contains(['\r', '\n']),
            "{line:?}"
        );
    }
    let calendar: Calendar = text.parse().unwrap();
    let events = calendar
        .components
        .into_iter()
        .map(|component| match component {
            CalendarComponent::Event(event) => (event.get_uid().unwrap().to_owned(), event),
            other => panic!("{other:?} is no event"),
        });
    events.collect()
}

#[test]
fn ca4_ca5_a_calendar_has_each_date_and_each_day_of_reporting() {
    let sheet = breathing();
    let file = ics::file(&sheet);
    let events = events(&file);
    let uids: Vec<&str> = events
        .keys()
        .map(|uid| uid.split('@').next().unwrap())
        .collect();
    assert_eq!(
        uids,
        [
            "evening-report-20261130",
            "evening-report-20261231",
            "evening-report-20270131",
            "evening-report-20270228",
            "evening-report-20270331",
            "evening-test",
            "ring-develop",
            "ring-implement",
            "ring-report"
        ]
    );
    let of = |code: &str| {
        let found = events.iter().find(|(uid, _)| uid.starts_with(code));
        found.unwrap().1
    };
    let develop = of("ring-develop");
    assert_eq!(develop.property_value("DTSTART"), Some("20261102"));
    assert_eq!(develop.property_value("DTSTAMP"), Some("20261123T000000Z"));
    assert_eq!(develop.property_value("STATUS"), Some("CONFIRMED"));
    assert_eq!(develop.property_value("SEQUENCE"), Some("41"));
    assert_eq!(
        develop.get_summary(),
        Some("Due 2 November (develop): Ring people up, \"kindly\"; within a week")
    );
    assert!(
        develop
            .get_description()
            .unwrap()
            .contains("Led by: Sister Adeyemi\n")
    );
    // Every second Friday back from the last day, the first of them since it is led.
    let report = of("ring-report");
    assert_eq!(report.property_value("DTSTART"), Some("20261204"));
    assert_eq!(
        report.property_value("RRULE"),
        Some("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270129")
    );
    assert_eq!(
        of("evening-test").property_value("STATUS"),
        Some("TENTATIVE")
    );
    let february = of("evening-report-20270228");
    assert_eq!(february.property_value("DTSTART"), Some("20270228"));
    assert_eq!(february.property_value("RRULE"), None);
    assert_eq!(
        february.get_summary(),
        Some("Report due: Open in the evening")
    );
    for (days, weeks) in [(1, 0), (7, 0), (40, 0), (0, 60)] {
        let mut later = breathing();
        later.now_ms += (days + 7 * weeks) * 24 * 60 * 60 * 1000;
        assert_eq!(
            ics::file(&later),
            file,
            "nothing in it depends on when it is written"
        );
    }
}

#[test]
fn ca2_an_address_leaves_out_what_was_given_up_and_shows_an_owner_their_own() {
    let mut plan = breathing();
    let all = ics::feed(&plan);
    assert_eq!(events(&all), events(&ics::file(&plan)));

    let seat = SeatId::from_random_bytes([9; 16]);
    let own = events(&ics::feed(&breathing().of_owner(seat)));
    assert!(!own.is_empty() && own.keys().all(|uid| uid.starts_with("ring-")));
    let nobody = breathing().of_owner(SeatId::from_random_bytes([8; 16]));
    assert!(events(&ics::feed(&nobody)).is_empty());

    plan.plan.actions[0].status = ActionStatus::Stopped;
    let left = events(&ics::feed(&plan));
    assert!(left.keys().all(|uid| uid.starts_with("evening-")));
    let cancelled = events(&ics::file(&plan));
    assert_eq!(
        cancelled["ring-develop@07070707-0707-4707-8707-070707070707.plenary"]
            .property_value("STATUS"),
        Some("CANCELLED"),
        "a file that is taken again says that it is given up"
    );
}

#[test]
fn every_plan_is_a_calendar_and_a_page_that_others_can_read() {
    for seed in 0..200 {
        let sheet = any(seed);
        let dates: usize = sheet
            .plan
            .actions
            .iter()
            .map(|planned| &planned.action)
            .map(|action| [action.develop_by, action.implement_by, action.test_by])
            .map(|days| days.into_iter().flatten().count())
            .sum();
        let events = events(&ics::file(&sheet));
        let is_report = |uid: &&String| uid.contains("-report@") || uid.contains("-report-");
        let reports = events.keys().filter(is_report).count();
        assert_eq!(events.len() - reports, dates, "seed {seed}");
        let text = html(&sheet);
        for planned in &sheet.plan.actions {
            assert!(text.contains(&planned.action.objective), "seed {seed}");
        }
        for node in &sheet.plan.nodes {
            assert!(text.contains(&node.text), "seed {seed}");
        }
    }
}

#[test]
fn what_people_wrote_in_a_plan_has_a_direction_of_its_own() {
    let sheet = breathing();
    let page = tree::read_html(&html::file(&sheet));
    page.says_with_own_direction([sheet.title.as_str()]);
    page.says_with_own_direction(sheet.plan.nodes.iter().map(|node| node.text.as_str()));
    page.says_with_own_direction(sheet.plan.ties.iter().map(|tie| tie.how.as_str()));
    for PlannedAction { action, .. } in &sheet.plan.actions {
        page.says_with_own_direction([
            action.what.as_str(),
            &action.objective,
            &action.measure,
            &action.baseline,
            &action.target,
            &action.engage,
            &action.evidence,
            &action.report_to,
        ]);
        let blockers = action.blockers.iter();
        page.says_with_own_direction(
            blockers.flat_map(|one| [one.text.as_str(), &one.escalated_to]),
        );
        page.says_with_own_direction(action.cycles.iter().map(|cycle| cycle.result.as_str()));
    }
}

#[test]
fn the_print_view_has_board_actions_thread_and_what_hangs_in_the_air() {
    let page = tree::read_html(&html::file(&breathing()));
    let mut headings = Vec::new();
    page.each(&mut |element| {
        if element.name.len() == 2 && element.name.starts_with('h') && element.name != "hr" {
            headings.push(element.text.clone() + &element.text_of("bdi"));
        }
    });
    assert_eq!(
        headings,
        [
            "Action plan",
            "The board",
            "Each action in full",
            "1. Ring people up, \"kindly\"; within a week",
            "2. Open in the evening",
            "3. An action without words yet",
            "The thread from outcomes to actions",
            "Not tied to an outcome",
            "What hangs in the air",
            "Measures from which nothing leads to an outcome",
            "Actions that do not say where they come from",
        ]
    );
    let text = page.whole_text();
    for said in [
        "Agreed (1)",
        "Proposed (2)",
        "Develop by Monday 2 November 2026 (past)",
        "Put in place by Friday 29 January 2027",
        "what is done, an owner who is here, a date and a measure",
        "Sister Adeyemi",
        "Pharmacies & co",
        "Ring ten people\nWednesday 25 November 2026",
        ", served indirectly: ",
        "each call counts",
    ] {
        assert!(text.contains(said), "{said} is not said in {text}");
    }
}

#[test]
fn a_thread_of_many_ties_is_told_once() {
    let kinds = [
        NodeKind::Outcome,
        NodeKind::Opportunity,
        NodeKind::Solution,
        NodeKind::Measure,
    ];
    let mut plan = breathing().plan;
    plan.nodes = kinds
        .into_iter()
        .flat_map(|kind| {
            (0..14).map(move |number| node(&format!("{kind:?}{number}").to_lowercase(), kind, "x"))
        })
        .collect();
    let above = |from: &ThreadNode| -> Vec<ItemId> {
        let nearer = plan
            .nodes
            .iter()
            .filter(|to| (to.kind as u8) + 1 == from.kind as u8);
        nearer.map(|to| to.id.clone()).collect()
    };
    plan.ties = plan
        .nodes
        .iter()
        .flat_map(|from| {
            above(from).into_iter().map(|to| {
                tie(
                    &format!("{}{to}", from.id)[..8.min(from.id.as_str().len())],
                    from.id.as_str(),
                    to.as_str(),
                    "",
                )
            })
        })
        .collect();
    assert_eq!(plan.ties.len(), 14 * 14 * 3);
    let file = html::file(&sheet(plan));
    assert!(file.len() < 200_000, "{} bytes", file.len());
}

#[test]
fn a_record_of_the_plan_names_nobody_by_their_seat() {
    let sheet = breathing();
    let recorded = serde_json::to_value(RecordedPlan::of(sheet.plan.clone())).unwrap();
    assert_eq!(
        recorded["actions"][0]["owner"],
        json!({"kind": "person", "label": "Sister Adeyemi"})
    );
    assert!(
        !recorded
            .to_string()
            .contains(&SeatId::from_random_bytes([9; 16]).to_string())
    );
    // Field for field what everybody sees, but for the owner.
    let mut seen = serde_json::to_value(&sheet.plan).unwrap();
    let mut recorded = recorded;
    for plan in [&mut seen, &mut recorded] {
        for action in plan["actions"].as_array_mut().unwrap() {
            action.as_object_mut().unwrap().remove("owner");
        }
    }
    assert_eq!(seen, recorded);
}
