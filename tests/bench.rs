//! Rehearses the same crowd on one node with a file, on one with Redis, and on two with Redis, all in one run on one
//! machine, so that the lines can be compared with each other and with nothing else; then how fair two nodes are that
//! people of one workshop mark at, as fast as they can.

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
    fairness,
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
    /// Only how fair two nodes of one workshop are to each other.
    #[arg(long)]
    fairness: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if !arguments.fairness {
        rehearse_all(&arguments).await?;
    }
    let plan = fairness::Plan {
        people_each: 40,
        both: Duration::from_secs(20),
        pause: Duration::from_secs(10),
    };
    say_fairness(&fairness::measure(plan).await?);
    Ok(())
}

async fn rehearse_all(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let alone = Process::start(&folder.path().join("plenary.db"), Manner::default()).await?;
    let before = alone.cost()?;
    let line = measure(&alone.api()?, arguments).await?;
    say("one node, file", &line, &[before], &[alone.cost()?]);
    alone.end().await?;

    for nodes in [1, arguments.nodes] {
        let cluster = Cluster::start(nodes).await?;
        let before = cluster.costs()?;
        let line = measure(&cluster.api()?, arguments).await?;
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

#[allow(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]
fn say_fairness(outcome: &fairness::Outcome) {
    let ms = |time: Duration| time.as_millis();
    let said = |name: &str, node: &fairness::Node| {
        println!(
            "{name:<36} {:>7} marks · longest wait {} ms · longest without any mark saved {} ms",
            node.marks,
            ms(node.longest_wait),
            ms(node.longest_silence),
        );
    };
    for (number, node) in (1..).zip(&outcome.both) {
        said(&format!("both nodes run, node {number}"), node);
    }
    said("node 2 stands still for 10 s, node 1", &outcome.beside);
    println!(
        "node 2 was well again after {} ms; ready, it answered within {} ms",
        ms(outcome.caught_up_after),
        ms(outcome.ready_answered_within),
    );
}
