//! What was marked, as an audience sees it: numbers, words and sentences for counts that it may know.

use super::{
    Audience, DisclosedGroup, DomainResult, Findings, Firm, GroupResult, Measures, OverallView,
    ResultsView, disclosed,
    quarters::quarters,
    rounds::OtherRounds,
    whose::{self, WhoseAnswer},
};
use crate::{
    consensus::{self, Finding, GroupFinding, Metric, Shape, TENTATIVE_BELOW, Verdict, Weights},
    disclosure::{DisclosedDomain, ShownTally},
    refusal::Refusal,
    round::Grouping,
    workshop::{Round, Workshop},
};

/// The results of a round for an audience; a refusal with its reason where there is nothing to see yet.
///
/// `by` asks for one grouping by name; it is answered only where the round is shown by it.
pub fn results(
    workshop: &Workshop,
    round: &Round,
    audience: Audience,
    by: Option<Grouping>,
    findings: &Findings,
) -> Result<ResultsView, Refusal> {
    let disclosed = disclosed(workshop, round, audience, by)?;
    let key = whose::key(workshop, round, audience, by);
    let seen = Seen {
        workshop,
        round,
        findings,
        people: match disclosed.table {
            Some(_) => People::Table,
            None => People::Room,
        },
        grouping: disclosed.grouping,
        groups: disclosed.groups.as_deref(),
        whose: key.and_then(|key| findings.whose(key)),
        could_mark: could_mark(workshop, round),
        others: match disclosed.table {
            Some(_) => OtherRounds::default(),
            None => OtherRounds::of(workshop, round, audience, findings),
        },
    };
    let covered = || {
        let domains = disclosed.domains.iter().enumerate();
        domains.filter(|(index, _)| round.covers(*index))
    };
    let shown: Vec<Vec<u32>> = covered()
        .map(|(_, shown)| match &shown.room {
            Some(room) => room.counts().to_vec(),
            None => vec![0; workshop.framework_of(round).level_count()],
        })
        .collect();
    let shown_at = |place: usize| {
        let domain = disclosed
            .domains
            .get(place)
            .filter(|_| round.covers(place))?;
        domain.room.as_ref().map(ShownTally::counts)
    };
    let places = consensus::by_disagreement(&shown).into_iter();
    Ok(ResultsView {
        revision: workshop.seq(),
        round: round.id,
        framework: workshop.framework_of(round).id.clone(),
        kind: round.kind,
        revealed: round.revealed,
        table: disclosed.table,
        grouping: disclosed.grouping,
        snapshot: disclosed.snapshot,
        domains: covered()
            .map(|(index, shown)| seen.domain(index, shown))
            .collect(),
        overall: seen.overall(&shown),
        by_disagreement: places.map(|place| place as u32).collect(),
        actions: quarters(workshop.framework_of(round), shown_at),
        computing: key.is_some_and(|key| !findings.knows(key)),
    })
}

/// Whose counts a domain's result is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum People {
    Room,
    Table,
}

/// What one audience sees of a round, besides its counts.
struct Seen<'a> {
    workshop: &'a Workshop,
    round: &'a Round,
    findings: &'a Findings,
    people: People,
    grouping: Option<Grouping>,
    groups: Option<&'a [DisclosedGroup]>,
    whose: Option<&'a WhoseAnswer>,
    could_mark: u32,
    others: OtherRounds<'a>,
}

