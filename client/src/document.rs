//! A document as its writer holds it: change it, look into it, wait until the server has it.

use std::time::Duration;

use tokio::sync::{oneshot, watch};
use yrs::{
    Doc, GetString, Map, Out, ReadTxn, Text, TextPrelim, Transact, TransactionMut, WriteTxn,
};

use crate::{
    connection::{Connection, Listening, Mail, Standing, Status},
    error::ClientError,
    watch::Views,
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
    pub(crate) fn new(connection: Connection, address: String, listening: Listening) -> Self {
        Self {
            connection,
            address,
            status: listening.status,
            views: listening.views,
        }
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

    pub(crate) fn views(&self) -> &watch::Receiver<Views> {
        &self.views
    }

    /// Changes it in one transaction. When this returns, the change is on its way, or waits for the socket.
    pub async fn edit(
        &self,
        edit: impl FnOnce(&Doc, &mut TransactionMut<'_>) + Send + 'static,
    ) -> Result<(), ClientError> {
        let (done, answer) = oneshot::channel();
        let mail = Mail::Edit(self.address.clone(), Box::new(edit), done);
        self.connection.send(mail).await?;
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
            .send(Mail::Look(self.address.clone(), look))
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

    /// Lets go of what is here, refused edits included, and takes what the server has.
    pub async fn begin_anew(&self) -> Result<(), ClientError> {
        let (done, answer) = oneshot::channel();
        let mail = Mail::BeginAnew(self.address.clone(), done);
        self.connection.send(mail).await?;
        answer.await.map_err(|_| ClientError::Ended)
    }

    /// Lets the document go and keeps the socket.
    pub async fn let_go(self) -> Result<(), ClientError> {
        self.connection.send(Mail::LetGo(self.address)).await
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
