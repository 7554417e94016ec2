//! Attacks a server in every way we know, at once, beside an honest workshop, and prints what came of it.

use std::time::Duration;

use clap::Parser;
use plenary_tests::hostile::{MEMORY_MEGABYTES, Plan, SLOWER, run};

/// How long.
#[derive(Debug, Parser)]
struct Arguments {
    /// People of the honest workshop.
    #[arg(long, default_value_t = 60)]
    people: u32,
    /// Seconds on a quiet server, and again under attack.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

#[tokio::main]
#[allow(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]
async fn main() -> anyhow::Result<()> {
    let Arguments { people, seconds } = Arguments::parse();
    let each = Duration::from_secs(seconds);
    let found = run(Plan { people, each }).await?;
    println!("{:<30} {:<42} {:<22} seen", "what", "tried", "bound");
    for attack in &found.attacks {
        let verdict = if attack.holds() { "" } else { "  BROKEN" };
        println!(
            "{:<30} {:<42} {:<22} {}{verdict}",
            attack.what, attack.tried, attack.bound, attack.seen
        );
    }
    let (quiet, attacked) = found.saved_p99;
    println!(
        "mark → saved p99: quiet {} ms, under attack {} ms (at most {SLOWER} times) · memory at most {} MB (at most {MEMORY_MEGABYTES}) · \
         {} marks acknowledged, {} cells compared: {} lost, {} doubled",
        quiet.as_millis(),
        attacked.as_millis(),
        found.memory_megabytes,
        found.acknowledged,
        found.compared.cells,
        found.compared.lost,
        found.compared.doubled
    );
    anyhow::ensure!(
        found.attacks.iter().all(|attack| attack.holds()),
        "a bound is broken"
    );
    anyhow::ensure!(
        found.compared.lost + found.compared.doubled == 0,
        "marks were lost or doubled"
    );
    anyhow::ensure!(
        found.memory_megabytes <= MEMORY_MEGABYTES,
        "it took too much memory"
    );
    anyhow::ensure!(
        attacked <= quiet * SLOWER,
        "marks took too long to be saved"
    );
    Ok(())
}
