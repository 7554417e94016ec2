//! `plenaryctl join`: a seat in a workshop.

use std::process::ExitCode;

use anyhow::Context;
use plenary_client::api::Api;
use plenary_protocol::{id::TableId, seat::SectorId};

use super::say;

#[derive(Debug, clap::Args)]
pub(crate) struct Join {
    /// The join code, as it stands on the screen.
    code: String,
    /// The sector the seat speaks from.
    #[arg(long)]
    sector: SectorId,
    /// The organisation.
    #[arg(long)]
    organisation: Option<String>,
    /// The display name.
    #[arg(long)]
    name: Option<String>,
    /// The table.
    #[arg(long)]
    table: Option<TableId>,
}

impl Join {
    pub(crate) async fn run(self, api: &Api) -> anyhow::Result<ExitCode> {
        let asked = plenary_protocol::api::Join {
            code: self.code,
            sector: self.sector,
            organisation: self.organisation,
            name: self.name,
            table: self.table,
            role: None,
        };
        let joined = api
            .join_in_turn(&asked)
            .await
            .context("no seat was given")?;
        say(&format!("workshop         {}", joined.workshop))?;
        say(&format!("seat             {}", joined.seat))?;
        say(&format!("token            {}", joined.token))?;
        say(&format!("recovery words   {}", joined.recovery_words))?;
        Ok(ExitCode::SUCCESS)
    }
}
