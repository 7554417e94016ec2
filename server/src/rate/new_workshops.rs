//! How many workshops may be made without an organiser key: those that somebody has joined do not count against whoever
//! made them.
//!
//! Whoever makes them and never opens them is a script that went wrong, or somebody who fills a disk. The latter can
//! join them as well, so what all addresses may make together is given back to nobody.

use std::{collections::VecDeque, sync::Mutex};

use plenary_protocol::{id::WorkshopId, limits};

use super::{Buckets, CallerAddress, RateLimited};

/// The buckets, and which workshops stand against whom.
#[derive(Debug)]
pub(crate) struct NewWorkshops {
    by_address: Buckets<CallerAddress>,
    // The same, joined or not, so that no address alone takes what is there for all.
    joined_too: Buckets<CallerAddress>,
    in_all: Buckets<()>,
    // The oldest first. A std mutex: held for a lookup, never across an await.
    unused: Mutex<VecDeque<(WorkshopId, CallerAddress)>>,
}

/// Which bucket is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMany {
    /// That of this address.
    FromYou(RateLimited),
    /// That of all.
    InAll(RateLimited),
}

impl NewWorkshops {
    pub(super) fn new() -> Self {
        Self {
            by_address: Buckets::new(limits::NEW_WORKSHOPS, limits::CALLER_ADDRESSES),
            joined_too: Buckets::new(limits::NEW_WORKSHOPS_JOINED_TOO, limits::CALLER_ADDRESSES),
            in_all: Buckets::new(limits::NEW_WORKSHOPS_IN_ALL, 1),
            unused: Mutex::default(),
        }
    }

    /// Lets an address make one more, or says when it may.
    pub(crate) fn take(&self, from: CallerAddress) -> Result<(), TooMany> {
        self.by_address.take(from).map_err(TooMany::FromYou)?;
        self.joined_too.take(from).map_err(|limited| {
            self.by_address.refund(from);
            TooMany::FromYou(limited)
        })?;
        self.in_all.take(()).map_err(|limited| {
            self.by_address.refund(from);
            self.joined_too.refund(from);
            TooMany::InAll(limited)
        })
    }

    /// It was made.
    pub(crate) fn made(&self, workshop: WorkshopId, from: CallerAddress) {
        let mut unused = self.unused.lock().expect("no holder panics");
        if unused.iter().any(|(made, _)| *made == workshop) {
            // The same request once more, which makes nothing.
            self.by_address.refund(from);
            self.joined_too.refund(from);
            self.in_all.refund(());
            return;
        }
        if limits::NEW_WORKSHOPS_REMEMBERED <= unused.len() {
            unused.pop_front();
        }
        unused.push_back((workshop, from));
    }

    /// Somebody joined a workshop: it is used.
    pub(crate) fn joined(&self, workshop: WorkshopId) {
        let mut unused = self.unused.lock().expect("no holder panics");
        let place = unused.iter().position(|(made, _)| *made == workshop);
        if let Some((_, from)) = place.and_then(|place| unused.remove(place)) {
            self.by_address.refund(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::contract::workshop;

    #[test]
    fn a_workshop_that_somebody_joins_counts_no_longer_and_only_once() {
        let here = CallerAddress::of([127, 0, 0, 1].into());
        let most = limits::NEW_WORKSHOPS.0 as u16;
        let new = NewWorkshops::new();
        for number in 0..most {
            assert_eq!(new.take(here), Ok(()));
            new.made(workshop(number), here);
        }
        assert!(matches!(new.take(here), Err(TooMany::FromYou(_))));
        let elsewhere = CallerAddress::of([10, 0, 0, 1].into());
        assert_eq!(new.take(elsewhere), Ok(()));
        new.joined(workshop(7));
        new.joined(workshop(7));
        assert_eq!(new.take(here), Ok(()));
        assert!(matches!(new.take(here), Err(TooMany::FromYou(_))));
    }

    #[test]
    fn one_address_that_joins_what_it_makes_leaves_most_to_the_others() {
        let here = CallerAddress::of([127, 0, 0, 1].into());
        let new = NewWorkshops::new();
        let mut made = 0;
        while new.take(here).is_ok() {
            new.made(workshop(made), here);
            new.joined(workshop(made));
            made += 1;
        }
        assert_eq!(made, limits::NEW_WORKSHOPS_JOINED_TOO.0 as u16);
        let elsewhere = CallerAddress::of([10, 0, 0, 1].into());
        assert_eq!(new.take(elsewhere), Ok(()));
    }

    #[test]
    fn what_all_may_make_together_is_given_back_to_nobody() {
        let new = NewWorkshops::new();
        let mut made = 0;
        let refused = loop {
            // Each from an address of its own, and joined at once.
            let [.., third, fourth] = u32::from(made).to_be_bytes();
            let from = CallerAddress::of([10, 0, third, fourth].into());
            match new.take(from) {
                Ok(()) => new.made(workshop(made), from),
                Err(refused) => break refused,
            }
            new.joined(workshop(made));
            made += 1;
        };
        assert!(matches!(refused, TooMany::InAll(_)), "{refused:?}");
        assert_eq!(made, limits::NEW_WORKSHOPS_IN_ALL.0 as u16);
    }
}
