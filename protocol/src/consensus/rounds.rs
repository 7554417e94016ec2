//! What changed between two rounds, among the people who marked both. It tells how the room moved, never who.

mod change;
mod sign;

use super::verdict::{Verdict, shape};

pub use change::ChangeTest;
pub(super) use change::spread_change;
pub(super) use sign::sign_test_p;

/// From which level to which people moved between two rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transitions {
    // Invariant: square, from 2 to 7 levels a side; the row is the earlier level.
    cells: Vec<Vec<u32>>,
}

impl Transitions {
    #[cfg(test)]
    /// The transitions of people given by their earlier and later level; who lacks one is left out.
    pub(crate) fn of_people(
        level_count: usize,
        people: impl IntoIterator<Item = (Option<u8>, Option<u8>)>,
    ) -> Self {
        let mut cells = vec![vec![0; level_count]; level_count];
        for (before, after) in people {
            if let (Some(before), Some(after)) = (before, after) {
                let cell = cells
                    .get_mut(usize::from(before).wrapping_sub(1))
                    .and_then(|row| row.get_mut(usize::from(after).wrapping_sub(1)));
                if let Some(cell) = cell {
                    *cell += 1;
                }
            }
        }
        Self { cells }
    }

    /// The transitions of a table, row the earlier level. None where it is not square.
    pub fn of_table(cells: Vec<Vec<u32>>) -> Option<Self> {
        let is_square = cells.iter().all(|row| row.len() == cells.len());
        is_square.then_some(Self { cells })
    }

    /// People by earlier level (row) and later level.
    pub fn table(&self) -> &[Vec<u32>] {
        &self.cells
    }

    /// People who marked both rounds.
    pub fn n(&self) -> u32 {
        self.cells.iter().flatten().sum()
    }

    /// Their counts in the earlier round.
    pub fn before(&self) -> Vec<u32> {
        self.cells.iter().map(|row| row.iter().sum()).collect()
    }

    /// Their counts in the later round.
    pub fn after(&self) -> Vec<u32> {
        let level = |level: usize| self.cells.iter().map(|row| row[level]).sum();
        (0..self.cells.len()).map(level).collect()
    }

    /// People whose later level is higher.
    pub fn up(&self) -> u32 {
        self.count(|before, after| before < after)
    }

    /// People whose later level is lower.
    pub fn down(&self) -> u32 {
        self.count(|before, after| after < before)
    }

    fn count(&self, is_counted: impl Fn(usize, usize) -> bool) -> u32 {
        let mut people = 0;
        for (before, row) in self.cells.iter().enumerate() {
            for (after, count) in row.iter().enumerate() {
                people += if is_counted(before, after) { *count } else { 0 };
            }
        }
        people
    }
}

/// How a domain changed between two rounds.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Movement {
    /// People who marked both rounds.
    pub n: u32,
    /// Of them, who marks higher now.
    pub up: u32,
    /// Who marks lower now.
    pub down: u32,
    /// Chance of a movement as one-sided as this, or more, if up and down were equally likely (exact sign test).
    pub sign_test_p: f64,
    /// The part of the people by which the bars changed, ½ Σ |n_k' − n_k| / n, 0 to 1.
    pub net_change: f64,
    /// The later consensus index less the earlier: above 0 the room came closer together.
    pub consensus_change: f64,
    /// Chance of a change of the index as large as this if each mover had gone the other way as easily.
    pub consensus_change_p: f64,
    /// Whether bars and people both hold still: less than 15 % net change and less than 25 % moved.
    pub is_stable: bool,
}

impl Movement {
    /// People whose mark changed. Shown beside the net change: people may swap places while the bars stand still.
    pub fn moved(&self) -> u32 {
        self.up + self.down
    }
}

/// What changed, from the transitions. None where nobody marked both rounds.
///
/// Stability: Scheibe, Skutsch & Schofer (in Linstone & Turoff, The Delphi Method, 1975) for the 15 %; the 25 % keeps rooms
/// open in which people move and the bars do not. Unit: people and shares of people.
///
/// Worked example: `worked_example_of_movement`.
pub fn movement(transitions: &Transitions, test: &ChangeTest) -> Option<Movement> {
    let n = transitions.n();
    let change = spread_change(transitions, test)?;
    let (up, down) = (transitions.up(), transitions.down());
    let (before, after) = (transitions.before(), transitions.after());
    let differences: u64 = before
        .iter()
        .zip(&after)
        .map(|(before, after)| u64::from(before.abs_diff(*after)))
        .sum();
    // In whole people: half the differences below 15 % of n, and movers below 25 %.
    let is_net_small = 100 * differences < 2 * 15 * u64::from(n);
    let is_moved_small = 4 * u64::from(up + down) < u64::from(n);
    Some(Movement {
        n,
        up,
        down,
        sign_test_p: sign_test_p(up, down),
        net_change: differences as f64 / 2.0 / f64::from(n),
        consensus_change: -change.iov_change,
        consensus_change_p: change.p,
        is_stable: is_net_small && is_moved_small,
    })
}

