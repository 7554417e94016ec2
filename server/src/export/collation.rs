//! The collation sheet as CSV: exactly the rows and columns of the toolkit's own sheet, so that it can be pasted into it.
//!
//! Columns are the domains; rows are the levels with their counts, then the consensus, then the priorities.

use plenary_protocol::{
    consensus::Verdict,
    framework::Framework,
    refusal::Refusal,
    round::Agreed,
    spreadsheet::harmless,
    views::{self, Audience, DomainResult, Findings, ResultsView},
    workshop::{Round, Workshop},
};

use super::priority;

/// Spreadsheets take a text for UTF-8 only where this stands before it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The sheet of one round for an audience; a refusal with its reason where the counts are not shown to it yet.
pub(super) fn sheet(
    workshop: &Workshop,
    round: &Round,
    audience: Audience,
    findings: &Findings,
) -> Result<Vec<u8>, Refusal> {
    let results = views::results(workshop, round, audience, None, findings)?;
    if results.table.is_some() {
        return Err(Refusal::hidden(format!(
            "the whole room's sheet of round {} is not shown yet: so far you see your own table's counts, in the app",
            round.id
        )));
    }
    let framework = workshop.framework_of(round);
    let minimum = workshop.settings().minimum_group;
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    for row in rows(workshop, framework, &results, minimum) {
        let cells = row.iter().map(|cell| harmless(cell).into_owned());
        writer
            .write_record(cells)
            .expect("every row has a cell for each domain, and memory takes them all");
    }
    Ok(writer
        .into_inner()
        .expect("writing into memory does not fail"))
}

fn rows(
    workshop: &Workshop,
    framework: &Framework,
    results: &ResultsView,
    minimum: u32,
) -> Vec<Vec<String>> {
    let row = |head: String, cell: &dyn Fn(&DomainResult) -> String| -> Vec<String> {
        let cells = results.domains.iter().map(cell);
        std::iter::once(head).chain(cells).collect()
    };
    let name = |result: &DomainResult| {
        let index = framework.domain_index(&result.domain);
        index.map_or_else(String::new, |index| framework.domains[index].name.clone())
    };
    let names = results.domains.iter().map(name);
    let mut rows = vec![std::iter::once(String::new()).chain(names).collect()];
    for (index, level) in framework.levels.iter().enumerate() {
        let head = format!("{} ({})", level.name, level.level);
        rows.push(row(head, &|domain| match &domain.counts {
            Some(counts) => counts[index].to_string(),
            None => suppressed(domain, minimum),
        }));
    }
    let head = format!("Consensus (1-{})", framework.level_count());
    rows.push(row(head, &|domain| consensus(domain.agreed.as_ref())));
    let head = "Proposed Priorities for Action Discussed".to_owned();
    rows.push(row(head, &|domain| priority(workshop, &domain.domain)));
    rows
}

/// What stands in place of a count that would show a small group.
fn suppressed(domain: &DomainResult, minimum: u32) -> String {
    debug_assert!(domain.verdict == Verdict::TooFew, "only too few are hidden");
    format!("<{minimum}")
}

fn consensus(agreed: Option<&Agreed>) -> String {
    match agreed {
        None => String::new(),
        Some(Agreed {
            level: Some(level), ..
        }) => level.to_string(),
        Some(Agreed {
            level: None,
            because,
        }) => format!("No consensus: {because}"),
    }
}
