//! From two moments of a seat's views to sentences about what has changed. Pure.

use plenary_client::views::Views;
use plenary_protocol::{
    labels::Labelled as _,
    views::{ProgressView, ResultsView, RoundSummary, SessionView},
};

/// What somebody who saw `before` has to be told to know `after`.
pub(super) fn changes(before: &Views, after: &Views) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(session) = &after.session {
        session_changes(before.session.as_deref(), session, &mut lines);
    }
    for (round, progress) in &after.progress {
        let old = before.progress(*round);
        if old.is_none_or(|old| (old.started, old.finished, old.late) != figures(progress)) {
            lines.push(progress_in_words(progress));
        }
    }
    for (whose, results) in &after.results {
        let old = before.results.get(whose).map(|view| &**view);
        results_changes(old, results, &mut lines);
    }
    if let Some(refusal) = after
        .refusal
        .as_ref()
        .filter(|new| before.refusal.as_ref() != Some(new))
    {
        lines.push(format!("not taken: {}", refusal.detail));
    }
    match (&before.saving, &after.saving) {
        (old, Some(new)) if old.as_ref() != Some(new) => lines.push(
            if new.is_saving {
                "the server saves again"
            } else {
                "the server cannot save at the moment"
            }
            .to_owned(),
        ),
        _ => {}
    }
    lines
}

fn session_changes(before: Option<&SessionView>, after: &SessionView, lines: &mut Vec<String>) {
    let Some(before) = before else {
        lines.push(format!(
            "\"{}\", join code {}",
            after.title, after.join_code
        ));
        lines.push(format!("step: {}", after.run_sheet.current));
        lines.push(people_in_words(after));
        lines.extend(after.rounds.iter().map(round_in_words));
        return;
    };
    if before.run_sheet.current != after.run_sheet.current {
        lines.push(format!("step: {}", after.run_sheet.current));
    }
    if before.run_sheet.extended_minutes < after.run_sheet.extended_minutes {
        let more = after.run_sheet.extended_minutes - before.run_sheet.extended_minutes;
        lines.push(format!("{more} more minutes"));
    }
    if before.present != after.present {
        lines.push(people_in_words(after));
    }
    if before.joining_open != after.joining_open {
        let state = if after.joining_open { "open" } else { "closed" };
        lines.push(format!("joining is {state}"));
    }
    if before.state != after.state {
        lines.push(format!("the workshop is {:?}", after.state).to_lowercase());
    }
    if before.focus != after.focus {
        lines.push(match &after.focus {
            Some(domain) => format!("before everybody: {domain}"),
            None => "nothing is before everybody".to_owned(),
        });
    }
    for round in &after.rounds {
        if !before.rounds.contains(round) {
            lines.push(round_in_words(round));
        }
    }
}

fn people_in_words(session: &SessionView) -> String {
    let present = &session.present;
    let sectors: Vec<String> = present
        .sectors
        .iter()
        .map(|sector| format!("{} {} of {}", sector.sector, sector.present, sector.joined))
        .collect();
    format!("{} here: {}", present.people, sectors.join(", "))
}

fn round_in_words(round: &RoundSummary) -> String {
    let state = match (round.is_open, round.revealed) {
        (true, _) => "open".to_owned(),
        (false, None) => "closed".to_owned(),
        (false, Some(level)) => format!("revealed {}", level.label().in_sentence),
    };
    format!("round {} of {} is {state}", round.round, round.framework)
}

fn figures(progress: &ProgressView) -> (u32, u32, u32) {
    (progress.started, progress.finished, progress.late)
}

fn progress_in_words(progress: &ProgressView) -> String {
    let (started, finished, late) = figures(progress);
    let late = match late {
        0 => String::new(),
        late => format!(", {late} late"),
    };
    format!(
        "round {}: {started} of {} have begun, {finished} have finished{late}",
        progress.round, progress.seats
    )
}

fn results_changes(before: Option<&ResultsView>, after: &ResultsView, lines: &mut Vec<String>) {
    for domain in &after.domains {
        let old = before.and_then(|before| {
            before
                .domains
                .iter()
                .find(|old| old.domain == domain.domain)
        });
        if old.is_none_or(|old| old.sentence != domain.sentence) {
            lines.push(domain.sentence.clone());
        }
        let old_agreed = old.and_then(|old| old.agreed.as_ref());
        if let Some(agreed) = domain.agreed.as_ref().filter(|new| old_agreed != Some(new)) {
            lines.push(match agreed.level {
                Some(level) => format!("{}: agreed level {level}", domain.domain),
                None => format!(
                    "{}: no consensus, because {}",
                    domain.domain, agreed.because
                ),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_protocol::{
        refusal::RefusalCode,
        views::{RefusalView, SavingView},
    };

    fn progress(started: u32, finished: u32, late: u32) -> Views {
        let round = "r1".parse().unwrap();
        let mut views = Views::default();
        let view = ProgressView {
            awaited: 0,
            revision: u64::from(started + finished + late),
            round,
            seats: 8,
            started,
            finished,
            late,
            domains: Vec::new(),
        };
        views.progress.insert(round, view.into());
        views
    }

    #[test]
    fn progress_is_told_when_it_moves_and_only_then() {
        assert_eq!(
            changes(&Views::default(), &progress(3, 1, 0)),
            ["round r1: 3 of 8 have begun, 1 have finished"]
        );
        assert_eq!(
            changes(&progress(3, 1, 0), &progress(3, 1, 0)),
            Vec::<String>::new()
        );
        assert_eq!(
            changes(&progress(3, 1, 0), &progress(3, 1, 2)),
            ["round r1: 3 of 8 have begun, 1 have finished, 2 late"]
        );
    }

    #[test]
    fn trouble_is_told() {
        let mut views = Views {
            saving: Some(SavingView { is_saving: false }),
            ..Views::default()
        };
        let refusal = RefusalView {
            document: "plenary".to_owned(),
            code: RefusalCode::Forbidden,
            detail: "only facilitators write here".to_owned(),
        };
        views.refusal = Some(refusal.into());
        assert_eq!(
            changes(&Views::default(), &views),
            [
                "not taken: only facilitators write here",
                "the server cannot save at the moment"
            ]
        );
    }
}
