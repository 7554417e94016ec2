//! What the server shows a seat: its session, and waiting until that says something.

use std::time::Duration;

use plenary_protocol::{documents::DocumentKind, id::WorkshopId, wire::hocuspocus::client};
use tokio::sync::watch;

use crate::{connection::Connection, document::Document, error::ClientError, views::Views};

/// A seat's views as they come. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Watch(Document);

impl Watch {
    /// Opens a workshop's session, on which a seat's views arrive.
    pub async fn open(
        connection: &Connection,
        workshop: WorkshopId,
        token: &str,
    ) -> Result<Self, ClientError> {
        let document = Document::open(connection, workshop, DocumentKind::Session, token).await?;
        Ok(Self(document))
    }

    /// The newest views.
    pub fn views(&self) -> Views {
        self.0.views()
    }

    /// A stream of the newest views, for a program that shows each change.
    pub fn changes(&self) -> watch::Receiver<Views> {
        self.0.changes()
    }

    /// Waits until the views are as they should be.
    pub async fn wait_for(
        &self,
        awaited: &str,
        timeout: Duration,
        is_so: impl FnMut(&Views) -> bool,
    ) -> Result<Views, ClientError> {
        self.0.views_when(awaited, timeout, is_so).await
    }

    /// Waits until everything that the server had to show before now is here.
    ///
    /// The server writes answers before the views that wait beside them, so the second answer is behind those views.
    pub async fn caught_up(&self, timeout: Duration) -> Result<Views, ClientError> {
        for _ in 0..2 {
            let before = self.0.status().received;
            self.connection()
                .send_raw(client::sync_step1(self.0.address(), &[0]))
                .await?;
            self.0
                .status_when("an answer of the session", timeout, |status| {
                    status.received != before
                })
                .await?;
        }
        Ok(self.views())
    }

    /// The document on whose address the views come.
    pub fn document(&self) -> &Document {
        &self.0
    }

    /// The socket it is on.
    pub fn connection(&self) -> &Connection {
        self.0.connection()
    }
}
