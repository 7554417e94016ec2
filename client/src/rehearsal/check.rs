//! Whether what the server shows is what was sent and what was planted.

use plenary_protocol::{
    disclosure,
    views::{DomainResult, ResultsView},
};

use super::{plan::PlannedDomain, recount::Recount};

/// One domain, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What was planted.
    pub planted: PlannedDomain,
    /// What the server says.
    pub shown: DomainResult,
    /// What was sent.
    pub recount: Recount,
    /// What does not agree, in words; empty where everything does.
    pub differences: Vec<String>,
}

/// Compares a revealed round. `sectors` are the names under which the server shows them.
pub fn compare(
    planted: &[PlannedDomain],
    results: &ResultsView,
    recounts: &[Recount],
    sectors: &[String],
) -> Vec<Compared> {
    planted
        .iter()
        .zip(&results.domains)
        .zip(recounts)
        .map(|((planted, shown), recount)| Compared {
            planted: planted.clone(),
            shown: shown.clone(),
            recount: recount.clone(),
            differences: differences(planted, shown, recount, sectors),
        })
        .collect()
}

fn differences(
    planted: &PlannedDomain,
    shown: &DomainResult,
    recount: &Recount,
    sectors: &[String],
) -> Vec<String> {
    let mut differences = Vec::new();
    let mut expect = |is_equal: bool, difference: String| {
        if !is_equal {
            differences.push(difference);
        }
    };
    expect(
        shown.counts.as_ref() == Some(&recount.counts),
        format!("counts {:?} and not {:?}", shown.counts, recount.counts),
    );
    expect(
        shown.unsure == Some(recount.unsure),
        format!("{:?} unsure and not {}", shown.unsure, recount.unsure),
    );
    expect(
        shown.late == Some(0),
        format!("{:?} late and nobody was", shown.late),
    );
    expect(
        shown.verdict == planted.verdict,
        format!(
            "{:?} and not {:?} as planted",
            shown.verdict, planted.verdict
        ),
    );
    expect(
        (&planted.counts, planted.unsure) == (&recount.counts, recount.unsure),
        format!(
            "{:?} sent and not {:?} as planted",
            recount.counts, planted.counts
        ),
    );
    match &shown.groups {
        None => {
            // Sectors as large as this are shown however they marked.
            let is_large = |counts: &Vec<u32>| {
                disclosure::CLOSE_BELOW + recount.unsure <= counts.iter().sum::<u32>()
            };
            let are_large = recount.sectors.values().all(is_large);
            expect(
                sectors.len() < 2 || !are_large,
                "no sectors shown".to_owned(),
            );
        }
        Some(groups) => {
            let members: usize = groups.iter().map(|group| group.members.len()).sum();
            expect(
                members == recount.sectors.len(),
                format!("{members} sectors shown of {}", recount.sectors.len()),
            );
            for group in groups {
                let counted = together(&group.members, recount, sectors);
                expect(
                    group.counts == counted,
                    format!("{}: {:?} and not {counted:?}", group.group, group.counts),
                );
            }
        }
    }
    differences
}

/// The recount of several sectors together: small ones are shown as one.
fn together(members: &[String], recount: &Recount, sectors: &[String]) -> Vec<u32> {
    let mut counts = vec![0; recount.counts.len()];
    for (index, by_level) in &recount.sectors {
        if members.contains(&sectors[*index]) {
            for (count, more) in counts.iter_mut().zip(by_level) {
                *count += more;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_protocol::{consensus::Verdict, views::GroupResult};

    fn shown(counts: &[u32], groups: &[(&str, &[u32])]) -> DomainResult {
        DomainResult {
            domain: "leadership".parse().unwrap(),
            counts: Some(counts.to_vec()),
            n: Some(counts.iter().sum()),
            unsure: Some(1),
            late: Some(0),
            median: None,
            consensus: None,
            verdict: Verdict::Split,
            tags: Vec::new(),
            tentative: false,
            sentence: String::new(),
            measures: None,
            steps: None,
            whose: None,
            between_share: None,
            firm: None,
            since: None,
            gap: None,
            advice: None,
            agreed: None,
            groups: Some(
                groups
                    .iter()
                    .map(|(name, counts)| GroupResult {
                        group: (*name).to_owned(),
                        members: vec![(*name).to_owned()],
                        counts: counts.to_vec(),
                        n: counts.iter().sum(),
                        median: None,
                        consensus: None,
                        verdict: Verdict::TooFew,
                        tentative: false,
                    })
                    .collect(),
            ),
            groups_withheld: None,
        }
    }

    fn compared(shown: DomainResult) -> Vec<String> {
        let planted = PlannedDomain {
            verdict: Verdict::Split,
            counts: vec![10, 12],
            unsure: 1,
        };
        let recount = Recount {
            counts: vec![10, 12],
            unsure: 1,
            sectors: [(0, vec![10, 0]), (1, vec![0, 12])].into(),
        };
        let sectors = ["Council".to_owned(), "Health".to_owned()];
        differences(&planted, &shown, &recount, &sectors)
    }

    #[test]
    fn what_agrees_is_silent() {
        let right = shown(&[10, 12], &[("Council", &[10, 0]), ("Health", &[0, 12])]);
        assert_eq!(compared(right), Vec::<String>::new());
    }

    #[test]
    fn one_mark_too_many_is_found_in_the_room_and_in_a_group() {
        let room = shown(&[10, 13], &[("Council", &[10, 0]), ("Health", &[0, 12])]);
        assert_eq!(compared(room).len(), 1);
        let group = shown(&[10, 12], &[("Council", &[10, 1]), ("Health", &[0, 12])]);
        assert_eq!(compared(group).len(), 1);
        let missing = shown(&[10, 12], &[("Council", &[10, 0])]);
        assert_eq!(compared(missing).len(), 1);
    }

    #[test]
    fn another_word_than_the_planted_one_is_found() {
        let mut wrong = shown(&[10, 12], &[("Council", &[10, 0]), ("Health", &[0, 12])]);
        wrong.verdict = Verdict::Scattered;
        assert_eq!(compared(wrong), ["Scattered and not Split as planted"]);
    }
}
