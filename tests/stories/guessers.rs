//! Somebody guesses secrets as fast as they can: they get nowhere, and nobody else notices.
//!
//! On Linux every address of 127.0.0.0/8 is this machine's, so people can come from different ones.

use std::net::Ipv4Addr;

use anyhow::ensure;
use plenary_client::{api::Api, error::ClientError};
use plenary_protocol::{api::Recover, command::Command, limits};
use plenary_tests::{TestServer, Workshop, details, new_workshop};
use tokio::task::JoinSet;

use super::{expect, problem};

const KEY: &str = "a long secret";

/// The calls of somebody with this address.
fn from(server: &TestServer, last: u8) -> anyhow::Result<Api> {
    let address = Ipv4Addr::new(127, 0, 0, last).into();
    // Past the line, which has an address of its own.
    Ok(Api::from_address(server.address_past_the_line()?, address)?)
}

/// Makes so many wrong guesses at once that some are refused for being too many.
async fn run_dry<T, F>(guesses_at_once: usize, guess: impl Fn() -> F) -> anyhow::Result<()>
where
    T: Send + 'static,
    F: Future<Output = Result<T, ClientError>> + Send + 'static,
{
    let mut guesses = JoinSet::new();
    for _ in 0..guesses_at_once {
        guesses.spawn(guess());
    }
    let mut refused = 0;
    while let Some(guessed) = guesses.join_next().await {
        match guessed? {
            Err(ClientError::Problem(problem)) if problem.status == 429 => {
                expect(&problem, 429, "too_many", "from your network");
                refused += 1;
            }
            Err(ClientError::Problem(_)) => {}
            Err(err) => return Err(err.into()),
            Ok(_) => anyhow::bail!("a guess was right"),
        }
    }
    ensure!(0 < refused, "the bucket never ran dry");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_guesses_the_organiser_key_keeps_nobody_else_out() -> anyhow::Result<()> {
    let server = TestServer::open_with(Some(KEY)).await?;
    let guesser = from(&server, 2)?.with_token("a long guess");
    let guesses_at_once = 3 * limits::WRONG_KEYS.0 as usize;
    run_dry(guesses_at_once, || {
        let guesser = guesser.clone();
        async move { guesser.create(&new_workshop()).await }
    })
    .await?;
    from(&server, 3)?
        .with_token(KEY)
        .create(&new_workshop())
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_guesses_words_and_codes_keeps_nobody_else_out() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let code = workshop.code();
    let (guesser, elsewhere) = (from(&server, 2)?, from(&server, 3)?);
    let person = elsewhere.join(&details(&code, "civic")).await?;
    let words = |words: &str| Recover {
        code: code.clone(),
        recovery_words: words.to_owned(),
    };
    let guesses_at_once = 2 * limits::WRONG_WORDS.0 as usize;
    run_dry(guesses_at_once, || {
        let (guesser, asked) = (guesser.clone(), words("apple river cloud stone"));
        async move { guesser.recover(&asked).await }
    })
    .await?;
    let back = elsewhere.recover(&words(&person.recovery_words)).await?;
    assert_eq!(back.seat, person.seat);

    let guesses_at_once = limits::WRONG_CODES.0 as usize + 400;
    run_dry(guesses_at_once, || {
        let guesser = guesser.clone();
        async move { guesser.invitation("CCCCCCC").await }
    })
    .await?;
    // A right code is always looked at: others in the same hall have it.
    guesser.join(&details(&code, "civic")).await?;
    let wrong = problem(elsewhere.invitation("CCCCCCC")).await;
    expect(&wrong, 404, "not_found", "no workshop has the code");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hall_behind_one_address_joins_and_recovers_beside_its_typing_errors()
-> anyhow::Result<()> {
    const PEOPLE: usize = 40;
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (hall, code) = (from(&server, 4)?, workshop.code());
    let mut people = JoinSet::new();
    for number in 0..PEOPLE {
        let (hall, code) = (hall.clone(), code.clone());
        people.spawn(async move {
            if number % 4 == 0 {
                expect(
                    &problem(hall.invitation("CCCCCCC")).await,
                    404,
                    "not_found",
                    "",
                );
            }
            let joined = hall.join(&details(&code, "civic")).await?;
            let recover = |recovery_words: &str| Recover {
                code: code.clone(),
                recovery_words: recovery_words.to_owned(),
            };
            let wrong = recover("apple river cloud stone");
            expect(&problem(hall.recover(&wrong)).await, 404, "not_found", "");
            let back = hall.recover(&recover(&joined.recovery_words)).await?;
            ensure!(back.seat == joined.seat);
            Ok(())
        });
    }
    while let Some(person) = people.join_next().await {
        person??;
    }
    let seats = workshop.facilitator.api.seats(workshop.id()).await?;
    assert_eq!(seats.len(), PEOPLE + 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_that_commands_without_pause_is_told_to_wait_and_others_are_not()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let id = workshop.id();
    let command = Command::ExtendStep { minutes: 1 };
    let mut commands = JoinSet::new();
    for _ in 0..3 * limits::COMMANDS_PER_SEAT.0 as usize {
        let (api, command) = (person.api.clone(), command.clone());
        commands.spawn(async move { problem(api.command(id, &command)).await });
    }
    let mut told_to_wait = 0;
    while let Some(problem) = commands.join_next().await {
        let problem = problem?;
        match problem.status {
            429 => {
                expect(&problem, 429, "too_fast", "wait for each answer");
                told_to_wait += 1;
            }
            _ => expect(&problem, 403, "forbidden", ""),
        }
    }
    ensure!(0 < told_to_wait);
    workshop.command(command).await?;
    Ok(())
}
