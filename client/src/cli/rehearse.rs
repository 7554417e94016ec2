//! `plenaryctl rehearse`: many simulated people, and whether the server counted them right.

use std::{process::ExitCode, time::Duration};

use anyhow::Context;
use plenary_client::{
    api::Api,
    rehearsal::{
        crowd::{Rehearsal, rehearse},
        report::Report,
    },
};
use plenary_protocol::framework::FrameworkId;

use super::{complain, say};

#[derive(Debug, clap::Args)]
pub(crate) struct Rehearse {
    /// How many people take part.
    #[arg(long, default_value_t = 50)]
    participants: u32,
    /// The seed of what they think: the same seed, the same opinions.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The framework they mark.
    #[arg(long, default_value = "pit-a")]
    framework: FrameworkId,
    /// Keeps everybody connected for so many seconds afterwards, to look at the screens.
    #[arg(long, value_name = "SECONDS")]
    stay: Option<u64>,
    /// The key that the server asks of organisers, where it has one.
    #[arg(long, env = "PLENARY_ORGANISER_KEY", hide_env_values = true)]
    organiser_key: Option<String>,
}

impl Rehearse {
    pub(crate) async fn run(self, api: &Api) -> anyhow::Result<ExitCode> {
        let api = match &self.organiser_key {
            Some(key) => api.with_token(key),
            None => api.clone(),
        };
        let asked = Rehearsal {
            participants: self.participants,
            seed: self.seed,
            framework: self.framework,
        };
        let tell = |line: &str| {
            // Who closed standard error does not want to be told.
            let _ = complain(line);
        };
        let outcome = rehearse(&api, &asked, tell)
            .await
            .context("the rehearsal could not be held")?;
        say(&Report(&outcome).to_string())?;
        if let Some(seconds) = self.stay {
            say(&format!("join         {}", outcome.created.join_url))?;
            say(&format!("facilitate   {}", outcome.created.facilitate_url))?;
            say(&format!("screen       {}", outcome.created.screen_url))?;
            say(&format!("everybody stays connected for {seconds} s"))?;
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
        Ok(if outcome.is_as_planned() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
