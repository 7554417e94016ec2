//! The plan for the printer and for reading aloud: the board, each action in full, the thread, and what hangs in the air.

use std::collections::HashSet;

use maud::{Markup, html};
use plenary_protocol::{
    commitment::{ActionStatus, missing_in_words},
    documents::plan::{Day, NodeKind, PdsaStage, ThreadNode},
    id::ItemId,
    labels::{Labelled, Word, labels},
    views::PlannedAction,
};

use super::sheet::{PlanSheet, STATUSES, leader, what};
use crate::export::{
    page::{own, page, table},
    words,
};

/// The plan as a file.
pub(crate) fn file(sheet: &PlanSheet) -> Vec<u8> {
    let body = html! {
        h1 { "Action plan" }
        p.quiet { "Of the workshop “" (own(&sheet.title)) "”" }
        h2 { "The board" }
        @if sheet.plan.actions.is_empty() { p { "No action has been proposed yet." } }
        @for status in STATUSES { (column(sheet, status)) }
        @if !sheet.plan.actions.is_empty() { h2 { "Each action in full" } }
        @for (number, planned, source) in sheet.numbered() { (in_full(sheet, number, planned, source)) }
        h2 { "The thread from outcomes to actions" }
        (thread(sheet))
        (orphans(sheet))
    };
    page(&format!("Action plan: {}", sheet.title), &body)
}

fn column(sheet: &PlanSheet, status: ActionStatus) -> Markup {
    let rows: Vec<Vec<String>> = sheet
        .numbered()
        .filter(|(_, planned, _)| planned.status == status)
        .map(|(number, planned, _)| {
            let days = dates(sheet, planned);
            let days: Vec<String> = days.map(|(head, day)| format!("{head} {day}")).collect();
            vec![
                format!("{number}. {}", what(planned)),
                leader(planned).unwrap_or("Nobody yet").to_owned(),
                days.join("\n"),
                word(planned.action.priority),
            ]
        })
        .collect();
    let caption = format!("{} ({})", status.label().word, rows.len());
    table(&caption, &["Action", "Led by", "Dates", "Priority"], &rows)
}

