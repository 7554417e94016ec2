//! Hidden means hidden in every channel: nobody finds out before the reveal what is not theirs to know.

use plenary_client::{api::Api, participant::Onlooker, watch::Watch};
use plenary_protocol::{
    command::Command,
    id::RoundId,
    round::{Grouping, RevealLevel},
    seat::Role,
    settings::RevealMode,
};
use plenary_tests::{PATIENCE, TestServer, Workshop};

use super::{expect, problem};

/// What somebody wrote beside a mark. It belongs to that seat alone, for ever.
const REASON: &str = "the finance director never comes";

/// Somebody who looks, and whether they may see the room's counts now.
struct Eyes<'a> {
    who: &'static str,
    api: &'a Api,
    watch: &'a Watch,
    sees: bool,
}

impl Eyes<'_> {
    /// Looks through every channel there is.
    async fn check(&self, workshop: &Workshop, round: RoundId) -> anyhow::Result<()> {
        let (who, id) = (self.who, workshop.id());
        let views = self.watch.caught_up(PATIENCE).await?;
        assert_eq!(views.unreadable, None, "{who}");
        assert_eq!(
            views.results(round).is_some(),
            self.sees,
            "the view of {who}"
        );
        if !self.sees {
            let results = problem(self.api.results(id, Some(round), None)).await;
            expect(&results, 403, "hidden", "");
            let sheet = problem(self.api.export(id, "collation.csv", Some(round))).await;
            expect(&sheet, 403, "hidden", "");
        } else {
            let results = self.api.results(id, Some(round), None).await?;
            assert_eq!(
                results.domains[0].counts.as_deref(),
                Some(&[1, 5, 0, 0][..]),
                "{who}"
            );
            self.api.export(id, "collation.csv", Some(round)).await?;
        }
        let record = String::from_utf8(self.api.export(id, "record.json", None).await?)?;
        let record: serde_json::Value = serde_json::from_str(&record)?;
        let in_record = &record["rounds"][0]["results"];
        assert_eq!(in_record.is_null(), !self.sees, "the record of {who}");
        assert_eq!(
            record["rounds"][0]["hidden_because"].is_null(),
            self.sees,
            "{who}"
        );

        // Nowhere a reason, a token, or a way from a mark to a seat.
        let session = serde_json::to_string(&self.api.session(id).await?)?;
        let progress = serde_json::to_string(&self.api.progress(id, Some(round)).await?)?;
        for text in [
            &session,
            &progress,
            &record.to_string(),
            &format!("{views:?}"),
        ] {
            assert!(!text.contains(REASON), "a reason reached {who}");
            assert!(
                !text.contains(&workshop.created.facilitator_token),
                "a token reached {who}"
            );
        }
        // Groups wait for the reveal in every mode.
        if let Some(results) = views.results(round) {
            assert!(
                results.domains.iter().all(|domain| domain.groups.is_none()),
                "{who}"
            );
        }
        let grouped = problem(self.api.results(id, Some(round), Some(Grouping::Sector))).await;
        expect(&grouped, 403, "hidden", "");
        Ok(())
    }
}

async fn nothing_hidden_leaves(mode: RevealMode) -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin_in(&server, mode).await?;
    let mut people = workshop.people(5, "civic").await?;
    people.push(workshop.person_at("vcse", "t1").await?);
    let observer: Onlooker = workshop.observer().await?;
    let screen = workshop.screen().await?;
    let round = workshop.open_round().await?;
    people[0]
        .ballot
        .reason(round, workshop.domain(0), REASON)
        .await?;
    workshop
        .mark(&people, round, 0, &[2, 2, 2, 2, 2, 1])
        .await?;
    workshop.seen(round, 0, 6).await?;

    let facilitator = &workshop.facilitator;
    let everybody = |facilitator_sees, others_see| {
        let eyes = |who, api, watch, sees| Eyes {
            who,
            api,
            watch,
            sees,
        };
        [
            eyes(
                "the facilitator",
                &facilitator.api,
                &facilitator.watch,
                facilitator_sees,
            ),
            eyes("the screen", &screen.api, &screen.watch, others_see),
            eyes("an observer", &observer.api, &observer.watch, others_see),
            eyes(
                "a participant",
                &people[0].api,
                &people[0].watch,
                others_see,
            ),
            eyes(
                "somebody at a table",
                &people[5].api,
                &people[5].watch,
                others_see,
            ),
        ]
    };
    let (facilitator_sees, others_see) = match mode {
        RevealMode::Sealed => (false, false),
        RevealMode::Facilitator => (true, false),
        RevealMode::Open => (true, true),
    };
    // A command makes views go out to everybody at once; whatever would leak has then left.
    for command in [
        Command::ExtendStep { minutes: 1 },
        Command::CloseRound { round },
    ] {
        workshop.command(command).await?;
        for eyes in everybody(facilitator_sees, others_see) {
            eyes.check(&workshop, round).await?;
        }
    }
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    for eyes in everybody(true, true) {
        eyes.check(&workshop, round).await?;
    }
    Ok(())
}

