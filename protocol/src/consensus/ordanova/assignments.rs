//! The ways of giving labels to people: how many there are, and the next one.

/// How many different ways there are to give out these labels, if not more than `at_most`. Labels must be sorted.
pub(super) fn count(sorted: &[u16], at_most: u64) -> Option<u64> {
    let mut ways: u64 = 1;
    let (mut seen, mut same) = (0, 0);
    for (index, label) in sorted.iter().enumerate() {
        same = if 0 < index && sorted[index - 1] == *label {
            same + 1
        } else {
            1
        };
        seen += 1;
        // A product of binomial coefficients, so every division leaves nothing over.
        ways = ways.checked_mul(seen)? / same;
        if at_most < ways {
            return None;
        }
    }
    Some(ways)
}

/// Moves on to the next arrangement in lexicographic order; false, and sorted again, behind the last.
pub(super) fn advance(labels: &mut [u16]) -> bool {
    let Some(pivot) = labels.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        labels.reverse();
        return false;
    };
    let successor = labels
        .iter()
        .rposition(|label| labels[pivot] < *label)
        .expect("the label behind the pivot is larger");
    labels.swap(pivot, successor);
    labels[pivot + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mut labels: Vec<u16>, expected: u64) {
        assert_eq!(count(&labels, 100_000), Some(expected));
        let first = labels.clone();
        let mut seen = std::collections::BTreeSet::from([labels.clone()]);
        while advance(&mut labels) {
            assert!(seen.insert(labels.clone()));
        }
        assert_eq!(seen.len() as u64, expected);
        assert_eq!(labels, first);
    }

    #[test]
    fn every_assignment_comes_once() {
        check(vec![0, 0, 0, 0, 1, 1, 1, 1], 70);
        check(vec![0, 0, 0, 1, 1, 1, 2, 2, 2], 1680);
        check(vec![0, 0], 1);
        check(vec![], 1);
    }

    #[test]
    fn too_many_are_none() {
        assert_eq!(count(&[0, 0, 1, 1], 5), None);
        let large: Vec<u16> = (0..5000).map(|person| person / 100).collect();
        assert_eq!(count(&large, 100_000), None);
    }
}
