//! What follows from counts of known people: exact elimination, then bounds until nothing changes.

use std::{collections::BTreeMap, fmt};

/// Four levels and "not sure".
pub(crate) const VALUES: usize = 5;
/// People's marks that one system can hold: a bit each.
const MOST_MARKS: usize = 64;
/// Each tally is subtracted from so many that were shown after it: what is shown all the time shows hundreds.
const MOST_PAIRS: usize = 32;
/// Elimination is done modulo this prime: far larger than any number that comes up.
const PRIME: i64 = 2_147_483_647;

/// How an attack went.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Workshops attacked.
    pub(crate) workshops: u64,
    /// Times somebody looked.
    pub(crate) attempts: u64,
    /// Different tallies that were shown.
    pub(crate) shown_tallies: u64,
    /// Times that late people were counted in.
    pub(crate) taken_late: u64,
    /// Domains of rounds on which groups were withheld.
    pub(crate) withheld: u64,
    /// Times that a domain was seen beside its earlier round.
    pub(crate) compared: u64,
    /// Of these, with how people moved.
    pub(crate) moved: u64,
    /// Marks that were counted anywhere.
    pub(crate) marks: u64,
    /// Marks found that one single published tally gives away by itself.
    pub(crate) forced: u64,
    /// Marks found beyond that.
    pub(crate) beyond: u64,
    /// Marks "found" that are not what the person marked: an error of the attack.
    pub(crate) wrong: u64,
    /// A few of those beyond, for whoever mends them.
    pub(crate) examples: Vec<String>,
}

impl Found {
    /// Adds another attack's figures.
    pub(crate) fn add(&mut self, other: &Found) {
        self.workshops += other.workshops;
        self.attempts += other.attempts;
        self.shown_tallies += other.shown_tallies;
        self.taken_late += other.taken_late;
        self.withheld += other.withheld;
        self.marks += other.marks;
        self.forced += other.forced;
        self.beyond += other.beyond;
        self.wrong += other.wrong;
        self.compared += other.compared;
        self.moved += other.moved;
    }
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} workshops, {} looks, {} tallies shown, {} times late people taken, {} domains withheld, {} beside an earlier round, {} with how people moved; of {} marks {} found, {} more are given away by one tally",
            self.workshops,
            self.attempts,
            self.shown_tallies,
            self.taken_late,
            self.withheld,
            self.compared,
            self.moved,
            self.marks,
            self.beyond,
            self.forced
        )
    }
}

/// One tally of known people: who (a bit each), and how many of them marked each value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tallied {
    /// Whose marks, a bit each.
    pub(crate) marks: u64,
    /// How many marked each level, and "not sure" last.
    pub(crate) values: [i64; VALUES],
}

/// All that is known of one domain in one round. A mark is one thing that one person once set there.
#[derive(Debug, Default)]
pub(crate) struct System {
    truths: Vec<usize>,
    bit_of: BTreeMap<usize, usize>,
    tallies: Vec<Tallied>,
    /// Tallies that may give away by themselves what they say.
    single: Vec<Tallied>,
    /// The latest state that was seen of what is shown.
    pub(crate) snapshot: Option<u32>,
}

impl System {
    /// The bits of these marks; none where they no longer fit.
    pub(crate) fn bits(&mut self, marks: impl IntoIterator<Item = (usize, usize)>) -> Option<u64> {
        let mut bits = 0;
        for (mark, truth) in marks {
            let next = self.truths.len();
            let bit = *self.bit_of.entry(mark).or_insert(next);
            if bit == next {
                if next == MOST_MARKS {
                    self.bit_of.remove(&mark);
                    return None;
                }
                self.truths.push(truth);
            }
            bits |= 1 << bit;
        }
        Some(bits)
    }

    /// Learns a tally.
    pub(crate) fn learn(&mut self, tally: Tallied, may_force: bool) {
        if !self.tallies.contains(&tally) {
            self.tallies.push(tally);
        }
        if may_force && !self.single.contains(&tally) {
            self.single.push(tally);
        }
    }

    /// What every mark can be, as far as follows: a bit for each value.
    fn possible(&self) -> Vec<u8> {
        let mut rules: Vec<Rule> = self.tallies.iter().map(Rule::of).collect();
        rules.extend(eliminated(&self.tallies, self.truths.len()));
        for (index, one) in self.tallies.iter().enumerate() {
            for other in self.tallies[index + 1..].iter().take(MOST_PAIRS) {
                rules.extend(difference(one, other).or_else(|| difference(other, one)));
            }
        }
        let mut possible = vec![(1_u8 << VALUES) - 1; self.truths.len()];
        let mut is_narrowed = true;
        while is_narrowed {
            is_narrowed = false;
            for rule in &rules {
                while rule.narrow(&mut possible) {
                    is_narrowed = true;
                }
            }
        }
        possible
    }

