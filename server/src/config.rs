//! The command line: what can be asked of the program, in plain words. Reads it, does nothing.

use std::{env, net::SocketAddr, path::PathBuf};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use plenary_protocol::id::{MapId, RoundId, WorkshopId};

use crate::{
    export::Format,
    http::{Origin, TrustedProxies},
    journal::redis::address::RedisUrl,
};

mod settings;

pub use settings::{UselessKey, check_organiser_key, doubts_about, what_to_do_about};

/// Live workshops: people mark on their phones, everybody sees where they agree.
#[derive(Debug, Parser)]
#[command(name = "plenary", version)]
pub struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server until it is told to stop.
    Serve(Serve),
    /// Look at the frameworks that can be marked.
    #[command(subcommand)]
    Framework(FrameworkCommand),
    /// Print the description of the HTTP API (OpenAPI 3.1).
    Openapi,
    /// Print a file of one workshop, as its facilitator would get it. The server may be running or not.
    Export(Export),
    /// Write all workshops to a new file, which `serve --data` and `import` read. The server may be running or not.
    Backup(CopyFile),
    /// Bring the workshops of a file to where workshops are kept. What is there already is never overwritten.
    Import(CopyFile),
    /// Read a whole file and say whether every entry in it is as it was written. The server may be running or not.
    Check {
        /// The file.
        file: PathBuf,
    },
}

/// How to run the server.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port to listen on. Port 0 takes a free one; the address is printed once ready.
    #[arg(
        long,
        env = "PLENARY_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT",
        value_parser = settings::listening
    )]
    pub listen: SocketAddr,
    #[command(flatten)]
    /// Where workshops are kept.
    pub data: Data,
    /// Drop what a snapshot stands in for from Redis. Saves memory, and gives up the audit trail: the history of a
    /// workshop can then not be replayed, nor backed up.
    #[arg(long, env = "PLENARY_REDIS_TRIM", requires = "redis")]
    pub redis_trim: bool,
    /// The address that people type, for links and QR codes: a name of its own, without a path. Taken from each request
    /// where it is not given.
    #[arg(long, env = "PLENARY_PUBLIC_URL", value_name = "URL", value_parser = settings::public_url)]
    pub public_url: Option<Origin>,
    /// The key that is needed to make a workshop. Anybody can make one where it is not given.
    #[arg(
        long,
        env = "PLENARY_ORGANISER_KEY",
        value_name = "KEY",
        hide_env_values = true
    )]
    pub organiser_key: Option<String>,
    /// Other web apps, such as `https://app.example.org`, whose pages may open sockets here; commas between them. Pages of
    /// this server's own address always may.
    #[arg(
        long,
        env = "PLENARY_ALLOWED_ORIGINS",
        value_name = "ORIGINS",
        value_delimiter = ','
    )]
    pub allowed_origins: Vec<Origin>,
    /// The proxies before this server, by address or network, such as 10.0.0.5 or 10.0.0.0/24; commas between them, or
    /// `none`. What they say in `Forwarded` and `X-Forwarded-…` about callers counts, and nobody else's word does.
    #[arg(
        long,
        env = "PLENARY_TRUSTED_PROXIES",
        value_name = "ADDRESSES",
        default_value_t
    )]
    pub trusted_proxies: TrustedProxies,
}

/// Where workshops are kept.
#[derive(Debug, Args)]
pub struct Data {
    /// The file in which workshops are kept. Made where there is none.
    #[arg(
        long = "data",
        env = "PLENARY_DATA",
        default_value = "plenary.db",
        value_name = "FILE"
    )]
    pub file: PathBuf,
    /// The Redis in which workshops are kept instead, where several servers share them. An address with a password
    /// belongs in the environment: other users of the machine can see command lines.
    #[arg(
        long,
        env = "PLENARY_REDIS",
        value_name = "URL",
        hide_env_values = true
    )]
    pub redis: Option<RedisUrl>,
}

/// From where to where workshops are copied.
#[derive(Debug, Args)]
pub struct CopyFile {
    /// The file that is written, or read.
    #[arg(id = "copy", value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    /// Where workshops are kept.
    pub data: Data,
}

/// What can be done with frameworks.
#[derive(Debug, Subcommand)]
pub enum FrameworkCommand {
    /// List the frameworks that come with the program.
    List,
    /// Check a framework file and say, line by line, what is wrong with it.
    Lint {
        /// The file, in TOML.
        file: PathBuf,
    },
}

/// What to print of which workshop.
#[derive(Debug, Args)]
pub struct Export {
    /// The workshop's id.
    pub workshop: WorkshopId,
    /// The file: one of those in the table of formats.
    #[arg(long, value_name = "FILE", help = format!("The file: {}", Format::names()))]
    pub format: Format,
    /// The round of a collation sheet, such as r1. The latest where it is not given.
    #[arg(long)]
    pub round: Option<RoundId>,
    /// The map of a file of a map, such as m1. The one before everybody where it is not given.
    #[arg(long)]
    pub map: Option<MapId>,
    #[command(flatten)]
    /// Where workshops are kept.
    pub data: Data,
}

impl CommandLine {
    /// Reads the command line and the environment, or says what is wrong with them and ends the program.
    pub fn read() -> Self {
        let matches = without_empty_variables(Self::command()).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|err| err.exit())
    }
}

/// A variable that is set to nothing, as compose files and `.env` files do, is not set.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |argument: &clap::Arg| {
        let value = argument.get_env().and_then(env::var_os);
        value.is_some_and(|value| value.is_empty())
    };
    command
        .mut_args(|argument| match is_empty(&argument) {
            true => argument.env(None::<&str>),
            false => argument,
        })
        .mut_subcommands(without_empty_variables)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn serve_needs_no_option() {
        let line = CommandLine::try_parse_from(["plenary", "serve"]).unwrap();
        let Command::Serve(serve) = line.command else {
            panic!("{line:?}");
        };
        assert_eq!(serve.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(serve.data.file, PathBuf::from("plenary.db"));
        assert_eq!(serve.data.redis, None);
    }

    #[test]
    fn the_password_of_a_redis_is_not_repeated() {
        let url = "redis://:a-secret@redis.example";
        let line = ["plenary", "serve", "--redis-trim", "--redis", url];
        let line = CommandLine::try_parse_from(line).unwrap();
        assert!(!format!("{line:?}").contains("a-secret"), "{line:?}");
        let alone = CommandLine::try_parse_from(["plenary", "serve", "--redis-trim"]);
        assert!(alone.is_err());
    }

    #[test]
    fn other_web_apps_are_named_with_commas_between_them() {
        let serve = |origins| {
            let line = ["plenary", "serve", "--allowed-origins", origins];
            match CommandLine::try_parse_from(line).map(|line| line.command) {
                Ok(Command::Serve(serve)) => Ok(serve.allowed_origins),
                Ok(other) => panic!("{other:?}"),
                Err(err) => Err(err.to_string()),
            }
        };
        let two = serve("https://a.example,http://b.example:81").unwrap();
        let two: Vec<String> = two.iter().map(ToString::to_string).collect();
        assert_eq!(two, ["https://a.example", "http://b.example:81"]);
        let told = serve("https://a.example/app").unwrap_err();
        assert!(told.contains("without a path"), "{told}");
    }
}
