//! Calendar addresses: what somebody who has one reads, and that it ends when it is stopped.

use plenary_client::document::Document;
use plenary_protocol::{
    api::{CalendarOpened, Problem},
    calendar::{CalendarShows, CalendarsOf},
    command::Command,
    documents::DocumentKind,
    limits,
    run_sheet::StepId,
};
use plenary_tests::{
    PATIENCE, TestServer, Workshop,
    working::{add, open, set, text, value},
};
use reqwest::{Client, StatusCode};

use super::{expect, problem};

/// A calendar program: it knows an address and has no token.
struct Reader {
    client: Client,
    address: String,
    tag: Option<String>,
}

impl Reader {
    fn new(server: &TestServer, opened: &CalendarOpened) -> Self {
        let server = server.address().to_string();
        Self {
            client: Client::new(),
            address: format!("{}{}", server.trim_end_matches('/'), opened.path),
            tag: None,
        }
    }

    /// What stands there; the status where it is no calendar.
    async fn read(&mut self) -> anyhow::Result<Result<String, StatusCode>> {
        let mut request = self.client.get(&self.address);
        if let Some(tag) = &self.tag {
            request = request.header("if-none-match", tag);
        }
        let response = request.send().await?;
        if response.status() != StatusCode::OK {
            return Ok(Err(response.status()));
        }
        let head = |name: &str| {
            let value = response.headers().get(name);
            value
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        assert_eq!(
            head("content-type").as_deref(),
            Some("text/calendar; charset=utf-8")
        );
        assert_eq!(
            head("cache-control").as_deref(),
            Some("private, max-age=900")
        );
        self.tag = head("etag");
        Ok(Ok(response.text().await?))
    }
}

async fn plan_of_two(
    workshop: &Workshop,
) -> anyhow::Result<(Document, plenary_client::participant::Participant)> {
    let (from, to) = (StepId::Lobby, StepId::Plan);
    workshop.command(Command::MoveStep { from, to }).await?;
    let amina = workshop.person("civic").await?;
    let plan = open(&amina, DocumentKind::Plan).await?;
    let own = format!("seat/{}/Amina", amina.ticket.seat);
    for (id, what, owner, order) in [
        ("evening", "Offer evening slots", own.as_str(), "a1"),
        (
            "ring",
            "Ring people up",
            "organisation/Halton Council",
            "a2",
        ),
    ] {
        let fields = [
            ("what", text(what)),
            ("owner", value(owner)),
            ("implement_by", value("2027-03-31")),
            ("rhythm", value("monthly")),
            ("order", value(order)),
        ];
        add(&plan, "actions", id, &fields).await?;
    }
    plan.saved().await?;
    Ok((plan, amina))
}

#[tokio::test]
async fn ca2_ca4_what_is_taken_out_of_the_plan_leaves_the_calendars_that_read_it()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (plan, amina) = plan_of_two(&workshop).await?;
    let whole = amina
        .api
        .open_calendar(workshop.id(), CalendarShows::Plan)
        .await?;
    let own = amina
        .api
        .open_calendar(workshop.id(), CalendarShows::Mine)
        .await?;
    let (mut whole, mut own) = (Reader::new(&server, &whole), Reader::new(&server, &own));
    let (all, mine) = (whole.read().await?.unwrap(), own.read().await?.unwrap());
    assert!(all.contains("Offer evening slots") && all.contains("Ring people up"));
    assert!(
        all.contains("UID:evening-report-20270228"),
        "no month is left out"
    );
    assert!(mine.contains("Offer evening slots") && !mine.contains("Ring people up"));
    assert_eq!(whole.read().await?, Err(StatusCode::NOT_MODIFIED));

    set(&plan, "actions", "evening", "removed", value(true)).await?;
    set(&plan, "actions", "ring", "progress", value("stopped")).await?;
    plan.saved().await?;
    for reader in [&mut whole, &mut own] {
        let left = reader.read().await?.unwrap();
        assert!(!left.contains("VEVENT"), "{left}");
    }
    // The versions of what stays grow, so that no program takes an older one for newer.
    let sequence = |text: &str| -> Option<u64> {
        let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:"));
        line?.parse().ok()
    };
    set(&plan, "actions", "ring", "progress", value("under_way")).await?;
    plan.saved().await?;
    let later = whole.read().await?.unwrap();
    assert!(sequence(&all) < sequence(&later), "{later}");

