//! A document as its writer holds it: change it, look into it, wait until the server has it.

use std::{sync::Arc, time::Duration};

use plenary_protocol::{
    documents::{DocumentKind, DocumentName},
    id::WorkshopId,
    views::RefusalView,
};
use tokio::sync::{oneshot, watch};
use yrs::{
    Doc, GetString, Map, Out, ReadTxn, Text, TextPrelim, Transact, TransactionMut, WriteTxn,
};

use crate::{
    connection::{Connection, LinkMessage, Standing, Status},
    error::ClientError,
    views::Views,
};

/// Longer than a busy server on a small machine ever takes; whoever waits longer waits for nothing.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// One document on a socket. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Document {
    connection: Connection,
    address: String,
    status: watch::Receiver<Status>,
    views: watch::Receiver<Views>,
}

impl Document {
    /// Opens one of a workshop's documents on a socket.
    pub async fn open(
        connection: &Connection,
        workshop: WorkshopId,
        kind: DocumentKind,
        token: &str,
    ) -> Result<Self, ClientError> {
        let name = DocumentName { workshop, kind };
        Self::open_at(connection, name.to_string(), token).await
    }

    /// Opens a document by its address, whatever that is, with a token, whatever that is.
    pub async fn open_at(
        connection: &Connection,
        address: impl Into<String>,
        token: &str,
    ) -> Result<Self, ClientError> {
        let address = address.into();
        let (answer, opened) = oneshot::channel();
        connection
            .send(LinkMessage::Open(address.clone(), token.to_owned(), answer))
            .await?;
        let listening = opened.await.map_err(|_| ClientError::Ended)?;
        Ok(Self {
            connection: connection.clone(),
            address,
            status: listening.status,
            views: listening.views,
        })
    }

    /// Its name on the wire.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The socket it is on.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Where it stands now.
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// The newest views that came on its address: all of them on a session, refusals on any document.
    pub fn views(&self) -> Views {
        self.views.borrow().clone()
    }

    /// The same as they change.
    pub fn changes(&self) -> watch::Receiver<Views> {
        self.views.clone()
    }

    /// Waits until the views on its address are as they should be.
    pub async fn views_when(
        &self,
        awaited: &str,
        timeout: Duration,
        is_so: impl FnMut(&Views) -> bool,
    ) -> Result<Views, ClientError> {
        let mut views = self.views.clone();
        match tokio::time::timeout(timeout, views.wait_for(is_so)).await {
            Ok(Ok(views)) => Ok(views.clone()),
            Ok(Err(_)) => Err(ClientError::Ended),
            Err(_) => Err(ClientError::TimedOut {
                awaited: awaited.to_owned(),
                timeout,
                seen: format!("{:?} and {:?}", self.status(), self.views()),
            }),
        }
    }

    /// Waits until the server says that something written here was not taken, and why.
    pub async fn refusal(&self) -> Result<Arc<RefusalView>, ClientError> {
        let awaited = format!("a refusal of `{}`", self.address);
        let views = self
            .views_when(&awaited, PATIENCE, |views| views.refusal.is_some())
            .await?;
        views.refusal.ok_or(ClientError::Ended)
    }

    /// Changes it in one transaction. When this returns, the change is on its way, or waits for the socket.
    pub async fn edit(
        &self,
        edit: impl FnOnce(&Doc, &mut TransactionMut<'_>) + Send + 'static,
    ) -> Result<(), ClientError> {
        let (done, answer) = oneshot::channel();
        let message = LinkMessage::Edit(self.address.clone(), Box::new(edit), done);
        self.connection.send(message).await?;
        answer.await.map_err(|_| ClientError::Ended)
    }

    /// Looks into it as it is here.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Doc) -> T + Send + 'static,
    ) -> Result<T, ClientError> {
        let (done, answer) = oneshot::channel();
        let look = Box::new(move |document: &Doc| {
            // Whoever asked may have given up meanwhile.
            let _ = done.send(look(document));
        });
        self.connection
            .send(LinkMessage::Look(self.address.clone(), look))
            .await?;
        answer.await.map_err(|_| ClientError::Ended)
    }

