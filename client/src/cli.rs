//! The words of the command line, and what each leads to.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use plenary_client::{address::ServerAddress, api::Api};

mod create;
mod export;
mod join;
mod rehearse;
mod watch;

/// Takes part in Plenary workshops from a terminal.
#[derive(Debug, Parser)]
#[command(name = "plenaryctl", version, about)]
pub(crate) struct Cli {
    /// Where the server is.
    #[arg(
        long,
        global = true,
        env = "PLENARY_SERVER",
        default_value = "http://127.0.0.1:8080"
    )]
    server: ServerAddress,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a workshop and prints its code and links.
    Create(create::Create),
    /// Takes a seat and prints its token and recovery words.
    Join(join::Join),
    /// Prints what happens in a workshop, in words, until it is stopped.
    Watch(watch::Watch),
    /// Writes an exported file to standard output.
    Export(export::Export),
    /// Lets many simulated people mark with planted opinions, and checks what the server makes of it.
    Rehearse(rehearse::Rehearse),
}

pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let api = Api::new(cli.server)?;
    match cli.command {
        Command::Create(create) => create.run(&api).await,
        Command::Join(join) => join.run(&api).await,
        Command::Watch(watch) => watch.run(&api).await,
        Command::Export(export) => export.run(&api).await,
        Command::Rehearse(rehearse) => rehearse.run(&api).await,
    }
}

/// Writes a line to standard output; a reader that has gone is an error, not a panic.
pub(crate) fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// Writes a line to standard error.
pub(crate) fn complain(line: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn the_commands_read_as_they_are_written_in_the_manual() {
        for line in [
            "create --title Place --framework pit-a --sectors Council,Charities --tables 4 --reveal sealed",
            "join KQM4WTX --sector civic",
            "watch 0b9a5a0c-31de-4a0e-8c0b-6a1d5b1f2e90 --token abc",
            "export 0b9a5a0c-31de-4a0e-8c0b-6a1d5b1f2e90 collation.csv --token abc",
            "rehearse --participants 200 --seed 7",
            "rehearse --participants 50 --seed 1 --framework pit-b --server http://localhost:9 --stay 60",
        ] {
            let words = std::iter::once("plenaryctl").chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
