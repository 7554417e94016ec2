//! Rehearses the same crowd on one node with a file, on one with Redis, and on two with Redis, all in one run on one
//! machine, so that the lines can be compared with each other and with nothing else.

use std::time::Duration;

use clap::Parser;
use plenary_client::{
    api::Api,
    rehearsal::{
        crowd::{Rehearsal, rehearse},
        report::Report,
        stopwatch::Times,
    },
};
use plenary_tests::{
    Process,
    cluster::Cluster,
    process::{Cost, Manner},
};

/// How large a crowd.
#[derive(Debug, Parser)]
struct Arguments {
    /// People who mark ten domains each, as fast as they can.
    #[arg(long, default_value_t = 1_000)]
    participants: u32,
    /// The seed of the plan.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Nodes of the last line.
    #[arg(long, default_value_t = 2)]
    nodes: usize,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let alone = Process::start(&folder.path().join("plenary.db"), Manner::default()).await?;
    let before = alone.cost()?;
    let line = measure(&alone.api()?, &arguments).await?;
    say("one node, file", &line, &[before], &[alone.cost()?]);
    alone.end().await?;

    for nodes in [1, arguments.nodes] {
        let cluster = Cluster::start(nodes).await?;
        let before = cluster.costs()?;
        let line = measure(&cluster.api()?, &arguments).await?;
        let name = format!("{nodes} on Redis");
        say(&name, &line, &before, &cluster.costs()?);
    }
    Ok(())
}

struct Line {
    marks: usize,
    marking: Duration,
    saved: Times,
    seen: Times,
}

async fn measure(api: &Api, arguments: &Arguments) -> anyhow::Result<Line> {
    let asked = Rehearsal {
        participants: arguments.participants,
        seed: arguments.seed,
        framework: "pit-a".parse()?,
    };
    let outcome = rehearse(api, &asked, |_| {}).await?;
    anyhow::ensure!(outcome.is_as_planned(), "{}", Report(&outcome));
    Ok(Line {
        marks: outcome.marks_acknowledged,
        marking: outcome.marking,
        saved: outcome.acknowledged_after,
        seen: outcome.seen_after,
    })
}

#[allow(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]
fn say(name: &str, line: &Line, before: &[Cost], after: &[Cost]) {
    let milliseconds = |times: &Times, percent| {
        let time = times.percentile(percent).unwrap_or_default();
        format!("{:.0}", time.as_secs_f64() * 1_000.0)
    };
    let nodes: Vec<String> = before
        .iter()
        .zip(after)
        .map(|(before, after)| {
            let cpu = (after.cpu - before.cpu).as_secs_f64();
            format!("{cpu:.2} s, {} MB", after.memory_kilobytes / 1_024)
        })
        .collect();
    println!(
        "{name:<16} {:>7} marks in {:>5.1} s · saved p50 {} p99 {} ms · facilitator p50 {} p99 {} ms · \
         CPU and memory of each node: {}",
        line.marks,
        line.marking.as_secs_f64(),
        milliseconds(&line.saved, 50),
        milliseconds(&line.saved, 99),
        milliseconds(&line.seen, 50),
        milliseconds(&line.seen, 99),
        nodes.join(" | "),
    );
}