    // An address outlives the end of the process and of the workshop.
    workshop.command(Command::CloseWorkshop).await?;
    server.restart().await?;
    assert_eq!(whole.read().await?, Err(StatusCode::NOT_MODIFIED));
    Ok(())
}

#[tokio::test]
async fn ca1_ca3_an_address_that_was_stopped_or_never_was_is_not_there() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (_plan, amina) = plan_of_two(&workshop).await?;
    let first = amina
        .api
        .open_calendar(workshop.id(), CalendarShows::Plan)
        .await?;
    let second = amina
        .api
        .open_calendar(workshop.id(), CalendarShows::Plan)
        .await?;
    let (mut first, mut second) = (Reader::new(&server, &first), Reader::new(&server, &second));
    // Asked for twice, after an answer that was lost: one address is open, the one that is known.
    assert_eq!(first.read().await?, Err(StatusCode::NOT_FOUND));
    assert!(second.read().await?.is_ok());
    let told = amina.watch.wait_for("the address", PATIENCE, |views| {
        let seat = views.seat.as_ref();
        seat.is_some_and(|seat| seat.calendars == [CalendarShows::Plan])
    });
    told.await?;

    let mine = Command::StopCalendars {
        whose: CalendarsOf::Me,
    };
    let all = Command::StopCalendars {
        whose: CalendarsOf::Everybody,
    };
    let not_amina = amina.api.command(workshop.id(), &all);
    expect(
        &problem(not_amina).await,
        403,
        "forbidden",
        "only a facilitator",
    );
    // Taken back when the workshop is over, too.
    workshop.command(Command::CloseWorkshop).await?;
    workshop.command(Command::Seal).await?;
    amina.api.command(workshop.id(), &mine).await?;
    assert_eq!(second.read().await?, Err(StatusCode::NOT_FOUND));
    let third = amina
        .api
        .open_calendar(workshop.id(), CalendarShows::Mine)
        .await?;
    let mut third = Reader::new(&server, &third);
    assert!(third.read().await?.is_ok());
    workshop.command(all).await?;
    assert_eq!(third.read().await?, Err(StatusCode::NOT_FOUND));

    let screen = workshop.screen().await?;
    let asked = screen.api.open_calendar(workshop.id(), CalendarShows::Plan);
    expect(&problem(asked).await, 403, "forbidden", "screen");
    Ok(())
}

#[tokio::test]
async fn ca3_whoever_guesses_calendar_addresses_is_told_one_thing_and_then_to_wait()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = server.api();
    let known = workshop.id().to_string();
    let wrong = "A".repeat(32);
    let mut answers: Vec<Problem> = Vec::new();
    for (workshop, calendar) in [
        (known.as_str(), format!("{wrong}.ics")),
        (known.as_str(), wrong.clone()),
        (known.as_str(), "x.ics".to_owned()),
        (
            "00000000-0000-4000-8000-000000000000",
            format!("{wrong}.ics"),
        ),
        ("nonsense", format!("{wrong}.ics")),
    ] {
        let path = ["calendars", workshop, &calendar];
        let read = api.get_bytes(&path, &[]);
        answers.push(problem(read).await);
    }
    for answer in &answers {
        expect(answer, 404, "not_found", "no calendar at this address");
        assert_eq!(
            answer, &answers[0],
            "it says nothing of which workshops there are"
        );
    }
    let calendar = format!("{wrong}.ics");
    let path = ["calendars", known.as_str(), calendar.as_str()];
    let mut last = answers.remove(0);
    for _ in 0..=limits::WRONG_CALENDARS.0 as u32 {
        last = problem(api.get_bytes(&path, &[])).await;
    }
    expect(&last, 429, "too_fast", "wait");
    Ok(())
}
