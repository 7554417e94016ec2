//! Could the share between groups be chance? Groups are drawn by lot again and again, whole people at a time, and each
//! domain is judged against the largest share that chance gave on any of them.
//!
//! The work is done in pieces, so that it can run beside a live room and be dropped. It allocates nothing on the way.

use super::{
    assignments,
    outcome::{DomainTest, Outcome, RoundTest},
};
use crate::consensus::{
    ballots::Ballots,
    cumulative::{contested, people},
    random::{Seed, SplitMix64},
};

/// Random draws where not every way of drawing can be tried: the smallest p is then one in a thousand.
const PERMUTATIONS: u32 = 999;
/// Every way of drawing groups is tried up to this many: a second of an unoptimised test, no time otherwise.
const EVERY_WAY_UP_TO: u64 = 100_000;
/// Levels with the empty mark, rounded up to a power of two.
const CELLS: usize = 8;
/// Shares that differ by less are equal: they are quotients of whole numbers, computed in floating point.
const SAME: f64 = 1e-9;

/// A permutation test of a round's ballots by one grouping.
///
/// Exact where there are at most 100,000 ways to draw the groups; else 999 seeded draws and p = (1 + hits)/(draws + 1).
/// Domains are adjusted by step-down max-T (Westfall & Young, Resampling-Based Multiple Testing, 1993). People are put in
/// the order of their marks first, so that p depends on nothing but marks, groups and seed.
///
/// Worked example: `worked_example_of_the_exact_test`.
pub struct PermutationTest {
    ballots: Ballots,
    domains: Vec<Domain>,
    // Domains where anybody disagrees, the largest share first.
    order: Vec<usize>,
    variation: f64,
    observed_round: f64,
    // The groups as they are dealt next, and as they lie with people now: the observed ones until the first deal.
    deal: Vec<u16>,
    labels: Vec<u16>,
    table: Vec<u32>,
    shares: Vec<f64>,
    random: SplitMix64,
    draws: u32,
    is_exact: bool,
    done: u32,
    round_hits: u32,
}

/// What stays the same on a domain however groups are drawn, and what was counted so far.
struct Domain {
    n: u64,
    contested: u64,
    groups: usize,
    smallest_group: u64,
    observed: f64,
    hits: u32,
    hits_of_largest: u32,
    share_sum: f64,
}

impl PermutationTest {
    /// Prepares the test. `groups` gives each person's group, counted from 0. None where there are fewer than two groups.
    pub fn new(ballots: &Ballots, groups: &[u16], seed: Seed) -> Option<Self> {
        let mut order: Vec<usize> = (0..ballots.person_count()).collect();
        order.sort_by(|one, other| ballots.row(*one).cmp(ballots.row(*other)));
        let labels: Vec<u16> = order.iter().map(|person| groups[*person]).collect();
        let mut deal = labels.clone();
        deal.sort_unstable();
        if deal.first() == deal.last() {
            return None;
        }
        let group_count = usize::from(*deal.last()?) + 1;
        let ways = assignments::count(&deal, EVERY_WAY_UP_TO);
        let mut test = Self {
            domains: Vec::new(),
            order: Vec::new(),
            variation: 0.0,
            observed_round: 0.0,
            deal,
            labels,
            table: vec![0; group_count * CELLS],
            shares: vec![0.0; ballots.domain_count()],
            random: SplitMix64::new(seed),
            draws: ways.map_or(PERMUTATIONS, |ways| ways as u32),
            is_exact: ways.is_some(),
            done: 0,
            round_hits: 0,
            ballots: ballots.in_order(&order),
        };
        test.observe();
        Some(test)
    }

    fn observe(&mut self) {
        for domain in 0..self.ballots.domain_count() {
            let counts = self.ballots.counts(domain);
            let contested = contested(&counts) as u64;
            self.domains.push(Domain {
                n: people(&counts),
                contested,
                groups: 0,
                smallest_group: 0,
                observed: 0.0,
                hits: 0,
                hits_of_largest: 0,
                share_sum: 0.0,
            });
            self.tabulate(domain);
            let sizes = || self.sizes().filter(|size| 0 < *size);
            let (groups, smallest) = (sizes().count(), sizes().min().unwrap_or(0));
            self.domains[domain].groups = groups;
            self.domains[domain].smallest_group = smallest;
            self.variation += variation(&self.domains[domain]);
        }
        self.observed_round = self.measure();
        for (domain, share) in self.domains.iter_mut().zip(&self.shares) {
            domain.observed = *share;
        }
        self.order = (0..self.domains.len())
            .filter(|domain| 0 < self.domains[*domain].contested)
            .collect();
        let share = |domain: &usize| self.domains[*domain].observed;
        self.order
            .sort_by(|one, other| share(other).total_cmp(&share(one)));
    }

    /// Does at most so many draws, and says whether the test is finished. Drop the test to cancel it.
    pub fn advance(&mut self, at_most: u32) -> bool {
        for _ in 0..at_most.min(self.draws - self.done) {
            self.draw();
            self.count();
            self.done += 1;
        }
        self.done == self.draws
    }

