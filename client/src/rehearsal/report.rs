//! The rehearsal as a page of text: a row for each domain, then the totals.

use std::{fmt, time::Duration};

use plenary_protocol::labels::Labelled as _;

use super::{check::Compared, crowd::Outcome, stopwatch::Times};

/// An outcome, to be printed.
#[derive(Debug)]
pub struct Report<'a>(pub &'a Outcome);

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = self.0;
        writeln!(
            formatter,
            "{:<24}{:<12}{:<12}{:>22}{:>22}  equal",
            "domain", "planted", "verdict", "counts (unsure)", "recount (unsure)"
        )?;
        for (name, compared) in &outcome.domains {
            row(formatter, name, compared)?;
        }
        for difference in &outcome.view_differences {
            writeln!(formatter, "differs: {difference}")?;
        }
        totals(formatter, outcome)
    }
}

fn row(formatter: &mut fmt::Formatter<'_>, name: &str, compared: &Compared) -> fmt::Result {
    let Compared {
        planted,
        shown,
        recount,
        differences,
    } = compared;
    writeln!(
        formatter,
        "{name:<24}{:<12}{:<12}{:>22}{:>22}  {}",
        planted.verdict.label().in_sentence,
        shown.verdict.label().in_sentence,
        counts(shown.counts.as_deref(), shown.unsure),
        counts(Some(&recount.counts), Some(recount.unsure)),
        if differences.is_empty() { "yes" } else { "NO" },
    )?;
    differences
        .iter()
        .try_for_each(|difference| writeln!(formatter, "    differs: {difference}"))
}

fn totals(formatter: &mut fmt::Formatter<'_>, outcome: &Outcome) -> fmt::Result {
    let seconds = outcome.marking.as_secs_f64();
    writeln!(formatter)?;
    writeln!(
        formatter,
        "{} participants joined in {:.1} s",
        thousands(outcome.people.len()),
        outcome.joining.as_secs_f64()
    )?;
    writeln!(
        formatter,
        "{} marks sent, {} marks acknowledged in {seconds:.1} s: {} marks/s",
        thousands(outcome.marks_sent),
        thousands(outcome.marks_acknowledged),
        thousands((outcome.marks_acknowledged as f64 / seconds) as usize),
    )?;
    writeln!(
        formatter,
        "mark to \"saved\":             {}",
        percentiles(&outcome.acknowledged_after)
    )?;
    writeln!(
        formatter,
        "mark to facilitator's count: {}",
        percentiles(&outcome.seen_after)
    )?;
    let wrong = outcome
        .domains
        .iter()
        .filter(|(_, compared)| !compared.differences.is_empty())
        .count();
    match (outcome.is_as_planned(), wrong) {
        (true, _) => writeln!(
            formatter,
            "all {} domains: tallies equal the recount, verdicts as planted",
            outcome.domains.len()
        ),
        (false, wrong) => writeln!(
            formatter,
            "NOT AS PLANNED: {wrong} of {} domains differ",
            outcome.domains.len()
        ),
    }
}

fn percentiles(times: &Times) -> String {
    let at = |percent| match times.percentile(percent) {
        Some(time) => format!("p{percent} {}", milliseconds(time)),
        None => format!("p{percent} -"),
    };
    format!("{}, {}, {}", at(50), at(95), at(99))
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}

fn counts(counts: Option<&[u32]>, unsure: Option<u32>) -> String {
    match (counts, unsure) {
        (Some(counts), Some(unsure)) => {
            let counts: Vec<String> = counts.iter().map(|count| format!("{count:>3}")).collect();
            format!("{} ({unsure})", counts.join(" "))
        }
        _ => "hidden".to_owned(),
    }
}

/// A number with commas between its thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).expect("digits are ASCII"))
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        for (number, written) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (2_000, "2,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), written);
        }
    }

    #[test]
    fn counts_line_up_and_what_is_hidden_says_so() {
        assert_eq!(
            counts(Some(&[1, 20, 0, 140]), Some(3)),
            "  1  20   0 140 (3)"
        );
        assert_eq!(counts(None, None), "hidden");
    }
}
