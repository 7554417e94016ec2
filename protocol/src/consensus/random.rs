//! Chance that is the same on every node: a small generator, seeded by what is computed and by nothing else. By hand,
//! because a figure must come out the same years later, and `rand` promises no shuffle between its versions.

use crate::{
    framework::DomainId,
    id::{RoundId, WorkshopId},
    round::Grouping,
};

/// What a permutation is seeded by, so that every screen and every node comes to the same figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(u64);

impl Seed {
    /// The seed of one question: this workshop, this round, this grouping, and one domain or all of them.
    ///
    /// FNV-1a over the parts, each with its length before it so that no two lists of parts read alike.
    pub fn of(
        workshop: &WorkshopId,
        round: RoundId,
        domain: Option<&DomainId>,
        grouping: Grouping,
    ) -> Self {
        let parts = [
            workshop.as_bytes().to_vec(),
            round.number().to_le_bytes().to_vec(),
            domain.map_or(Vec::new(), |domain| domain.to_string().into_bytes()),
            // Its name in JSON, and not what people read: a seed is the same in every language.
            <&'static str>::from(grouping).as_bytes().to_vec(),
        ];
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in &parts {
            for byte in (part.len() as u32).to_le_bytes().iter().chain(part) {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        Self(hash)
    }

    /// A seed by number, for simulations.
    pub fn numbered(number: u64) -> Self {
        Self(number)
    }
}

/// Steele, Lea & Flood's SplitMix64 (2014): passes the usual batteries of tests, and is six lines that anybody can check.
pub(super) struct SplitMix64(u64);

impl SplitMix64 {
    pub(super) fn new(seed: Seed) -> Self {
        Self(seed.0)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `bound`. The bias of multiplying instead of rejecting is `bound` in 2^64: nothing here.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Puts the items into a random order (Fisher & Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // The first outputs for seed 1234567, as listed beside the reference implementation.
        let mut random = SplitMix64::new(Seed::numbered(1_234_567));
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn every_part_changes_the_seed() {
        let workshop = WorkshopId::from_bytes([7; 16]);
        let domain: DomainId = "leadership".parse().unwrap();
        let seeds = [
            Seed::of(&workshop, RoundId::nth(1), None, Grouping::Sector),
            Seed::of(&workshop, RoundId::nth(2), None, Grouping::Sector),
            Seed::of(&workshop, RoundId::nth(1), None, Grouping::Table),
            Seed::of(&workshop, RoundId::nth(1), Some(&domain), Grouping::Sector),
            Seed::of(
                &WorkshopId::from_bytes([8; 16]),
                RoundId::nth(1),
                None,
                Grouping::Sector,
            ),
        ];
        for (index, seed) in seeds.iter().enumerate() {
            assert!(!seeds[..index].contains(seed));
        }
    }

    #[test]
    fn a_seed_is_the_same_whatever_people_read_for_a_grouping() {
        let workshop = WorkshopId::from_bytes([7; 16]);
        let seed = Seed::of(&workshop, RoundId::nth(1), None, Grouping::Sphere);
        assert_eq!(seed, Seed::numbered(14_605_297_585_894_291_381));
    }

    #[test]
    fn a_shuffle_puts_every_item_everywhere_equally_often() {
        let mut random = SplitMix64::new(Seed::numbered(1));
        let mut seen = [[0u32; 4]; 4];
        for _ in 0..4000 {
            let mut items = [0, 1, 2, 3];
            random.shuffle(&mut items);
            for (place, item) in items.iter().enumerate() {
                seen[place][*item] += 1;
            }
        }
        assert!(
            seen.iter()
                .flatten()
                .all(|times| (850..1150).contains(times)),
            "{seen:?}"
        );
    }
}
