//! A process map: who may write it when, where people are lost on it, and that it comes back as it was.

use plenary_client::{document::Document, participant::Participant};
use plenary_protocol::{
    command::Command,
    consensus::Verdict,
    documents::{DocumentKind, MarkValue, map::FactorClass},
    framework::{DomainAbout, DomainId},
    id::{MapId, RoundId, SphereId},
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::StepId,
    settings::RevealMode,
    views::MapView,
};
use plenary_tests::{
    PATIENCE, TestServer, Workshop,
    working::{Field, add, open, set, text, value},
};

use super::{expect, problem};

/// The facilitator starts a map and moves the room to it.
async fn begin_map(workshop: &Workshop) -> anyhow::Result<MapId> {
    let title = "Stop smoking".to_owned();
    let made = workshop.command(Command::CreateMap { title }).await?;
    go_to(workshop, StepId::Map).await?;
    Ok(made.map.expect("the map has an id"))
}

async fn go_to(workshop: &Workshop, to: StepId) -> anyhow::Result<()> {
    let session = workshop.facilitator.api.session(workshop.id()).await?;
    let from = session.run_sheet.current;
    workshop.command(Command::MoveStep { from, to }).await?;
    Ok(())
}

async fn add_step(map: &Document, id: &str, order: &str, name: &str) -> anyhow::Result<()> {
    let fields = [
        ("kind", value("step")),
        ("name", text(name)),
        ("order", value(order)),
    ];
    add(map, "steps", id, &fields).await?;
    map.saved().await?;
    Ok(())
}

/// Three steps, written by one of the people.
async fn three_steps(person: &Participant, map: MapId) -> anyhow::Result<Document> {
    let document = open(person, DocumentKind::Map(map)).await?;
    for (id, order, name) in [
        ("refer", "a1", "Referral"),
        ("book", "a2", "Booking"),
        ("visit", "a3", "First visit"),
    ] {
        add_step(&document, id, order, name).await?;
    }
    Ok(document)
}

fn names(map: &MapView) -> Vec<&str> {
    map.content.steps.iter().map(|step| &*step.name).collect()
}

#[tokio::test]
async fn people_write_a_map_while_the_step_permits_and_read_it_always() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let title = "Stop smoking".to_owned();
    let made = workshop.command(Command::CreateMap { title }).await?;
    let map = made.map.expect("the map has an id");

    // In the lobby it is the facilitator who prepares it.
    let connection = workshop.facilitator.watch.connection();
    let token = &workshop.created.facilitator_token;
    let prepared = Document::open(connection, workshop.id(), DocumentKind::Map(map), token).await?;
    prepared.synced().await?;
    add_step(&prepared, "refer", "a1", "Referral").await?;
    let early = open(&person, DocumentKind::Map(map)).await?;
    let fields = [("kind", value("step")), ("order", value("a2"))];
    add(&early, "steps", "early", &fields).await?;
    let refusal = early.refusal().await?;
    assert!(
        refusal.detail.contains("at this step"),
        "{}",
        refusal.detail
    );

    go_to(&workshop, StepId::Map).await?;
    let second = workshop.person("vcse").await?;
    let document = open(&second, DocumentKind::Map(map)).await?;
    add_step(&document, "book", "a2", "Booking").await?;
    let read = person.api.process_map(workshop.id(), map).await?;
    assert_eq!(names(&read), ["Referral", "Booking"]);

    // Who looks on reads, and cannot write.
    let observer = workshop.observer().await?;
    let looked_at = Document::open(
        observer.watch.connection(),
        workshop.id(),
        DocumentKind::Map(map),
        &observer.ticket.token,
    )
    .await?;
    looked_at.synced().await?;
    add(&looked_at, "steps", "observed", &fields).await?;
    assert!(
        looked_at
            .refusal()
            .await?
            .detail
            .contains("cannot be written")
    );

    workshop.command(Command::CloseWorkshop).await?;
    add(&document, "steps", "late", &fields).await?;
    assert!(
        document
            .refusal()
            .await?
            .detail
            .contains("cannot be written")
    );
    let read = observer.api.process_map(workshop.id(), map).await?;
    assert_eq!(names(&read), ["Referral", "Booking"]);
    Ok(())
}

