//! Kills the real server at random moments and compares what it acknowledged with what its journal holds.

use clap::Parser;
use plenary_tests::crash::{Plan, run};

/// How hard to try.
#[derive(Debug, Parser)]
struct Arguments {
    /// How often the server is killed.
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// Marks made in all.
    #[arg(long, default_value_t = 100_000)]
    marks: u64,
    /// People who make them.
    #[arg(long, default_value_t = 100)]
    people: u32,
    /// The seed of the moments.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
#[allow(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]
async fn main() -> anyhow::Result<()> {
    let Arguments {
        kills,
        marks,
        people,
        seed,
    } = Arguments::parse();
    let found = run(Plan {
        kills,
        marks,
        people,
        seed,
    })
    .await?;
    println!(
        "{} kills, {} marks acknowledged, {} cells compared: {} lost, {} doubled",
        found.kills,
        found.acknowledged,
        found.compared.cells,
        found.compared.lost,
        found.compared.doubled
    );
    anyhow::ensure!(
        found.compared.lost == 0 && found.compared.doubled == 0,
        "the server lost or doubled marks"
    );
    Ok(())
}
