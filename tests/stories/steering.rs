//! Facilitators steer: one step for everybody, whoever is faster; and what may not be done yet is said.

use plenary_client::{participant::Participant, views::Views, watch::Watch};
use plenary_protocol::{
    command::Command,
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::StepId,
    seat::Role,
    workshop::WriteAccess,
};
use plenary_tests::{PATIENCE, TestServer, Workshop};

use super::{expect, problem};

#[tokio::test]
async fn of_two_facilitators_who_move_at_once_one_is_told_that_it_has_moved_on()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let second = workshop.person("civic").await?;
    let role = Command::SetRole {
        seat: second.ticket.seat,
        role: Role::Facilitator,
    };
    workshop.command(role).await?;
    let command = Command::MoveStep {
        from: StepId::Lobby,
        to: StepId::Mark,
    };
    let (one, other) = tokio::join!(
        workshop.facilitator.api.command(workshop.id(), &command),
        second.api.command(workshop.id(), &command),
    );
    let refused = match (one, other) {
        (Ok(_), Err(err)) | (Err(err), Ok(_)) => err,
        both => panic!("exactly one should have moved the step: {both:?}"),
    };
    expect(
        refused.problem().expect("a problem"),
        409,
        "moved_on",
        "the workshop is at step `mark`, not at `lobby`",
    );
    let session = second.api.session(workshop.id()).await?;
    assert_eq!(session.run_sheet.current, StepId::Mark);
    Ok(())
}

#[tokio::test]
async fn a_round_cannot_be_revealed_while_it_is_open_nor_twice() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let round = workshop.open_round().await?;
    let reveal = Command::Reveal {
        round,
        level: RevealLevel::Pooled,
        by: None,
    };
    let early = problem(api.command(workshop.id(), &reveal)).await;
    expect(
        &early,
        409,
        "moved_on",
        "round r1 is still open: close it first",
    );
    workshop.close(round).await?;
    workshop.command(reveal.clone()).await?;
    let again = problem(api.command(workshop.id(), &reveal)).await;
    expect(&again, 409, "moved_on", "already shown that far");
    Ok(())
}

#[tokio::test]
async fn what_is_out_of_turn_is_refused_with_its_reason() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let round = workshop.open_round().await?;
    let framework = workshop.framework.id.clone();
    let domain = workshop.domain(0).clone();
    let agree = |level, because: &str| Command::Agree {
        round,
        domain: domain.clone(),
        level,
        because: because.to_owned(),
    };
    let check = async |command: Command, status: u16, kind: &str, says: &str| {
        let problem = problem(api.command(workshop.id(), &command)).await;
        expect(&problem, status, kind, says);
    };
    let open = Command::OpenRound {
        framework,
        kind: RoundKind::Needed,
        domains: None,
    };
    check(open, 409, "moved_on", "round r1 is still open").await;
    check(
        agree(Some(2), ""),
        409,
        "moved_on",
        "round r1 is still open",
    )
    .await;
    let away = Command::MoveStep {
        from: StepId::Mark,
        to: StepId::Plenary,
    };
    check(away, 409, "moved_on", "round r1 is still open").await;
    check(
        Command::CloseWorkshop,
        409,
        "moved_on",
        "round r1 is still open",
    )
    .await;
    check(
        Command::Seal,
        409,
        "moved_on",
        "close it before it is sealed",
    )
    .await;

    workshop.close(round).await?;
    check(
        Command::CloseRound { round },
        409,
        "moved_on",
        "already closed",
    )
    .await;
    check(
        agree(Some(5), ""),
        422,
        "invalid",
        "level 5 is outside 1 to 4",
    )
    .await;
    check(agree(None, "  "), 422, "invalid", "needs a reason").await;
    let unknown = Command::CloseRound {
        round: "r9".parse()?,
    };
    check(unknown, 422, "invalid", "there is no round r9").await;
    let elsewhere = Command::OpenRound {
        framework: "pit-b".parse()?,
        kind: RoundKind::Now,
        domains: None,
    };
    check(elsewhere, 422, "invalid", "does not use framework `pit-b`").await;
    let never = Command::ExtendStep { minutes: 0 };
    check(never, 422, "invalid", "1 to 240 minutes, not by 0").await;
    let crossed = Command::Reveal {
        round,
        level: RevealLevel::Pooled,
        by: Some(Grouping::Sector),
    };
    check(
        crossed,
        422,
        "invalid",
        "`by` goes with the level `groups` only",
    )
    .await;
    Ok(())
}