#[tokio::test]
async fn a_map_that_is_not_there_is_not_found() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let asked = api.process_map(workshop.id(), MapId::nth(1));
    expect(&problem(asked).await, 404, "not_found", "no map `m1`");
    let command = Command::OpenLosses {
        map: MapId::nth(1),
        steps: None,
    };
    let asked = api.command(workshop.id(), &command);
    expect(&problem(asked).await, 422, "invalid", "no map `m1`");
    let map = begin_map(&workshop).await?;
    let command = Command::OpenLosses { map, steps: None };
    let asked = api.command(workshop.id(), &command);
    expect(&problem(asked).await, 409, "moved_on", "add some first");
    Ok(())
}

/// Marks and the recount by hand: step by step, people at each of the four levels.
async fn mark_losses(
    people: &[Participant],
    round: RoundId,
    steps: &[&str],
    level: impl Fn(usize, usize) -> u8,
) -> anyhow::Result<Vec<[u32; 4]>> {
    let mut recount = vec![[0; 4]; steps.len()];
    for (number, person) in people.iter().enumerate() {
        for (place, step) in steps.iter().enumerate() {
            let level = level(number, place);
            recount[place][usize::from(level) - 1] += 1;
            let step: DomainId = step.parse()?;
            let mark = MarkValue::Level(level);
            person.ballot.mark(round, &step, mark).await?;
        }
        person.ballot.saved().await?;
    }
    Ok(recount)
}

#[tokio::test]
async fn twelve_people_mark_where_people_are_lost_and_the_tallies_equal_a_recount()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let mut people = workshop.people(6, "civic").await?;
    people.extend(workshop.people(6, "health-care").await?);
    let map = begin_map(&workshop).await?;
    let document = three_steps(&people[0], map).await?;
    for (number, person) in people.iter().enumerate() {
        // Six in the inner ring, six in the third.
        let sphere = Some(SphereId::nth(if number % 2 == 0 { 1 } else { 3 }));
        let command = Command::ChooseSphere { sphere };
        person.api.command(workshop.id(), &command).await?;
    }
    let command = Command::OpenLosses { map, steps: None };
    let round = workshop.command(command).await?.round.expect("a round");
    // The map goes on growing; what is marked is what stood when marking was opened.
    add_step(&document, "after", "a4", "Follow-up").await?;

    let steps = ["refer", "book", "visit"];
    let recount = mark_losses(&people, round, &steps, |number, place| {
        // The inner ring sees the losses at the booking, the others see them at the first visit.
        match (place, number % 2) {
            (0, _) => 1,
            (1, 0) | (2, 1) => 4,
            _ => 2,
        }
    })
    .await?;
    workshop.seen(round, 2, 12).await?;

    // Live, the facilitator sees the room; the people see nothing yet, in whatever way they ask.
    let facilitator = &workshop.facilitator.api;
    let live = facilitator
        .results(workshop.id(), Some(round), None)
        .await?;
    assert_eq!(live.kind, RoundKind::Lost);
    assert_eq!(
        live.domains.len(),
        3,
        "the step that came later is not asked"
    );
    for (domain, recount) in live.domains.iter().zip(&recount) {
        assert_eq!(domain.counts.as_deref(), Some(&recount[..]));
        assert!(domain.groups.is_none());
    }
    let framework = facilitator
        .workshop_framework(workshop.id(), &live.framework)
        .await?;
    let about: Vec<_> = framework.domains.into_iter().map(|one| one.about).collect();
    let step = |id: &str| {
        let step = id.parse().expect("an item's id");
        Some(DomainAbout::Step { map, step })
    };
    assert_eq!(about, steps.map(step));
    let hidden = people[0].api.results(workshop.id(), Some(round), None);
    expect(&problem(hidden).await, 403, "hidden", "not been revealed");

    workshop.close(round).await?;
    workshop
        .reveal(round, RevealLevel::Groups, Some(Grouping::Sphere))
        .await?;
    let shown = people[0]
        .api
        .results(workshop.id(), Some(round), Some(Grouping::Sphere))
        .await?;
    for (domain, recount) in shown.domains.iter().zip(&recount) {
        assert_eq!(domain.counts.as_deref(), Some(&recount[..]));
    }
    assert_eq!(shown.grouping, Some(Grouping::Sphere));
    // Six of one mind are a small group of one mind: its bars would say what each of them marked.
    assert!(shown.domains[1].groups.is_none() && shown.domains[1].groups_withheld.is_some());
    // Sector and sphere together would give people away where they cross.
    let crossing = Command::Reveal {
        round,
        level: RevealLevel::Groups,
        by: Some(Grouping::Sector),
    };
    let crossed = facilitator.command(workshop.id(), &crossing);
    assert_eq!(problem(crossed).await.status, 409);

    server.restart().await?;
    let again = workshop
        .facilitator
        .api
        .results(workshop.id(), Some(round), None);
    let again = again.await?;
    for (domain, recount) in again.domains.iter().zip(&recount) {
        assert_eq!(domain.counts.as_deref(), Some(&recount[..]));
    }
    let map = workshop
        .facilitator
        .api
        .process_map(workshop.id(), map)
        .await?;
    assert_eq!(
        names(&map),
        ["Referral", "Booking", "First visit", "Follow-up"]
    );
    Ok(())
}

