//! The `plenaryctl` command: what a participant or a facilitator does, from a terminal.

use std::process::ExitCode;

use clap::Parser;

mod cli;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match cli::run(cli::Cli::parse()).await {
        Ok(code) => code,
        Err(err) => {
            // With its causes, outermost first.
            tracing::debug!("{err:?}");
            let _ = cli::complain(&format!("plenaryctl: {err:#}"));
            ExitCode::FAILURE
        }
    }
}
