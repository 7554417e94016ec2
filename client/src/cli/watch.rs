//! `plenaryctl watch`: what a seat is shown, as it changes.

use std::{process::ExitCode, time::Duration};

use anyhow::Context;
use plenary_client::{
    api::Api,
    connection::{Connection, LinkState},
    views::Views,
};
use plenary_protocol::id::WorkshopId;

use super::{complain, say};

mod words;

/// Between two tries to come back: long enough not to press on a server that is starting.
const RETRY_AFTER: Duration = Duration::from_secs(2);

#[derive(Debug, clap::Args)]
pub(crate) struct Watch {
    /// The workshop.
    workshop: WorkshopId,
    /// The token of a seat.
    #[arg(long, env = "PLENARY_TOKEN", hide_env_values = true)]
    token: String,
}

impl Watch {
    pub(crate) async fn run(self, api: &Api) -> anyhow::Result<ExitCode> {
        let connection = Connection::open(api.server())
            .await
            .context("the server cannot be reached")?;
        let watch =
            plenary_client::watch::Watch::open(&connection, self.workshop, &self.token).await?;
        watch.document().synced().await?;
        let mut changes = watch.changes();
        let mut shown = Views::default();
        loop {
            let newest = changes.borrow_and_update().clone();
            for line in words::changes(&shown, &newest) {
                say(&line)?;
            }
            shown = newest;
            tokio::select! {
                changed = changes.changed() => changed?,
                closed = connection.closed(Duration::MAX) => {
                    complain(&format!("the connection was lost: {}", closed?.reason))?;
                    come_back(&connection).await?;
                }
            }
        }
    }
}

async fn come_back(connection: &Connection) -> anyhow::Result<()> {
    while connection.state() != LinkState::Connected {
        tokio::time::sleep(RETRY_AFTER).await;
        match connection.reconnect().await {
            Ok(()) => complain("connected again")?,
            Err(err) => complain(&format!("not yet: {err}"))?,
        }
    }
    Ok(())
}