#[tokio::test]
async fn losses_are_shown_by_sphere_where_the_spheres_are_large_and_mixed() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin_in(&server, RevealMode::Sealed).await?;
    let people = workshop.people(24, "civic").await?;
    let map = begin_map(&workshop).await?;
    three_steps(&people[0], map).await?;
    for (number, person) in people.iter().enumerate() {
        let sphere = Some(SphereId::nth(if number < 12 { 1 } else { 3 }));
        let command = Command::ChooseSphere { sphere };
        person.api.command(workshop.id(), &command).await?;
    }
    let command = Command::OpenLosses { map, steps: None };
    let round = workshop.command(command).await?.round.expect("a round");
    let steps = ["refer", "book", "visit"];
    mark_losses(&people, round, &steps, |number, _| {
        let is_inner = number < 12;
        match number % 4 {
            0 => 2,
            _ if is_inner => 4,
            _ => 1,
        }
    })
    .await?;
    let facilitator = &workshop.facilitator.api;
    let hidden = facilitator.results(workshop.id(), Some(round), None);
    expect(&problem(hidden).await, 403, "hidden", "not been revealed");
    workshop.close(round).await?;
    workshop
        .reveal(round, RevealLevel::Groups, Some(Grouping::Sphere))
        .await?;
    let shown = people[0]
        .api
        .results(workshop.id(), Some(round), None)
        .await?;
    let groups = shown.domains[1].groups.as_ref().expect("large and mixed");
    let told: Vec<(&str, &[u32])> = groups
        .iter()
        .map(|group| (&*group.group, &*group.counts))
        .collect();
    assert_eq!(
        told,
        [
            ("My own team", &[0, 3, 0, 9][..]),
            ("Partner organisations", &[9, 3, 0, 0][..])
        ]
    );
    assert_eq!(shown.domains[1].verdict, Verdict::Polarised);
    Ok(())
}