#[tokio::test]
async fn everybody_sees_the_step_the_focus_and_the_extra_minutes() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person: Participant = workshop.person("civic").await?;
    let round = workshop.open_round().await?;
    workshop.command(Command::ExtendStep { minutes: 3 }).await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let focus = Command::Focus {
        domain: Some(workshop.domain(4).clone()),
    };
    workshop.command(focus).await?;
    person
        .watch
        .wait_for("the focus on the phone", PATIENCE, |views| {
            views.session.as_ref().is_some_and(|session| {
                session.focus.as_ref() == Some(workshop.domain(4))
                    && session.run_sheet.current == StepId::Reveal
                    && session.run_sheet.extended_minutes == 0
            })
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_new_table_has_a_name_and_people_can_be_moved_to_it() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let done = workshop
        .command(Command::CreateTable { name: None })
        .await?;
    let table = done.table.expect("the table's id");
    let seat = person.ticket.seat;
    workshop
        .command(Command::AssignTable {
            seat,
            table: Some(table),
        })
        .await?;
    let views = person
        .watch
        .wait_for("the own table on the phone", PATIENCE, |views| {
            views
                .seat
                .as_ref()
                .is_some_and(|seat| seat.table == Some(table))
        })
        .await?;
    assert!(views.session.is_some());
    let session = person.api.session(workshop.id()).await?;
    let made = session
        .tables
        .iter()
        .find(|known| known.id == table)
        .expect("made");
    assert_eq!(made.name, "Table 3");
    Ok(())
}

#[tokio::test]
async fn vi7_everybody_is_told_anew_what_they_may_write_when_a_step_a_role_or_the_end_changes_it()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let observer = workshop.observer().await?;
    let tells = async |watch: &Watch, expected: (Option<WriteAccess>, WriteAccess)| {
        let is_told = |views: &Views| {
            let session = views.session.as_ref();
            session.is_some_and(|view| (view.writing.ballot, view.writing.plan) == expected)
        };
        let told = watch.wait_for("what may be written", PATIENCE, is_told);
        told.await.map(drop)
    };
    let marks = Some(WriteAccess::Write);
    tells(&person.watch, (marks, WriteAccess::StepClosed)).await?;
    tells(&observer.watch, (None, WriteAccess::ObserverReads)).await?;

    let to_plan = Command::MoveStep {
        from: StepId::Lobby,
        to: StepId::Plan,
    };
    workshop.command(to_plan).await?;
    tells(&person.watch, (marks, WriteAccess::Write)).await?;
    tells(&workshop.facilitator.watch, (None, WriteAccess::Write)).await?;
    // Over REST it is told to each as over their socket.
    let read = observer.api.session(workshop.id()).await?;
    assert_eq!(read.writing.plan, WriteAccess::ObserverReads);

    let looks_on = Command::SetRole {
        seat: person.ticket.seat,
        role: Role::Observer,
    };
    workshop.command(looks_on).await?;
    tells(&person.watch, (None, WriteAccess::ObserverReads)).await?;

    workshop.command(Command::CloseWorkshop).await?;
    tells(&person.watch, (None, WriteAccess::WorkshopClosed)).await?;
    tells(
        &workshop.facilitator.watch,
        (None, WriteAccess::WorkshopClosed),
    )
    .await?;
    Ok(())
}
