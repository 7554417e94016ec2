//! What one seat may take of a shared document: as long as there is plenty, as much as it likes; the scarcer it gets, the
//! less.
//!
//! A fixed share would have to be so small that twenty thousand seats cannot fill a document, or so large that twenty
//! can. So it is taken of what is left, as a shared-memory switch gives its buffers to its ports (A. K. Choudhury and
//! E. L. Hahne, Dynamic queue length thresholds for shared-memory packet switches, 1998): however many take as much as
//! they may, something stays free for whoever has taken little. Those who see to it that a full document gets room
//! again have no share, and a reserve beyond.

use crate::{limits, refusal::Refusal};

/// How much of something there is, and how much of it one seat holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    /// What the document may hold without the reserve.
    pub(super) most: usize,
    /// What facilitators may take beyond that.
    pub(super) reserve: usize,
    /// What is taken, by all.
    pub(super) taken: usize,
    /// What this seat holds of it.
    pub(super) held: usize,
    /// A seat may hold what is left, divided by this.
    pub(super) divisor: usize,
}

/// Why a seat may take no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoMore {
    /// Nothing is left.
    Full,
    /// What is left is for those who hold less.
    ForOthers,
}

impl Share {
    /// Whether a seat may take so much more.
    pub(super) fn check(self, more: usize, has_reserve: bool) -> Result<(), NoMore> {
        let most = self.most + if has_reserve { self.reserve } else { 0 };
        if most < self.taken + more {
            return Err(NoMore::Full);
        }
        let left = self.most.saturating_sub(self.taken);
        if !has_reserve && left / self.divisor < self.held + more {
            return Err(NoMore::ForOthers);
        }
        Ok(())
    }
}

impl NoMore {
    /// What is told where it is bytes that are scarce.
    pub(super) fn of_bytes(self) -> Refusal {
        Refusal::full(match self {
            Self::Full => "this document is full: shorten or empty a long text before adding more",
            Self::ForOthers => {
                "this document is getting full, and what is left is for those who have written less: shorten or empty something of yours, or ask a facilitator"
            }
        })
    }

    /// What is told where it is client ids that are scarce: each page that writes takes one.
    pub(super) fn of_clients(self) -> Refusal {
        Refusal::full(match self {
            Self::Full => {
                "this document was written in from as many pages as it can tell apart: ask a facilitator to empty texts that are no longer needed"
            }
            Self::ForOthers => {
                "you have written in this document from many pages, and few more can be told apart: go on in one that is open, or ask a facilitator"
            }
        })
    }
}

/// Bytes of a shared document.
pub(super) fn of_bytes(taken: usize, held: usize) -> Share {
    Share {
        most: limits::SHARED_DOCUMENT_BYTES,
        reserve: limits::FACILITATORS_RESERVE_BYTES,
        taken,
        held,
        divisor: limits::SHARE_OF_BYTES,
    }
}

/// Client ids of which something is to be seen in a shared document.
pub(super) fn of_visible(taken: usize, held: usize) -> Share {
    of_clients(limits::CLIENTS_PER_DOCUMENT, taken, held)
}

/// Client ids that ever wrote in a shared document.
pub(super) fn of_ever(taken: usize, held: usize) -> Share {
    of_clients(limits::CLIENTS_EVER_PER_DOCUMENT, taken, held)
}

fn of_clients(most: usize, taken: usize, held: usize) -> Share {
    Share {
        most: most - limits::FACILITATORS_RESERVE_CLIENTS,
        reserve: limits::FACILITATORS_RESERVE_CLIENTS,
        taken,
        held,
        divisor: limits::SHARE_OF_CLIENTS,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many seats take one by one, in turn, until none of them may take any more. Gives what is left.
    fn taken_by(seats: usize, share: impl Fn(usize, usize) -> Share) -> usize {
        let (mut taken, mut held) = (0, vec![0; seats]);
        loop {
            let before = taken;
            for own in &mut held {
                if share(taken, *own).check(1, false).is_ok() {
                    *own += 1;
                    taken += 1;
                }
            }
            if taken == before {
                return share(0, 0).most - taken;
            }
        }
    }

    #[test]
    fn however_many_take_as_much_as_they_may_somebody_who_has_little_finds_room() {
        for seats in [1, 20, 100, 500] {
            let left = taken_by(seats, of_visible);
            let newcomer = of_visible(of_visible(0, 0).most - left, 0);
            assert_eq!(newcomer.check(1, false), Ok(()), "beside {seats} seats");
        }
        // Twenty, each with as many pages as one seat may have, once closed a document to all others.
        assert!(3_900 < taken_by(20, of_visible));
    }

    #[test]
    fn one_alone_may_take_half_and_a_facilitator_all_and_the_reserve() {
        let kib = |kib: usize| kib * 1024;
        assert_eq!(of_bytes(kib(1023), kib(1023)).check(kib(1), false), Ok(()));
        let more = of_bytes(kib(1024), kib(1024)).check(kib(1), false);
        assert_eq!(more, Err(NoMore::ForOthers));
        assert_eq!(of_bytes(kib(2048), kib(2048)).check(kib(128), true), Ok(()));
        let beyond = of_bytes(kib(2048), kib(2048)).check(kib(129), true);
        assert_eq!(beyond, Err(NoMore::Full));
    }

    proptest! {
        #[test]
        fn whoever_holds_less_may_take_whatever_one_who_holds_more_may(
            taken in 0..3_000_000_usize, held in 0..3_000_000_usize, less in 0..3_000_000_usize, more in 1..100_000_usize,
        ) {
            if of_bytes(taken, held).check(more, false).is_ok() {
                let with_less = of_bytes(taken, held.min(less));
                prop_assert_eq!(with_less.check(more, false), Ok(()));
                prop_assert_eq!(with_less.check(more, true), Ok(()));
            }
        }
    }
}