#[tokio::test]
async fn only_who_marks_has_a_sphere_and_a_chosen_one_stays() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let choose = |number| Command::ChooseSphere {
        sphere: Some(SphereId::nth(number)),
    };
    let (ninth, first) = (choose(9), choose(1));
    let asked = person.api.command(workshop.id(), &ninth);
    expect(
        &problem(asked).await,
        422,
        "invalid",
        "no sphere of influence `s9`",
    );
    let asked = workshop.facilitator.api.command(workshop.id(), &first);
    expect(
        &problem(asked).await,
        403,
        "forbidden",
        "only people who mark",
    );
    person.api.command(workshop.id(), &choose(4)).await?;
    person
        .watch
        .wait_for("the own sphere", PATIENCE, |views| {
            let seat = views.seat.as_ref();
            seat.is_some_and(|seat| seat.sphere == Some(SphereId::nth(4)))
        })
        .await?;
    let names = |names: &[&str]| Command::SetSpheres {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let fewer = workshop
        .facilitator
        .api
        .command(workshop.id(), &names(&["Us", "Them"]))
        .await;
    assert!(fewer.is_err(), "the fourth sphere has been chosen");
    workshop
        .command(names(&[
            "Team",
            "TestServer",
            "Partners",
            "System",
            "Country",
        ]))
        .await?;
    let session = person.api.session(workshop.id()).await?;
    assert_eq!(session.spheres.len(), 5);
    Ok(())
}

#[tokio::test]
async fn what_a_hostile_client_writes_is_shown_as_far_as_it_is_valid() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let map = begin_map(&workshop).await?;
    let document = three_steps(&person, map).await?;
    let link = |from: &'static str, to: &'static str| [("from", value(from)), ("to", value(to))];
    add(&document, "links", "l1", &link("refer", "book")).await?;
    add(&document, "links", "l2", &link("book", "refer")).await?;
    add(&document, "links", "l3", &link("book", "book")).await?;
    add(&document, "links", "l4", &link("book", "nowhere")).await?;
    add(&document, "links", "l0", &link("refer", "book")).await?;
    // No kind, a kind that is none, an id that is none, a name that is a number, and a name full of markup.
    add(&document, "steps", "half", &[("name", text("half there"))]).await?;
    add(
        &document,
        "steps",
        "wrong",
        &[("kind", value(7.0)), ("name", Field::Map)],
    )
    .await?;
    add(&document, "steps", "../../etc", &[("kind", value("step"))]).await?;
    let markup = "]]>\u{0}<script>alert(1)</script>&\"'\u{1}";
    set(&document, "steps", "visit", "name", text(markup)).await?;
    let pins = |step: &'static str, class: &'static str, number: f64| {
        [
            ("step", value(step)),
            ("class", value(class)),
            ("text", text("No evening slots")),
            ("number", value(number)),
        ]
    };
    add(&document, "pins", "p1", &pins("book", "operational", 40.0)).await?;
    add(&document, "pins", "p2", &pins("nowhere", "wider", 1.0)).await?;
    add(&document, "pins", "p3", &pins("visit", "weather", f64::NAN)).await?;
    document.saved().await?;

    let api = &workshop.facilitator.api;
    let read = api.process_map(workshop.id(), map).await?;
    let clean = "]]><script>alert(1)</script>&\"'";
    assert_eq!(names(&read), ["Referral", "Booking", clean]);
    let links: Vec<(&str, bool)> = read
        .content
        .links
        .iter()
        .map(|link| (link.id.as_str(), link.is_back))
        .collect();
    assert_eq!(links, [("l0", false), ("l2", true)]);
    let pins: Vec<&str> = read
        .content
        .pins
        .iter()
        .map(|pin| pin.id.as_str())
        .collect();
    assert_eq!(pins, ["p1", "p3"]);
    assert_eq!(
        (read.content.pins[1].number, read.content.pins[1].class),
        (None, None)
    );
    assert_eq!(read.empty_classes, [FactorClass::Wider]);
    for file in ["map.bpmn", "map.svg", "map.html", "record.json"] {
        let bytes = api.export(workshop.id(), file, None).await?;
        let file_text = String::from_utf8(bytes)?;
        assert!(!file_text.contains("half there"), "{file}");
        assert!(!file_text.contains('\u{1}'), "{file}");
        let is_markup = file != "record.json";
        assert!(
            !(is_markup && file_text.contains("<script>alert")),
            "{file}"
        );
    }
    Ok(())
}