/// What is promised by when. A day behind us is said to be past, while the action is neither done nor given up.
fn dates<'a>(
    sheet: &'a PlanSheet,
    planned: &'a PlannedAction,
) -> impl Iterator<Item = (&'static str, String)> + 'a {
    let today = words::today(sheet.now_ms);
    let is_over = matches!(planned.status, ActionStatus::Done | ActionStatus::Stopped);
    let in_words = move |day: Day| {
        let is_past = !is_over && day.date() < today;
        format!(
            "{}{}",
            words::day(day),
            if is_past { " (past)" } else { "" }
        )
    };
    let days = planned.action.days();
    days.map(move |(of, day)| (of.label().word.as_str(), in_words(day)))
}

/// The word of a choice; nothing where none was made.
fn word<C: Labelled<Label = Word>>(choice: Option<C>) -> String {
    choice.map_or_else(String::new, |choice| choice.label().word.clone())
}

fn in_full(sheet: &PlanSheet, number: usize, planned: &PlannedAction, source: &str) -> Markup {
    let action = &planned.action;
    let mut facts: Vec<(&str, String)> = vec![("Status", planned.status.label().word.clone())];
    if planned.status == ActionStatus::Proposed && !planned.missing.is_empty() {
        facts.push(("Still lacks", missing_in_words(&planned.missing)));
    }
    facts.push(("Led by", leader(planned).unwrap_or("Nobody yet").to_owned()));
    if let Some(name) = &planned.accepted_by {
        facts.push(("Accepted by", name.clone()));
    }
    facts.extend(dates(sheet, planned));
    facts.push(("Progress", action.progress.label().word.clone()));
    facts.push(("What good looks like", action.objective.clone()));
    facts.push(("Measure", action.measure.clone()));
    facts.push(("Measure now", action.baseline.clone()));
    facts.push(("Target", action.target.clone()));
    facts.push(("Who else to engage", action.engage.clone()));
    facts.push(("Evidence", action.evidence.clone()));
    facts.push(("Priority", word(action.priority)));
    facts.push(("Reported", word(action.rhythm)));
    facts.push(("Reported to", action.report_to.clone()));
    facts.push(("Comes from", source.to_owned()));
    let blockers: Vec<Vec<String>> = action
        .blockers
        .iter()
        .map(|blocker| {
            vec![
                blocker.text.clone(),
                words::or(&blocker.escalated_to, "nobody yet").to_owned(),
                if blocker.is_resolved { "yes" } else { "no" }.to_owned(),
            ]
        })
        .collect();
    let parts = &labels().cycle_part;
    let stage = |stage: &PdsaStage| match stage.on {
        Some(day) => format!("{}\n{}", stage.text, words::day(day)),
        None => stage.text.clone(),
    };
    let cycles: Vec<Vec<String>> = (1..)
        .zip(&action.cycles)
        .map(|(number, cycle): (usize, _)| {
            let [plan, doing, study, act] =
                [&cycle.plan, &cycle.doing, &cycle.study, &cycle.act].map(stage);
            vec![
                number.to_string(),
                plan,
                doing,
                study,
                act,
                cycle.result.clone(),
            ]
        })
        .collect();
    html! {
        article {
            h3 { (number) ". " (own(what(planned))) }
            dl {
                @for (head, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
                    div { dt { (head) } dd dir="auto" { (text) } }
                }
            }
            (table("What stands in the way", &["Blocker", "Asked for help", "Out of the way"], &blockers))
            (table("Cycles of trying out", &["Cycle", &parts.plan.word, &parts.doing.word, &parts.study.word, &parts.act.word, "Result"], &cycles))
        }
    }
}

fn thread(sheet: &PlanSheet) -> Markup {
    // What serves several is told in full once: otherwise a plan of many ties would be told thousands of times over.
    let mut told = HashSet::new();
    let outcomes = sheet
        .nodes(NodeKind::Outcome)
        .map(|node| told_node(sheet, node, &html! {}, &mut told));
    let outcomes: Vec<Markup> = outcomes.collect();
    let kinds = [NodeKind::Opportunity, NodeKind::Solution, NodeKind::Measure];
    let mut loose = Vec::new();
    for node in kinds.into_iter().flat_map(|kind| sheet.nodes(kind)) {
        if !told.contains(&node.id) {
            loose.push(told_node(sheet, node, &html! {}, &mut told));
        }
    }
    html! {
        @if outcomes.is_empty() && loose.is_empty() { p { "No outcome has been written down yet." } }
        @if !outcomes.is_empty() { ul { @for outcome in &outcomes { (outcome) } } }
        @if !loose.is_empty() {
            h3 { "Not tied to an outcome" }
            ul { @for node in &loose { (node) } }
        }
    }
}

fn told_node<'a>(
    sheet: &'a PlanSheet,
    node: &'a ThreadNode,
    how: &Markup,
    told: &mut HashSet<&'a ItemId>,
) -> Markup {
    let text = words::or(&node.text, "without words");
    let head = html! { strong { (node.kind.label().one) ": " (own(text)) } (how) };
    if !told.insert(&node.id) {
        let is_short = sheet.ties_to(&node.id).next().is_none();
        return html! { li { (head) @if !is_short { ", told above" } } };
    }
    let mut below = Vec::new();
    for tie in sheet.ties_to(&node.id) {
        let direction = &tie.way.label().in_sentence;
        let how = html! {
            ", served " (direction)
            @if !tie.how.is_empty() { ": " (own(&tie.how)) }
        };
        below.push(
            match (sheet.action_name(&tie.from), sheet.node(&tie.from)) {
                (Some(name), _) => html! { li { strong { "Action " (own(&name)) } (how) } },
                (None, Some(from)) => told_node(sheet, from, &how, told),
                (None, None) => continue,
            },
        );
    }
    html! {
        li {
            (head)
            @if !below.is_empty() { ul { @for one in &below { (one) } } }
        }
    }
}

fn orphans(sheet: &PlanSheet) -> Markup {
    let orphans = &sheet.plan.orphans;
    let measures = orphans.measures.iter().filter_map(|id| sheet.node(id));
    let measures: Vec<&str> = measures
        .map(|node| words::or(&node.text, "Measure without words"))
        .collect();
    let actions: Vec<String> = orphans
        .actions
        .iter()
        .filter_map(|id| sheet.action_name(id))
        .collect();
    html! {
        @if !measures.is_empty() || !actions.is_empty() { h2 { "What hangs in the air" } }
        @if !measures.is_empty() {
            h3 { "Measures from which nothing leads to an outcome" }
            ul { @for measure in &measures { li { (own(measure)) } } }
        }
        @if !actions.is_empty() {
            h3 { "Actions that do not say where they come from" }
            ul { @for action in &actions { li { (own(action)) } } }
        }
    }
}
