//! A whole person: a seat with its token, a socket, the views and, where the seat marks, the ballot.

use plenary_protocol::{
    api::{Join, Joined, Recover, WorkshopCreated},
    id::{SeatId, WorkshopId},
};

use crate::{
    address::ServerAddress, api::Api, ballot::Ballot, connection::Connection, error::ClientError,
    watch::Watch,
};

/// A seat's key on one device.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The seat.
    pub seat: SeatId,
    /// Its bearer token on this device.
    pub token: String,
    /// The four words that bring it to another device, where they were told.
    pub recovery_words: Option<String>,
}

impl From<Joined> for Ticket {
    fn from(joined: Joined) -> Self {
        Self {
            workshop: joined.workshop,
            seat: joined.seat,
            token: joined.token,
            recovery_words: Some(joined.recovery_words),
        }
    }
}

impl From<&WorkshopCreated> for Ticket {
    /// The facilitator's.
    fn from(created: &WorkshopCreated) -> Self {
        Self {
            workshop: created.workshop,
            seat: created.seat,
            token: created.facilitator_token.clone(),
            recovery_words: None,
        }
    }
}

/// Somebody who watches: a facilitator, an observer, the projector.
#[derive(Debug, Clone)]
pub struct Onlooker {
    /// The seat and its token.
    pub ticket: Ticket,
    /// The REST calls with that token.
    pub api: Api,
    /// What the server shows.
    pub watch: Watch,
}

impl Onlooker {
    /// Opens a socket for a seat and waits for the session.
    pub async fn connect(api: &Api, ticket: Ticket) -> Result<Self, ClientError> {
        let connection = Connection::open(api.server()).await?;
        let watch = Watch::open(&connection, ticket.workshop, &ticket.token).await?;
        watch.document().synced().await?;
        Ok(Self {
            api: api.with_token(&ticket.token),
            ticket,
            watch,
        })
    }
}

/// Somebody who marks.
#[derive(Debug, Clone)]
pub struct Participant {
    /// The seat and its token.
    pub ticket: Ticket,
    /// The REST calls with that token.
    pub api: Api,
    /// What the server shows.
    pub watch: Watch,
    /// The marks.
    pub ballot: Ballot,
}

impl Participant {
    /// Takes a seat, if need be in the turn of the lobby, and opens it.
    pub async fn join(api: &Api, asked: &Join) -> Result<Self, ClientError> {
        let joined = api.join_in_turn(asked).await?;
        Self::connect(api, joined.into()).await
    }

    /// Brings a seat to this device by its words, and opens it.
    pub async fn recover(api: &Api, asked: &Recover) -> Result<Self, ClientError> {
        let joined = api.recover(asked).await?;
        Self::connect(api, joined.into()).await
    }

    /// Opens a seat on this device.
    pub async fn connect(api: &Api, ticket: Ticket) -> Result<Self, ClientError> {
        let connection = Connection::open(api.server()).await?;
        let watch = Watch::open(&connection, ticket.workshop, &ticket.token).await?;
        let ballot = Ballot::open(&connection, ticket.workshop, ticket.seat, &ticket.token).await?;
        watch.document().synced().await?;
        ballot.synced().await?;
        Ok(Self {
            api: api.with_token(&ticket.token),
            ticket,
            watch,
            ballot,
        })
    }

    /// The socket.
    pub fn connection(&self) -> &Connection {
        self.ballot.connection()
    }

    /// The server.
    pub fn server(&self) -> &ServerAddress {
        self.api.server()
    }
}