    /// Adds what follows to an attack's figures. `known` are marks that were found in another way, with their value.
    pub(crate) fn conclude(&self, found: &mut Found, known: &[(u64, usize)]) {
        let mut possible = self.possible();
        for (marks, value) in known {
            for (bit, possible) in possible.iter_mut().enumerate() {
                if marks >> bit & 1 == 1 {
                    *possible = 1 << value;
                }
            }
        }
        found.shown_tallies += self.tallies.len() as u64;
        found.marks += self.truths.len() as u64;
        for (bit, possible) in possible.iter().enumerate() {
            if possible.count_ones() != 1 {
                continue;
            }
            let value = possible.trailing_zeros() as usize;
            let says_it = |tally: &&Tallied| {
                tally.marks >> bit & 1 == 1
                    && tally.values[value] == i64::from(tally.marks.count_ones())
            };
            if value != self.truths[bit] {
                found.wrong += 1;
            } else if self.single.iter().any(|tally| says_it(&tally)) {
                found.forced += 1;
            } else {
                found.beyond += 1;
                found
                    .examples
                    .push(format!("mark {bit} = {value} from {:?}", self.tallies));
            }
        }
    }
}

/// A whole-number combination of marks whose count is known for each value.
struct Rule {
    factors: Vec<(usize, i64)>,
    values: [i64; VALUES],
}

impl Rule {
    fn of(tally: &Tallied) -> Self {
        let bits = (0..MOST_MARKS).filter(|bit| tally.marks >> bit & 1 == 1);
        Self {
            factors: bits.map(|bit| (bit, 1)).collect(),
            values: tally.values,
        }
    }

    /// Takes away what cannot be. Says whether anything changed.
    fn narrow(&self, possible: &mut [u8]) -> bool {
        for value in 0..VALUES {
            let bit = 1_u8 << value;
            let (mut least, mut most) = (0, 0);
            for (mark, factor) in &self.factors {
                if possible[*mark] == bit {
                    least += factor;
                    most += factor;
                } else if possible[*mark] & bit != 0 {
                    least += factor.min(&0);
                    most += factor.max(&0);
                }
            }
            for (mark, factor) in &self.factors {
                if possible[*mark] & bit == 0 || possible[*mark] == bit {
                    continue;
                }
                let (low, high) = (least - factor.min(&0), most - factor.max(&0));
                let fits = |sum_low: i64, sum_high: i64| {
                    sum_low <= self.values[value] && self.values[value] <= sum_high
                };
                let (can_be, can_differ) = (fits(low + factor, high + factor), fits(low, high));
                if can_be == can_differ {
                    continue;
                }
                possible[*mark] = if can_be { bit } else { possible[*mark] & !bit };
                return true;
            }
        }
        false
    }
}

fn difference(all: &Tallied, part: &Tallied) -> Option<Rule> {
    (all.marks != part.marks && all.marks & part.marks == part.marks).then(|| {
        let mut values = all.values;
        for (value, less) in values.iter_mut().zip(part.values) {
            *value -= less;
        }
        Rule::of(&Tallied {
            marks: all.marks & !part.marks,
            values,
        })
    })
}

/// The reduced row echelon form of all tallies: a row with one mark in it is that mark.
fn eliminated(tallies: &[Tallied], mark_count: usize) -> Vec<Rule> {
    let width = mark_count + VALUES;
    let mut rows: Vec<(usize, Vec<i64>)> = Vec::new();
    for tally in tallies {
        let mut row: Vec<i64> = (0..mark_count)
            .map(|bit| (tally.marks >> bit & 1) as i64)
            .collect();
        row.extend(tally.values);
        for (pivot, above) in &rows {
            subtract(&mut row, above, *pivot);
        }
        let Some(pivot) = row[..mark_count].iter().position(|entry| *entry != 0) else {
            continue;
        };
        let inverse = power(row[pivot], PRIME - 2);
        row.iter_mut()
            .for_each(|entry| *entry = *entry * inverse % PRIME);
        for (_, above) in &mut rows {
            subtract(above, &row, pivot);
        }
        rows.push((pivot, row));
    }
    let signed = |entry: i64| {
        if PRIME / 2 < entry {
            entry - PRIME
        } else {
            entry
        }
    };
    rows.into_iter()
        .map(|(_, row)| {
            let row: Vec<i64> = row.into_iter().map(signed).collect();
            let factors = row[..mark_count].iter().copied().enumerate();
            Rule {
                factors: factors.filter(|(_, factor)| *factor != 0).collect(),
                values: row[mark_count..width]
                    .try_into()
                    .expect("one count a value"),
            }
        })
        // A factor that is not a small whole number stands for a fraction: bounds do not hold for it.
        .filter(|rule| rule.factors.iter().all(|(_, factor)| factor.abs() < 1_000))
        .collect()
}

fn subtract(row: &mut [i64], above: &[i64], pivot: usize) {
    let factor = row[pivot];
    if factor != 0 {
        for (entry, above) in row.iter_mut().zip(above) {
            *entry = (*entry - factor * above % PRIME).rem_euclid(PRIME);
        }
    }
}

fn power(base: i64, exponent: i64) -> i64 {
    let (mut result, mut base, mut exponent) = (1, base, exponent);
    while 0 < exponent {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
