//! `plenaryctl create`: a new workshop, and the only time its secrets are told.

use std::process::ExitCode;

use anyhow::Context;
use plenary_client::api::Api;
use plenary_protocol::{
    api::{CreateWorkshop, NewSector, NewTables},
    framework::FrameworkId,
    settings::RevealMode,
};

use super::say;

#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// What people see when they join.
    #[arg(long)]
    title: String,
    /// The frameworks that will be marked.
    #[arg(long = "framework", required = true)]
    frameworks: Vec<FrameworkId>,
    /// The sectors people choose from, with commas between them.
    #[arg(long, value_delimiter = ',')]
    sectors: Vec<String>,
    /// How many tables there are.
    #[arg(long)]
    tables: Option<u16>,
    /// Who sees a distribution before the reveal: sealed, facilitator or open.
    #[arg(long, value_parser = reveal_mode)]
    reveal: Option<RevealMode>,
    /// The fewest people of whom a distribution is shown.
    #[arg(long)]
    minimum_group: Option<u32>,
    /// Facilitators see every group once a round is revealed, however small; everybody is told.
    #[arg(long)]
    named: bool,
    /// The key that the server asks of organisers, where it has one.
    #[arg(long, env = "PLENARY_ORGANISER_KEY", hide_env_values = true)]
    organiser_key: Option<String>,
}

fn reveal_mode(text: &str) -> Result<RevealMode, String> {
    match text {
        "sealed" => Ok(RevealMode::Sealed),
        "facilitator" => Ok(RevealMode::Facilitator),
        "open" => Ok(RevealMode::Open),
        _ => Err("it is sealed, facilitator or open".to_owned()),
    }
}

impl Create {
    pub(crate) async fn run(self, api: &Api) -> anyhow::Result<ExitCode> {
        let asked = CreateWorkshop {
            title: self.title,
            frameworks: self.frameworks,
            sectors: (!self.sectors.is_empty())
                .then(|| self.sectors.into_iter().map(NewSector::Name).collect()),
            tables: self.tables.map(NewTables::Count),
            reveal: self.reveal,
            minimum_group: self.minimum_group,
            named: self.named.then_some(true),
        };
        let api = match &self.organiser_key {
            Some(key) => api.with_token(key),
            None => api.clone(),
        };
        let created = api.create(&asked).await.context("no workshop was made")?;
        say(&format!("code         {}", created.join_code))?;
        say(&format!("workshop     {}", created.workshop))?;
        say(&format!("join         {}", created.join_url))?;
        say(&format!("facilitate   {}", created.facilitate_url))?;
        say(&format!("screen       {}", created.screen_url))?;
        say(&format!("token        {}", created.facilitator_token))?;
        Ok(ExitCode::SUCCESS)
    }
}