#[tokio::test]
async fn sealed_nobody_sees_a_distribution_before_the_reveal() -> anyhow::Result<()> {
    nothing_hidden_leaves(RevealMode::Sealed).await
}

#[tokio::test]
async fn by_default_facilitators_see_it_live_and_nobody_else() -> anyhow::Result<()> {
    nothing_hidden_leaves(RevealMode::Facilitator).await
}

#[tokio::test]
async fn open_everybody_sees_the_room_live_and_no_groups() -> anyhow::Result<()> {
    nothing_hidden_leaves(RevealMode::Open).await
}

/// What a facilitator sees of the first domain before the reveal.
async fn live_counts(workshop: &Workshop, round: RoundId) -> anyhow::Result<Option<Vec<u32>>> {
    let api = &workshop.facilitator.api;
    let results = api.results(workshop.id(), Some(round), None).await?;
    Ok(results.domains[0].counts.clone())
}

/// Taking somebody out of those who are counted, between a close and a reopening, would leave the difference: their mark.
async fn roles_wait_for_the_reveal(mode: RevealMode) -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin_in(&server, mode).await?;
    let people = workshop.people(8, "civic").await?;
    let observer = workshop.observer().await?;
    let (api, id) = (&workshop.facilitator.api, workshop.id());
    let refused = |role, seat| async move {
        let command = Command::SetRole { seat, role };
        let refused = problem(api.command(id, &command)).await;
        expect(
            &refused,
            409,
            "moved_on",
            "close and reveal the round first",
        );
    };
    let round = workshop.open_round().await?;
    workshop
        .mark(&people, round, 0, &[1, 2, 3, 4, 4, 3, 2, 2])
        .await?;
    workshop.seen(round, 0, 8).await?;
    workshop.close(round).await?;
    let before = live_counts(&workshop, round).await?;
    assert_eq!(before.as_deref(), Some(&[1, 3, 2, 2][..]));
    for person in &people {
        let seat = person.ticket.seat;
        for role in [Role::Observer, Role::Facilitator] {
            refused(role, seat).await;
        }
    }
    refused(Role::Participant, observer.ticket.seat).await;
    // From one counted role to another nothing is to be seen.
    let scribe = Command::SetRole {
        seat: people[0].ticket.seat,
        role: Role::Scribe,
    };
    workshop.command(scribe).await?;
    workshop.command(Command::ReopenRound { round }).await?;
    refused(Role::Observer, people[0].ticket.seat).await;
    assert_eq!(live_counts(&workshop, round).await?, before);

    // Once it is shown it is fixed, and roles are free again.
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let observe = Command::SetRole {
        seat: people[0].ticket.seat,
        role: Role::Observer,
    };
    workshop.command(observe).await?;
    assert_eq!(live_counts(&workshop, round).await?, before);
    Ok(())
}

#[tokio::test]
async fn by_default_nobody_is_subtracted_from_the_live_counts_by_their_role() -> anyhow::Result<()>
{
    roles_wait_for_the_reveal(RevealMode::Facilitator).await
}

#[tokio::test]
async fn open_nobody_is_subtracted_from_the_live_counts_by_their_role() -> anyhow::Result<()> {
    roles_wait_for_the_reveal(RevealMode::Open).await
}

#[tokio::test]
async fn the_list_of_people_is_for_facilitators_and_says_nothing_of_marks() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let refused = problem(person.api.seats(workshop.id())).await;
    expect(
        &refused,
        403,
        "forbidden",
        "your seat has the role participant",
    );
    let seats = workshop.facilitator.api.seats(workshop.id()).await?;
    assert!(
        seats
            .iter()
            .any(|seat| seat.seat == person.ticket.seat && seat.is_present)
    );
    Ok(())
}