/// After this many rounds on a domain another brings little: three usually suffice (Linstone & Turoff 1975).
const ROUNDS_AT_MOST: u32 = 3;

/// What the rule would do with a domain after a round. Advice: people decide.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Advice {
    /// Views may still move: talk, and mark again if it matters.
    Open,
    /// Stable, and the room agrees: record the level.
    RecordConsensus,
    /// Stable, and the room does not agree: record both positions and do not vote again.
    StableDisagreement,
    /// Not stable, but voted on often enough: record where it stands.
    EnoughRounds,
}

crate::labels::labelled!(Advice, advice: Word);

/// The stop rule: stability first, agreement second, since agreeing is no reason to stop (von der Gracht 2012) and coming
/// closer may be conformity (Woudenberg 1991).
///
/// `counts` are everybody's in the later round; `movement` is None after the first. Worked example: `worked_example_of_the_stop_rule`.
pub fn advice(counts: &[u32], movement: Option<&Movement>, rounds: u32) -> Advice {
    let is_stable = movement.is_some_and(|movement| movement.is_stable);
    match (shape(counts).verdict(), is_stable) {
        (Verdict::Consensus | Verdict::Leaning, true) => Advice::RecordConsensus,
        (Verdict::Polarised | Verdict::Split | Verdict::Scattered, true) => {
            Advice::StableDisagreement
        }
        _ if ROUNDS_AT_MOST <= rounds => Advice::EnoughRounds,
        _ => Advice::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consensus::Seed;

    fn transitions(cells: [[u32; 4]; 4]) -> Transitions {
        Transitions::of_table(cells.map(Vec::from).to_vec()).unwrap()
    }

    fn moved(cells: [[u32; 4]; 4]) -> Movement {
        movement(&transitions(cells), &ChangeTest::seeded(Seed::numbered(1))).unwrap()
    }

    #[test]
    fn worked_example_of_movement() {
        // Twenty people; half moved, four up and six down, and the room came closer together without shifting.
        let converged = moved([[1, 3, 0, 0], [0, 4, 1, 0], [0, 2, 4, 0], [0, 1, 3, 1]]);
        assert_eq!(
            (converged.moved(), converged.up, converged.down),
            (10, 4, 6)
        );
        assert!((converged.sign_test_p - 0.753_906_25).abs() < 1e-9);
        assert!((converged.net_change - 0.35).abs() < 1e-12);
        assert!((converged.consensus_change - 0.336_666_667).abs() < 1e-9);
        assert!((converged.consensus_change_p - 1.0 / 64.0).abs() < 1e-12);
        assert!(!converged.is_stable);
        // Six swap places, and the bars look as if nothing had happened.
        let churned = moved([[2, 1, 0, 0], [1, 5, 1, 0], [0, 1, 6, 1], [0, 0, 1, 1]]);
        assert_eq!(
            (
                churned.moved(),
                churned.net_change,
                churned.consensus_change
            ),
            (6, 0.0, 0.0)
        );
        assert!(!churned.is_stable);
        assert!(moved([[2, 1, 0, 0], [0, 7, 1, 0], [0, 1, 6, 0], [0, 0, 0, 2]]).is_stable);
    }

    #[test]
    fn who_marked_one_round_only_is_left_out() {
        let people = [
            (Some(1), Some(2)),
            (None, Some(2)),
            (Some(3), None),
            (Some(3), Some(9)),
        ];
        let transitions = Transitions::of_people(4, people);
        assert_eq!(transitions.n(), 1);
        assert_eq!(transitions.before(), [1, 0, 0, 0]);
        assert_eq!(transitions.after(), [0, 1, 0, 0]);
        let none = Transitions::of_people(4, []);
        assert_eq!(
            movement(&none, &ChangeTest::seeded(Seed::numbered(1))),
            None
        );
        assert!(Transitions::of_table(vec![vec![1, 2]]).is_none());
    }

    #[test]
    fn worked_example_of_the_stop_rule() {
        let still = moved([[5, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 5]]);
        let moving = moved([[0, 5, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 5]]);
        assert_eq!(
            advice(&[5, 0, 0, 5], Some(&still), 2),
            Advice::StableDisagreement
        );
        assert_eq!(
            advice(&[0, 9, 1, 0], Some(&still), 2),
            Advice::RecordConsensus
        );
        assert_eq!(advice(&[0, 9, 1, 0], None, 1), Advice::Open);
        assert_eq!(advice(&[5, 0, 0, 5], Some(&moving), 2), Advice::Open);
        assert_eq!(
            advice(&[5, 0, 0, 5], Some(&moving), 3),
            Advice::EnoughRounds
        );
    }
}
