//! The views of a workshop by their slots: of each only the newest is sent, and the smallest number first.

use plenary_protocol::id::RoundId;

use crate::room::Slot;

pub(super) const SEAT: Slot = Slot(1);
pub(super) const SESSION: Slot = Slot(2);
pub(super) const JOINING: Slot = Slot(3);
pub(super) const PROGRESS: Slot = Slot(4);
pub(super) const COMMITMENTS: Slot = Slot(5);

/// From here on, the results of one round each.
const RESULTS: u32 = 16;

/// The results of a round.
pub(super) fn results(round: RoundId) -> Slot {
    Slot(RESULTS + u32::from(round.number()))
}

/// The round whose results a slot holds.
pub(super) fn round_of(slot: Slot) -> Option<RoundId> {
    let number = slot.0.checked_sub(RESULTS)?;
    u16::try_from(number).ok().map(RoundId::nth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_slots_of_their_own_behind_all_others() {
        let others = [Slot::SAVING, SEAT, SESSION, JOINING, PROGRESS, COMMITMENTS];
        assert!(others.is_sorted_by(|one, next| one < next));
        for slot in others {
            assert_eq!(round_of(slot), None);
            assert!(slot < results(RoundId::nth(1)));
        }
        for number in [1, 2, u16::MAX] {
            let round = RoundId::nth(number);
            assert_eq!(round_of(results(round)), Some(round));
        }
    }
}
