//! Nothing in a plan or map is beyond recall: who wrote what can be read, and what stood before can be put back.

use plenary_client::{document::Document, participant::Participant};
use plenary_protocol::{
    api::{DocumentHistory, Stretch},
    command::Command,
    documents::DocumentKind,
    run_sheet::StepId,
    seat::Role,
};
use plenary_tests::{
    Process, RedisServer, TestServer, Workshop, details, new_workshop,
    process::Manner,
    working::{Field, add, open, text, value},
};
use yrs::{
    Doc, GetString, Map, Out, ReadTxn, Text, Transact, TransactionMut, Update, WriteTxn,
    updates::decoder::Decode,
};

use super::{expect, problem};

const ACTIONS: usize = 50;
const PLAN: DocumentKind = DocumentKind::Plan;

/// What each action says it is about, read out of a document.
fn says<T: ReadTxn>(transaction: &T) -> Vec<(String, String)> {
    let actions = transaction.get_map("actions").expect("there are actions");
    let mut said: Vec<(String, String)> = actions
        .iter(transaction)
        .filter_map(|(id, value)| match value {
            Out::YMap(action) => match action.get(transaction, "what") {
                Some(Out::YText(what)) => Some((id.to_owned(), what.get_string(transaction))),
                _ => None,
            },
            _ => None,
        })
        .collect();
    said.sort();
    said
}

/// Gives every action this text, and takes it out or puts it back.
fn rewrite(
    transaction: &mut TransactionMut<'_>,
    is_out: bool,
    words: impl Fn(&str) -> String + Send,
) {
    let actions = transaction.get_or_insert_map("actions");
    let ids: Vec<String> = actions.keys(transaction).map(str::to_owned).collect();
    for id in ids {
        let Some(Out::YMap(action)) = actions.get(transaction, &id) else {
            panic!("`{id}` is an action");
        };
        let Some(Out::YText(what)) = action.get(transaction, "what") else {
            panic!("`{id}` says what it is about");
        };
        let length = what.len(transaction);
        what.remove_range(transaction, 0, length);
        what.insert(transaction, 0, &words(&id));
        action.insert(transaction, "removed", is_out);
    }
}

async fn facilitators_plan(workshop: &Workshop) -> anyhow::Result<Document> {
    let connection = workshop.facilitator.watch.document().connection();
    // The server has been started anew since.
    connection.reconnect().await?;
    let token = &workshop.created.facilitator_token;
    let plan = Document::open(connection, workshop.id(), PLAN, token).await?;
    plan.synced().await?;
    Ok(plan)
}

async fn history(workshop: &Workshop) -> anyhow::Result<DocumentHistory> {
    let api = &workshop.facilitator.api;
    Ok(api.history(workshop.id(), PLAN, None).await?)
}

/// The plan as it stood before somebody wrote.
async fn before(workshop: &Workshop, stretch: &Stretch) -> anyhow::Result<Doc> {
    let seq = stretch.before_seq.expect("something stood before");
    let api = &workshop.facilitator.api;
    let state = api.document_at(workshop.id(), PLAN, seq).await?;
    let then = Doc::new();
    then.transact_mut()
        .apply_update(Update::decode_v1(&state)?)?;
    Ok(then)
}

#[tokio::test]
async fn hi2_hi3_hi5_what_one_device_empties_and_takes_out_is_read_in_the_history_and_put_back()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let ann = workshop.person("civic").await?;
    let named = plenary_protocol::api::Join {
        name: Some("Mallory".to_owned()),
        organisation: Some("Harbour Trust".to_owned()),
        ..details(&workshop.code(), "vcse")
    };
    let mallory = workshop.person_with(&named).await?;
    let (from, to) = (StepId::Lobby, StepId::Plan);
    workshop.command(Command::MoveStep { from, to }).await?;

    let plan = open(&ann, PLAN).await?;
    for index in 0..ACTIONS {
        let fields = [
            ("what", text(&format!("Offer evening slots {index:02}"))),
            ("order", value(format!("a{index:02}"))),
            ("blockers", Field::Map),
        ];
        add(&plan, "actions", &format!("action{index:02}"), &fields).await?;
    }
    plan.saved().await?;
    let api = &workshop.facilitator.api;
    let as_it_was = api.plan(workshop.id()).await?;
    assert_eq!(as_it_was.actions.len(), ACTIONS);

    let damage = open(&mallory, PLAN).await?;
    damage
        .edit(|_, transaction| rewrite(transaction, true, |_| String::new()))
        .await?;
    damage.saved().await?;
    assert_eq!(api.plan(workshop.id()).await?.actions, []);

    // The facilitator reads who did it, and how the plan stood before.
    server.restart().await?;
    let told = history(&workshop).await?;
    assert_eq!((told.stretches.len(), told.has_earlier), (2, false));
    assert_eq!(told.kept_after, None);
    let [worst, first] = &told.stretches[..] else {
        panic!("two people wrote: {told:?}");
    };
    assert_eq!(
        (worst.name.as_deref(), worst.organisation.as_deref()),
        (Some("Mallory"), Some("Harbour Trust"))
    );
    assert_eq!((worst.seat, worst.changes), (mallory.ticket.seat, 1));
    assert_eq!(first.seat, ann.ticket.seat);
    assert_eq!(first.changes as usize, ACTIONS);
    assert_eq!(
        (first.before_seq, first.role),
        (None, Some(Role::Participant))
    );
    assert_eq!(worst.before_seq, Some(first.to_seq));
    let then = before(&workshop, worst).await?;
    let said = says(&then.transact());
    assert_eq!(said[7].1, "Offer evening slots 07");

    let desk = facilitators_plan(&workshop).await?;
    let words: std::collections::BTreeMap<String, String> = said.into_iter().collect();
    desk.edit(move |_, transaction| rewrite(transaction, false, |id| words[id].clone()))
        .await?;
    desk.saved().await?;
    assert_eq!(api.plan(workshop.id()).await?, as_it_was);
    server.restart().await?;
    assert_eq!(api.plan(workshop.id()).await?, as_it_was);

    // What stood before going back is there too, so one can go forth again.
    let again = history(&workshop).await?;
    assert_eq!(again.stretches[0].role, Some(Role::Facilitator));
    let emptied = before(&workshop, &again.stretches[0]).await?;
    assert!(
        says(&emptied.transact())
            .iter()
            .all(|(_, what)| what.is_empty())
    );
    Ok(())
}