impl Seen<'_> {
    fn domain(&self, index: usize, shown: &DisclosedDomain) -> DomainResult {
        let (workshop, round) = (self.workshop, self.round);
        let domain = &workshop.framework_of(round).domains[index];
        let counts = shown.room.as_ref().map(ShownTally::counts);
        let n = shown.room.as_ref().map(ShownTally::n);
        let shape = counts.map_or(Shape::TooFew, consensus::shape);
        let word = shape.verdict();
        let is_worded = word != Verdict::TooFew;
        let worded = counts.filter(|_| is_worded);
        let groups = self.groups_of(shown);
        let mut result = DomainResult {
            domain: domain.id.clone(),
            counts: counts.map(<[u32]>::to_vec),
            n,
            unsure: shown.unsure,
            late: (self.people == People::Room).then_some(round.late[index]),
            median: worded.and_then(consensus::interpolated_median),
            consensus: worded.and_then(consensus::consensus_index),
            verdict: word,
            tags: match (shape, n) {
                (Shape::Leaning { far, .. }, Some(n)) if 10 * far > n => {
                    vec![format!("{far} far away")]
                }
                _ => Vec::new(),
            },
            tentative: is_worded && n.is_some_and(|n| n < TENTATIVE_BELOW),
            sentence: String::new(),
            measures: worded.map(measures),
            steps: worded.map(consensus::steps),
            whose: self.whose.and_then(|whose| whose.domain(index)),
            between_share: shown.groups.as_deref().and_then(between_share),
            firm: worded.map(|counts| self.firm(index, counts)),
            since: counts.and_then(|_| self.others.since(index)),
            gap: worded.and_then(|counts| self.others.gap(index, counts)),
            advice: None,
            agreed: round.agreed.get(&domain.id).cloned(),
            groups,
            groups_withheld: self.withheld(&domain.name, shown),
        };
        let is_final = round.published.is_some() && self.people == People::Room;
        result.advice = worded.filter(|_| is_final).map(|counts| {
            let since = result.since.as_ref();
            let movement = since.and_then(|since| since.movement.as_ref());
            consensus::advice(counts, movement, self.others.rounds_on(index))
        });
        result.sentence = self.sentence(&domain.name, &result);
        result
    }

    fn firm(&self, index: usize, counts: &[u32]) -> Firm {
        // Of one table it is not told who of its people marked what.
        let missing = match self.people {
            People::Room => {
                let marked = self.round.tally.domains[index].marked();
                self.could_mark.saturating_sub(marked)
            }
            People::Table => 0,
        };
        Firm {
            one_away: consensus::one_person_away(counts),
            // Behind the reveal nobody's mark can come in any more: they are people who left the domain out.
            outstanding: (0 < missing && self.round.published.is_none()).then(|| {
                self.findings
                    .outstanding(self.round.id, index, counts, missing)
            }),
            missing,
        }
    }

    fn sentence(&self, name: &str, result: &DomainResult) -> String {
        let framework = self.workshop.framework_of(self.round);
        let Some(counts) = &result.counts else {
            let minimum = self.workshop.settings().minimum_group;
            return match self.people {
                People::Table => consensus::hidden_table_sentence(name),
                People::Room => consensus::hidden_sentence(name, minimum),
            };
        };
        let groups: Vec<GroupFinding<'_>> = result
            .groups
            .iter()
            .flatten()
            .map(|group| GroupFinding {
                name: &group.group,
                counts: &group.counts,
            })
            .collect();
        let (firm, since) = (result.firm.as_ref(), result.since.as_ref());
        let moved = since.and_then(|since| Some((since.round, since.movement.as_ref()?)));
        let gap = result.gap.as_ref().and_then(|gap| gap.paired.as_ref());
        let finding = Finding {
            unsure: result.unsure,
            groups: &groups,
            whose: result.whose,
            one_away: firm.map(|firm| firm.one_away.as_slice()),
            outstanding: firm.and_then(|firm| firm.outstanding.as_ref()),
            since: moved,
            domain_count: (0..framework.domains.len())
                .filter(|index| self.round.covers(*index))
                .count(),
            advice: result.advice,
            gap,
            ..Finding::of(framework, name, counts)
        };
        finding.sentence()
    }

    fn groups_of(&self, shown: &DisclosedDomain) -> Option<Vec<GroupResult>> {
        let tallies = self.groups?.iter().zip(shown.groups.as_ref()?);
        Some(
            tallies
                .map(|(group, tally)| group_result(group, tally))
                .collect(),
        )
    }

    /// Why a domain's groups are missing. One sentence for every cause, since the cause would say what was marked.
    fn withheld(&self, domain: &str, shown: &DisclosedDomain) -> Option<String> {
        let grouping = self
            .grouping
            .filter(|_| shown.room.is_some() && shown.groups.is_none())?;
        Some(format!(
            "{domain}: counts by {grouping} are not shown, because a group is too small or agrees so closely that they would be its people's marks."
        ))
    }

    /// All domains with a word together.
    fn overall(&self, shown: &[Vec<u32>]) -> Option<OverallView> {
        let is_worded = |counts: &&Vec<u32>| consensus::shape(counts).verdict() != Verdict::TooFew;
        let worded: Vec<Vec<u32>> = shown.iter().filter(is_worded).cloned().collect();
        let n = worded.iter().map(|counts| counts.iter().sum()).max()?;
        let indices = worded
            .iter()
            .filter_map(|counts| consensus::consensus_index(counts));
        let kendall_w = match self.people {
            People::Room => self.findings.same_order(self.workshop, self.round),
            People::Table => None,
        };
        Some(OverallView {
            gwet_ac2: consensus::gwet_ac2(&worded, Weights::Linear).map(to_two_places),
            krippendorff_alpha: consensus::krippendorff_alpha(&worded, Metric::Ordinal)
                .map(to_two_places),
            kendall_w: kendall_w.map(to_two_places),
            mean_consensus: Some(to_two_places(indices.sum::<f64>() / worded.len() as f64)),
            domains: worded.len() as u32,
            n,
        })
    }
}

/// Who could have marked: while a round is open everybody who can, afterwards those who took part. Known to all.
fn could_mark(workshop: &Workshop, round: &Round) -> u32 {
    if !round.is_open {
        return round.tally.started;
    }
    let counted = workshop
        .seats()
        .values()
        .filter(|seat| seat.role.is_counted());
    counted.count() as u32
}

fn measures(counts: &[u32]) -> Measures {
    Measures {
        iov: consensus::iov(counts),
        iov_unbiased: consensus::iov_unbiased(counts),
        average_gap_levels: consensus::average_gap_levels(counts),
        tastle_wierman: consensus::tastle_wierman(counts),
        van_der_eijk_a: consensus::van_der_eijk_a(counts),
        polarisation: consensus::van_der_eijk_polarisation(counts),
        entropy_bits: consensus::entropy_bits(counts),
        middle_half: consensus::middle_half(counts),
    }
}

fn between_share(groups: &[ShownTally]) -> Option<f64> {
    let groups: Vec<Vec<u32>> = groups.iter().map(|group| group.counts().to_vec()).collect();
    consensus::ordanova(&groups)?.adjusted_share
}

fn to_two_places(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn group_result(group: &DisclosedGroup, tally: &ShownTally) -> GroupResult {
    let counts = tally.counts();
    let word = consensus::shape(counts).verdict();
    let is_worded = word != Verdict::TooFew;
    GroupResult {
        group: group.name.clone(),
        members: group.members.clone(),
        n: tally.n(),
        median: consensus::interpolated_median(counts).filter(|_| is_worded),
        consensus: consensus::consensus_index(counts).filter(|_| is_worded),
        verdict: word,
        tentative: is_worded && tally.n() < TENTATIVE_BELOW,
        counts: counts.to_vec(),
    }
}
