//! What can happen in a workshop: the events of its journal that are no updates. How they stand there is `space::entry`.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::CalendarShows,
    command::Command,
    documents::DocumentName,
    framework::Framework,
    id::{JoinCode, RecoveryHash, Request, SaltedRequest, SeatId, TokenHash, WorkshopId},
    run_sheet::RunSheet,
    seat::{Seat, Sector},
    settings::Settings,
    space::{self, Events, SeatIssue},
};

pub use space::entry::EntryError;

/// One entry of a workshop's journal.
pub type Entry = space::entry::Entry<Control>;

/// What happened in a workshop.
pub type Event = space::entry::Event<Control>;

/// The events that are kept as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Control {
    /// The workshop was made. Always its first entry.
    Created(Box<Created>),
    /// Somebody got a seat.
    SeatIssued {
        /// The new seat.
        seat: SeatId,
        /// What is known of it.
        #[serde(flatten)]
        details: Seat,
        /// The hash of its first token.
        token: TokenHash,
        /// The hash of its recovery words.
        recovery: RecoveryHash,
        /// The request, where it came with a key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<SaltedRequest>,
        /// Whether its coming is told by `SeatOpened`.
        is_awaited: bool,
    },
    /// Somebody opened the workshop from a seat for the first time.
    SeatOpened {
        /// The seat.
        seat: SeatId,
    },
    /// Seats were given up because nobody came to them in time. One that somebody has come to meanwhile stays.
    SeatsGivenUp {
        /// The seats.
        seats: Vec<SeatId>,
    },
    /// A seat was brought to another device, which got a token of its own.
    SeatRecovered {
        /// The seat.
        seat: SeatId,
        /// The hash of the new token.
        token: TokenHash,
        /// The request, where it came with a key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<SaltedRequest>,
    },
    /// A seat was given a calendar address, in place of the one it had for the same.
    CalendarOpened {
        /// The seat.
        seat: SeatId,
        /// What the address shows.
        shows: CalendarShows,
        /// The hash of its secret.
        secret: TokenHash,
    },
    /// A client id was kept for a seat before anybody else could hear of it: whoever knows an id could write under it.
    ClientReserved {
        /// The document in which it is kept.
        document: DocumentName,
        /// For whom.
        seat: SeatId,
        /// The client id.
        client: u64,
    },
    /// A command was given. Whether it took effect is decided where this entry stands.
    Commanded {
        /// Who gave it.
        seat: SeatId,
        /// What was asked.
        command: Command,
        /// The request, where it came with a key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<Request>,
    },
}

/// How a workshop begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Created {
    /// Its id.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// The code by which people join.
    pub join_code: JoinCode,
    /// The frameworks as they were on that day: a later version of the built-in ones changes nothing here.
    pub frameworks: Vec<Framework>,
    /// The sectors people choose from.
    pub sectors: Vec<Sector>,
    /// The names of the tables.
    pub tables: Vec<String>,
    /// What was fixed when it was made.
    pub settings: Settings,
    /// Its agenda.
    pub run_sheet: RunSheet,
    /// The first facilitator's seat and the hash of its token.
    pub facilitator: (SeatId, TokenHash),
    /// The projector's seat and the hash of its token.
    pub screen: (SeatId, TokenHash),
    /// The request, where it came with a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<SaltedRequest>,
}

impl Events for Control {
    type Person = Seat;
    type Command = Command;
    type Calendar = CalendarShows;

    fn join_code(&self) -> Option<JoinCode> {
        match self {
            Self::Created(created) => Some(created.join_code),
            _ => None,
        }
    }

    fn seat_issued(issue: SeatIssue<Seat>) -> Self {
        let SeatIssue {
            seat,
            person,
            token,
            recovery,
            request,
        } = issue;
        Self::SeatIssued {
            seat,
            details: person,
            token,
            recovery,
            request,
            is_awaited: true,
        }
    }

    fn seat_opened(seat: SeatId) -> Self {
        Self::SeatOpened { seat }
    }

    fn seats_given_up(seats: Vec<SeatId>) -> Self {
        Self::SeatsGivenUp { seats }
    }

    fn seat_recovered(seat: SeatId, token: TokenHash, request: Option<SaltedRequest>) -> Self {
        Self::SeatRecovered {
            seat,
            token,
            request,
        }
    }

    fn client_reserved(document: DocumentName, seat: SeatId, client: u64) -> Self {
        Self::ClientReserved {
            document,
            seat,
            client,
        }
    }

    fn calendar_opened(seat: SeatId, shows: CalendarShows, secret: TokenHash) -> Self {
        Self::CalendarOpened {
            seat,
            shows,
            secret,
        }
    }

    fn commanded(seat: SeatId, command: Command, request: Option<Request>) -> Self {
        Self::Commanded {
            seat,
            command,
            request,
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::documents::DocumentKind;

    fn mark() -> Entry {
        let seat = SeatId::from_random_bytes([2; 16]);
        Entry {
            at_ms: 1_795_400_000_000,
            event: Event::Updated {
                document: DocumentName {
                    workshop: WorkshopId::from_random_bytes([1; 16]),
                    kind: DocumentKind::Ballot(seat),
                },
                seat,
                update: Bytes::from_static(&[0, 0]),
            },
        }
    }

    #[test]
    fn an_entry_comes_back_from_its_bytes() {
        let told = Entry {
            at_ms: 7,
            event: Event::Control(Control::Commanded {
                seat: SeatId::from_random_bytes([3; 16]),
                command: Command::OpenJoining { open: false },
                request: None,
            }),
        };
        for entry in [mark(), told] {
            assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
        }
    }

    #[test]
    fn an_entry_cut_short_is_an_error_and_never_a_panic() {
        let bytes = mark().encode();
        for length in 0..bytes.len() - 2 {
            assert!(Entry::decode(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert!(matches!(
            Entry::decode(&[9; 40]),
            Err(EntryError::UnknownTag(9))
        ));
    }
}
