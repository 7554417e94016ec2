//! How firm the word is: what the missing marks could make of it, and what one person could. The room is everybody there
//! is and no sample, so these are exact statements and take the place of an interval.

use super::verdict::{Shape, Verdict, shape};

/// More ways of filling in the missing marks than this are not gone through: ten domains of it stay within the time of a
/// results view. On four levels it is reached with 30 marks missing.
const COMPLETIONS_AT_MOST: u64 = 5_000;

/// What the missing marks could make of the word.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Outstanding {
    /// Marks that are missing.
    pub missing: u32,
    /// Words that may come out, the present one first if it may, then those with the most ways.
    pub possible: Vec<PossibleWord>,
    /// Whether every way was gone through. If not, more words may be possible than are listed.
    pub is_complete: bool,
}

/// A word that may come out.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
pub struct PossibleWord {
    /// The word.
    pub verdict: Verdict,
    /// In how many of the ways gone through, which are no probabilities.
    pub ways: u32,
}

impl Outstanding {
    /// Whether the word can change: no where every way leads to one word, yes where two were found, else unknown.
    pub fn can_change(&self) -> Option<bool> {
        match (self.possible.len(), self.is_complete) {
            (0 | 1, true) => Some(false),
            (0 | 1, false) => None,
            _ => Some(true),
        }
    }
}

/// What so many missing marks could make of the word. Fewer than five marks with the missing ones come out as too few.
///
/// Goes through all C(m + K − 1, K − 1) ways of marking, up to 5,000. Beyond that it tries the ways that pull hardest, all
/// on one level or half on each of two: it then finds words that may come out, and cannot rule out others.
///
/// Worked example: `worked_example_of_outstanding_marks`.
pub fn outstanding(counts: &[u32], missing: u32) -> Outstanding {
    let mut ways = Vec::new();
    let is_complete = completions(missing, counts.len()).is_some();
    let mut see = |filled: &[u32]| {
        let verdict = shape(filled).verdict();
        match ways
            .iter_mut()
            .find(|word: &&mut PossibleWord| word.verdict == verdict)
        {
            Some(word) => word.ways += 1,
            None => ways.push(PossibleWord { verdict, ways: 1 }),
        }
    };
    let mut filled = counts.to_vec();
    if is_complete {
        fill(&mut filled, 0, missing, &mut see);
    } else {
        pull(&mut filled, missing, &mut see);
    }
    let now = shape(counts).verdict();
    ways.sort_by_key(|word| (word.verdict != now, std::cmp::Reverse(word.ways)));
    Outstanding {
        missing,
        possible: ways,
        is_complete,
    }
}

/// How many ways there are, if they are few enough to go through.
fn completions(missing: u32, levels: usize) -> Option<u64> {
    (1..levels as u64).try_fold(1_u64, |ways, step| {
        let ways = ways.checked_mul(u64::from(missing) + step)? / step;
        (ways <= COMPLETIONS_AT_MOST).then_some(ways)
    })
}

/// Every way of putting so many people on the levels from `level` on.
fn fill(filled: &mut [u32], level: usize, missing: u32, see: &mut impl FnMut(&[u32])) {
    let before = filled[level];
    if level + 1 == filled.len() {
        filled[level] += missing;
        see(filled);
    } else {
        for here in 0..=missing {
            filled[level] = before + here;
            fill(filled, level + 1, missing - here, see);
        }
    }
    filled[level] = before;
}

fn pull(filled: &mut [u32], missing: u32, see: &mut impl FnMut(&[u32])) {
    for low in 0..filled.len() {
        for high in low..filled.len() {
            let half = missing / 2;
            filled[low] += half;
            filled[high] += missing - half;
            see(filled);
            filled[low] -= half;
            filled[high] -= missing - half;
        }
    }
}

/// A word that one person could bring about by moving to a neighbouring level.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
pub struct OneAway {
    /// The word.
    pub verdict: Verdict,
    /// The level from which somebody would have to move, counted from 1.
    pub from: u8,
    /// The neighbouring level to which.
    pub to: u8,
}

/// The other words that one person moving by one level could bring about, each with the first such move. Empty where the
/// word stands firm, or there is none.
///
/// Worked example: `worked_example_of_one_person_away`.
pub fn one_person_away(counts: &[u32]) -> Vec<OneAway> {
    let now = shape(counts);
    let mut found: Vec<OneAway> = Vec::new();
    if now == Shape::TooFew {
        return found;
    }
    let mut moved = counts.to_vec();
    let steps = (1..counts.len()).flat_map(|upper| [(upper - 1, upper), (upper, upper - 1)]);
    for (from, to) in steps {
        if moved[from] == 0 {
            continue;
        }
        moved[from] -= 1;
        moved[to] += 1;
        let verdict = shape(&moved).verdict();
        let is_new = verdict != now.verdict() && found.iter().all(|word| word.verdict != verdict);
        if is_new {
            found.push(OneAway {
                verdict,
                from: from as u8 + 1,
                to: to as u8 + 1,
            });
        }
        moved[from] += 1;
        moved[to] -= 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: [u32; 4], missing: u32, expected: &[(Verdict, u32)]) {
        let found = outstanding(&counts, missing);
        let words: Vec<_> = found
            .possible
            .iter()
            .map(|word| (word.verdict, word.ways))
            .collect();
        assert_eq!(words, expected, "{counts:?} + {missing}");
        assert!(found.is_complete);
        assert_eq!(found.can_change(), Some(1 < expected.len()));
    }

    #[test]
    fn worked_example_of_outstanding_marks() {
        use Verdict::{Consensus, Leaning, Polarised, Scattered, Split};
        check([5, 1, 0, 6], 2, &[(Polarised, 10)]);
        check([2, 4, 4, 2], 3, &[(Scattered, 20)]);
        check(
            [0, 12, 3, 0],
            3,
            &[(Consensus, 4), (Leaning, 15), (Split, 1)],
        );
        check([0, 12, 3, 0], 0, &[(Consensus, 1)]);
    }

    #[test]
    fn too_many_missing_marks_are_never_called_settled() {
        let firm = outstanding(&[0, 4000, 0, 0], 100);
        assert_eq!((firm.can_change(), firm.is_complete), (None, false));
        let open = outstanding(&[0, 80, 20, 0], 60);
        assert_eq!((open.can_change(), open.is_complete), (Some(true), false));
        assert_eq!(open.possible[0].verdict, Verdict::Consensus);
    }

    #[test]
    fn a_room_that_is_too_small_may_grow_into_a_word() {
        let found = outstanding(&[3, 0, 0, 0], 2);
        assert_eq!(found.can_change(), Some(true));
        assert!(
            found
                .possible
                .iter()
                .all(|word| word.verdict != Verdict::TooFew)
        );
    }

    #[test]
    fn worked_example_of_one_person_away() {
        // Eight of ten, and one of the eight could leave for level 3; nobody else's step matters.
        let words = one_person_away(&[0, 0, 2, 8]);
        assert_eq!(
            words,
            [OneAway {
                verdict: Verdict::Split,
                from: 4,
                to: 3
            }]
        );
        assert_eq!(one_person_away(&[0, 22, 0, 0]), []);
        assert_eq!(one_person_away(&[1, 2, 0, 0]), []);
    }
}