    /// Sets a text in a map of texts, such as the plenary's `priorities`.
    pub async fn set_text(&self, root: &str, key: &str, text: &str) -> Result<(), ClientError> {
        let (root, key, text) = (root.to_owned(), key.to_owned(), text.to_owned());
        self.edit(move |_, transaction| {
            let map = transaction.get_or_insert_map(root.as_str());
            match map.get(transaction, &key) {
                Some(Out::YText(existing)) => {
                    let length = existing.len(transaction);
                    existing.remove_range(transaction, 0, length);
                    existing.insert(transaction, 0, &text);
                }
                _ => {
                    map.insert(transaction, key, TextPrelim::new(text));
                }
            }
        })
        .await
    }

    /// The text at a key of a map of texts.
    pub async fn text(&self, root: &str, key: &str) -> Result<Option<String>, ClientError> {
        let (root, key) = (root.to_owned(), key.to_owned());
        self.look(move |document| {
            let transaction = document.transact();
            match transaction
                .get_map(root.as_str())?
                .get(&transaction, &key)?
            {
                Out::YText(text) => Some(text.get_string(&transaction)),
                _ => None,
            }
        })
        .await
    }

    /// Waits until the server has opened it and sent what it has.
    pub async fn synced(&self) -> Result<Status, ClientError> {
        let awaited = format!("the opening of `{}`", self.address);
        let status = self
            .status_when(&awaited, PATIENCE, |status| {
                status.is_synced || matches!(status.standing, Standing::Denied(_))
            })
            .await?;
        self.unless_denied(status)
    }

    /// Waits until the server has made everything durable that was written here.
    pub async fn saved(&self) -> Result<(), ClientError> {
        let awaited = format!("the saving of `{}`", self.address);
        let status = self
            .status_when(&awaited, PATIENCE, |status| {
                status.is_saved() || 0 < status.refused || is_over(&status.standing)
            })
            .await?;
        if 0 < status.refused {
            return Err(ClientError::NotTaken {
                document: self.address.clone(),
                frames: status.refused,
            });
        }
        self.unless_denied(status).map(drop)
    }

    /// Waits for any standing of the document.
    pub async fn status_when(
        &self,
        awaited: &str,
        timeout: Duration,
        is_so: impl FnMut(&Status) -> bool,
    ) -> Result<Status, ClientError> {
        let mut status = self.status.clone();
        match tokio::time::timeout(timeout, status.wait_for(is_so)).await {
            Ok(Ok(status)) => Ok(status.clone()),
            Ok(Err(_)) => Err(ClientError::Ended),
            Err(_) => Err(ClientError::TimedOut {
                awaited: awaited.to_owned(),
                timeout,
                seen: format!("{:?}", self.status()),
            }),
        }
    }

    /// Looks into it again after each update from the server, until it is as it should be.
    pub async fn look_until<T: Send + 'static>(
        &self,
        awaited: &str,
        timeout: Duration,
        look: impl Fn(&Doc) -> Option<T> + Clone + Send + 'static,
    ) -> Result<T, ClientError> {
        let give_up_at = tokio::time::Instant::now() + timeout;
        loop {
            let before = self.status().received;
            if let Some(found) = self.look(look.clone()).await? {
                return Ok(found);
            }
            let left = give_up_at.saturating_duration_since(tokio::time::Instant::now());
            self.status_when(awaited, left, |status| status.received != before)
                .await?;
        }
    }

    /// Abandons what is here, refused edits included, and takes what the server has.
    pub async fn reset(&self) -> Result<(), ClientError> {
        let (done, answer) = oneshot::channel();
        let message = LinkMessage::Reset(self.address.clone(), done);
        self.connection.send(message).await?;
        answer.await.map_err(|_| ClientError::Ended)
    }

    /// Abandons the document and keeps the socket.
    pub async fn abandon(self) -> Result<(), ClientError> {
        self.connection
            .send(LinkMessage::Abandon(self.address))
            .await
    }

    fn unless_denied(&self, status: Status) -> Result<Status, ClientError> {
        match &status.standing {
            Standing::Denied(reason) | Standing::Released(reason) => Err(ClientError::Denied {
                document: self.address.clone(),
                reason: reason.clone(),
            }),
            _ => Ok(status),
        }
    }
}

fn is_over(standing: &Standing) -> bool {
    matches!(standing, Standing::Denied(_) | Standing::Released(_))
}
