//! `plenaryctl export`: one of the exported files, to standard output.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Context;
use plenary_client::api::Api;
use plenary_protocol::id::{RoundId, WorkshopId};

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The workshop.
    workshop: WorkshopId,
    /// The file, such as `collation.csv`.
    file: String,
    /// The round of a sheet, such as r1; the latest where none is named.
    #[arg(long)]
    round: Option<RoundId>,
    /// The token of a seat.
    #[arg(long, env = "PLENARY_TOKEN", hide_env_values = true)]
    token: String,
}

impl Export {
    pub(crate) async fn run(self, api: &Api) -> anyhow::Result<ExitCode> {
        let bytes = api
            .with_token(&self.token)
            .export(self.workshop, &self.file, self.round)
            .await
            .with_context(|| format!("`{}` was not exported", self.file))?;
        io::stdout().write_all(&bytes)?;
        Ok(ExitCode::SUCCESS)
    }
}