#[tokio::test]
async fn hi1_hi3_the_history_is_for_facilitators_and_says_what_it_does_not_have()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let ann = workshop.person("civic").await?;
    let title = "Stop smoking".to_owned();
    let made = workshop.command(Command::CreateMap { title }).await?;
    let map = DocumentKind::Map(made.map.expect("the map has an id"));
    let absent = DocumentKind::Map("m7".parse()?);
    let id = workshop.id();

    for document in [map, PLAN] {
        let asked = ann.api.history(id, document, None);
        expect(&problem(asked).await, 403, "forbidden", "for facilitators");
        let asked = ann.api.document_at(id, document, 1);
        expect(&problem(asked).await, 403, "forbidden", "for facilitators");
    }
    let desk = &workshop.facilitator.api;
    let asked = desk.history(id, absent, None);
    expect(&problem(asked).await, 404, "not_found", "no map `m7`");
    let nothing = desk.history(id, map, None).await?;
    assert_eq!((nothing.stretches, nothing.has_earlier), (vec![], false));
    // The first entry made the workshop; nothing was written in the map by it.
    for seq in [0, 1, 4_000] {
        let asked = desk.document_at(id, map, seq);
        let said = format!("by entry `{seq}`");
        expect(&problem(asked).await, 404, "not_found", &said);
    }
    Ok(())
}

#[tokio::test]
async fn hi3_hi4_where_redis_was_trimmed_the_history_says_where_it_begins() -> anyhow::Result<()> {
    let redis = RedisServer::start().await?;
    let folder = tempfile::tempdir()?;
    let address = redis.address();
    let start = async || {
        let flags = &["--redis", &address, "--redis-trim"];
        let manner = Manner {
            flags,
            ..Manner::default()
        };
        // With a Redis no file is made; the flag is there all the same.
        Process::start(&folder.path().join("unused.db"), manner).await
    };
    let server = start().await?;
    let api = server.api()?;
    let created = api.create(&new_workshop()).await?;
    let (id, token) = (created.workshop, &created.facilitator_token);
    let (from, to) = (StepId::Lobby, StepId::Plan);
    let desk = api.with_token(token);
    desk.command(id, &Command::MoveStep { from, to }).await?;
    let code = created.join_code.to_string();
    let ann = Participant::join(&api, &details(&code, "civic")).await?;
    let write = async |ann: &Participant, id: &str| {
        let plan = open(ann, PLAN).await?;
        add(&plan, "actions", id, &[("what", text(id))]).await?;
        plan.saved().await?;
        anyhow::Ok(())
    };
    write(&ann, "first").await?;
    let whole = desk.history(id, PLAN, None).await?;
    assert_eq!((whole.stretches.len(), whole.kept_after), (1, None));
    // Ending keeps a snapshot, and what it stands in for is trimmed.
    server.end().await?;

    let server = start().await?;
    let api = server.api()?;
    let ann = Participant::connect(&api, ann.ticket.clone()).await?;
    write(&ann, "second").await?;
    let desk = api.with_token(token);
    let told = desk.history(id, PLAN, None).await?;
    let kept = told.kept_after.expect("the first entries are gone");
    assert_eq!((told.stretches.len(), told.has_earlier), (1, false));
    assert_eq!(told.stretches[0].before_seq, Some(kept));
    let then = Doc::new();
    let state = desk.document_at(id, PLAN, kept).await?;
    then.transact_mut()
        .apply_update(Update::decode_v1(&state)?)?;
    let first = ("first".to_owned(), "first".to_owned());
    assert_eq!(says(&then.transact()), [first]);
    let asked = desk.document_at(id, PLAN, kept - 1);
    let said = format!("behind entry {kept}");
    expect(&problem(asked).await, 410, "gone", &said);
    Ok(())
}