    /// Does all that is left, and says what was found.
    pub fn finish(mut self) -> Outcome {
        self.advance(self.draws);
        self.outcome().expect("every draw is done")
    }

    /// What was found, once every draw is done.
    pub fn outcome(&self) -> Option<Outcome> {
        if self.done < self.draws {
            return None;
        }
        let mut domains: Vec<DomainTest> = self
            .domains
            .iter()
            .map(|domain| self.found(domain))
            .collect();
        // No domain may come out surer than one with a larger share.
        let mut surest = 0.0_f64;
        for domain in &self.order {
            surest = surest.max(domains[*domain].p_adjusted);
            domains[*domain].p_adjusted = surest;
        }
        let share = (0.0 < self.variation).then_some(self.observed_round);
        let by_chance: f64 = self.domains.iter().map(chance).sum::<f64>() / self.variation;
        Some(Outcome {
            round: RoundTest {
                share,
                adjusted_share: share
                    .filter(|_| by_chance < 1.0)
                    .map(|share| 1.0 - (1.0 - share) / (1.0 - by_chance)),
                p: self.p(self.round_hits),
            },
            domains,
            draws: self.draws,
            is_exact: self.is_exact,
        })
    }

    fn found(&self, domain: &Domain) -> DomainTest {
        let has_variation = 0 < domain.contested;
        let (n, groups) = (domain.n as f64, domain.groups as f64);
        let adjusted = 1.0 - (1.0 - domain.observed) * (n - 1.0) / (n - groups);
        let p = |hits: u32| if has_variation { self.p(hits) } else { 1.0 };
        DomainTest {
            n: domain.n as u32,
            smallest_group: domain.smallest_group as u32,
            share: has_variation.then_some(domain.observed),
            adjusted_share: (has_variation && groups < n).then_some(adjusted),
            share_by_chance: domain.share_sum / f64::from(self.draws),
            p: p(domain.hits),
            p_adjusted: p(domain.hits_of_largest),
        }
    }

    fn p(&self, hits: u32) -> f64 {
        // All ways of drawing include the one that was observed; random draws do not, so it is added.
        let own = u32::from(!self.is_exact);
        f64::from(hits + own) / f64::from(self.draws + own)
    }

    fn draw(&mut self) {
        if !self.is_exact {
            self.random.shuffle(&mut self.deal);
        } else if 0 < self.done {
            assignments::advance(&mut self.deal);
        }
        self.labels.copy_from_slice(&self.deal);
    }

    fn count(&mut self) {
        let round = self.measure();
        self.round_hits += u32::from(self.observed_round - SAME <= round);
        let mut largest = f64::MIN;
        for index in self.order.iter().rev() {
            let (domain, share) = (&mut self.domains[*index], self.shares[*index]);
            largest = largest.max(share);
            domain.share_sum += share;
            domain.hits += u32::from(domain.observed - SAME <= share);
            domain.hits_of_largest += u32::from(domain.observed - SAME <= largest);
        }
    }

    /// Writes each domain's share for the labels as they are, and gives that of all domains.
    fn measure(&mut self) -> f64 {
        let mut between = 0.0;
        for domain in 0..self.domains.len() {
            if self.domains[domain].contested == 0 {
                continue;
            }
            self.tabulate(domain);
            let within = self.within();
            let Domain { n, contested, .. } = self.domains[domain];
            let share = 1.0 - within * n as f64 / contested as f64;
            self.shares[domain] = share;
            between += share * variation(&self.domains[domain]);
        }
        if 0.0 < self.variation {
            between / self.variation
        } else {
            0.0
        }
    }

    fn tabulate(&mut self, domain: usize) {
        self.table.fill(0);
        for (label, level) in self.labels.iter().zip(self.ballots.column(domain)) {
            self.table[usize::from(*label) * CELLS + usize::from(*level)] += 1;
        }
    }

    fn sizes(&self) -> impl Iterator<Item = u64> + '_ {
        self.table
            .chunks_exact(CELLS)
            .map(|cells| people(&cells[1..]))
    }

    /// Contested pairs within groups, each group's by its size.
    fn within(&self) -> f64 {
        let of_group = |cells: &[u32]| {
            let n = people(&cells[1..]);
            let (mut below, mut pairs) = (0, 0);
            for count in &cells[1..] {
                below += u64::from(*count);
                pairs += below * (n - below);
            }
            if n == 0 { 0.0 } else { pairs as f64 / n as f64 }
        };
        self.table.chunks_exact(CELLS).map(of_group).sum()
    }
}

/// A domain's variation on a scale that all domains share.
fn variation(domain: &Domain) -> f64 {
    if domain.n == 0 {
        return 0.0;
    }
    domain.contested as f64 / (domain.n as f64 * domain.n as f64)
}

/// The part of a domain's variation that lies between groups drawn by lot.
fn chance(domain: &Domain) -> f64 {
    if domain.contested == 0 {
        return 0.0;
    }
    variation(domain) * (domain.groups as f64 - 1.0) / (domain.n as f64 - 1.0)
}

#[cfg(test)]
mod tests;
