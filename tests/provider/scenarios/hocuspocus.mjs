// What holds where many documents share a socket, and every update gets a status.

import assert from "node:assert/strict";
import { is, until } from "../ear.mjs";

/** Every change counts as unsynced until it is durable, and no longer. */
export async function unsyncedChanges(stage) {
  await stage.please("open a round");
  const key = `r1/${stage.domain}`;
  const ballot = stage.open(`ballot/${stage.one.seat}`, stage.one);
  await ballot.opened();
  assert.equal(ballot.unsynced, 0);
  ballot.map("marks").set(key, 2);
  assert.equal(ballot.unsynced, 1, "a mark is unsynced as soon as it is made");
  await until("the acknowledgement of a mark", () => ballot.unsynced === 0, [ballot.ear]);
  assert.equal((await stage.please("progress")).marked, 1);

  // Two frames at once get two statuses.
  ballot.document.transact(() => {
    ballot.map("reasons").set(key, "we meet every week – außer im August 🙂");
    ballot.map("marks").set(key, "unsure");
  });
  ballot.map("marks").set(key, 4);
  assert.equal(ballot.unsynced, 2);
  await until("the acknowledgement of two frames", () => ballot.unsynced === 0, [ballot.ear]);
  for (let level = 1; level <= 40; level += 1) ballot.map("marks").set(key, (level % 4) + 1);
  assert.equal(ballot.unsynced, 40);
  await until("the acknowledgement of forty frames", () => ballot.unsynced === 0, [ballot.ear]);
  const numbers = ballot.ear.all("unsyncedChanges").map((data) => data.number ?? data);
  assert.ok(numbers.every((number) => number >= 0), `a status too many: ${numbers}`);
  assert.equal((await stage.please("progress")).marked, 1);
}

/** A wrong token closes its document and nothing else, and a right one opens it on the same socket. */
export async function tokenDenied(stage) {
  await stage.please("open a round");
  const key = `r1/${stage.domain}`;
  const line = stage.line();
  const ballot = line.open(stage.name(`ballot/${stage.one.seat}`), stage.one.token);
  await ballot.opened();
  const closed = [
    ["plenary", "not a token"],
    [`ballot/${stage.other.seat}`, stage.one.token],
    ["table/t2", stage.one.token],
  ];
  for (const [path, token] of closed) {
    const denied = line.open(stage.name(path), token);
    const failure = await denied.ear.hears(`the refusal of ${path}`, is("authenticationFailed"));
    assert.notEqual(failure.data.reason, "");
    assert.deepEqual(denied.ear.all("authenticated"), []);
    assert.deepEqual(denied.ear.all("synced").filter((data) => data.state), []);
    denied.close();
    await ballot.saved((document) => document.getMap("marks").set(key, 1));
  }
  const plenary = line.open(stage.name("plenary"), stage.one.token);
  await plenary.opened();
  await ballot.saved((document) => document.getMap("marks").set(key, 2));
  assert.equal(line.sockets, 1, "it was one socket all along");
}

/** What may not be written is not taken, stays unsynced, and the reason is told. */
export async function readOnly(stage) {
  const line = stage.line();
  const plenary = line.open(stage.name("plenary"), stage.one.token);
  const session = line.open(stage.name("session"), stage.one.token);
  const facilitator = stage.open("plenary", stage.facilitator);
  await Promise.all([plenary.opened(), session.opened(), facilitator.opened()]);
  assert.equal(plenary.scope, "readonly");
  assert.equal(session.scope, "readonly");
  assert.equal(facilitator.scope, "read-write");
  await facilitator.saved((document) => document.getMap("parked").set("here", "for all to read"));
  await plenary.reads("parked", "here", "for all to read");

  for (const [replica, path, change] of [
    [plenary, "plenary", (document) => document.getMap("parked").set("there", "by nobody")],
    [plenary, "plenary", (document) => document.getMap("parked").delete("here")],
    [session, "session", (document) => document.getMap("notes").set("a", "b")],
  ]) {
    const [since, unsynced] = [replica.ear.count, replica.unsynced];
    replica.document.transact(() => change(replica.document));
    const isIt = (view) => view.document === stage.name(path) && view.detail !== "";
    await replica.view(`the refusal on ${path}`, "refusal", isIt, since);
    assert.equal(replica.unsynced, unsynced + 1, "a refused change stays unsynced");
  }

  // Who comes now finds what the facilitator wrote and nothing else.
  const found = stage.open("plenary", stage.other);
  await found.opened();
  assert.deepEqual(found.map("parked").toJSON(), { here: "for all to read" });
  assert.deepEqual(facilitator.map("parked").toJSON(), { here: "for all to read" });
}

/** Views come as stateless messages on the session's address, and as they change. */
export async function stateless(stage) {
  const line = stage.line();
  const session = line.open(stage.name("session"), stage.one.token);
  const ballot = line.open(stage.name(`ballot/${stage.one.seat}`), stage.one.token);
  await Promise.all([session.opened(), ballot.opened()]);
  const first = await session.view("the session", "session", (view) => view.workshop === stage.workshop);
  await session.view("the own seat", "seat", (view) => view.seat === stage.one.seat);
  await stage.please("open a round");
  const open = await session.view("the open round", "session", (view) => view.rounds[0]?.is_open === true);
  assert.ok(open.revision > first.revision, "a newer view has a higher revision");
  await ballot.saved((document) => document.getMap("marks").set(`r1/${stage.domain}`, 2));
  await session.view("the progress", "progress", (view) => view.domains[0].marked === 1);
  assert.deepEqual(ballot.ear.all("stateless"), [], "views come on one address");
}

/** Four documents over one socket, each with its own scope, none in the other's way. */
export async function manyDocuments(stage) {
  const line = stage.line();
  const open = (path) => line.open(stage.name(path), stage.one.token);
  const [session, ballot, table, plenary] = ["session", `ballot/${stage.one.seat}`, "table/t1", "plenary"].map(open);
  const all = [session, ballot, table, plenary];
  await Promise.all(all.map((replica) => replica.opened()));
  assert.deepEqual(all.map((replica) => replica.scope), ["readonly", "read-write", "read-write", "readonly"]);
  assert.deepEqual(all.map((replica) => replica.unsynced), [0, 0, 0, 0]);

  const facilitator = stage.open("plenary", stage.facilitator);
  await facilitator.opened();
  await facilitator.saved((document) => document.getMap("parked").set("a", "b"));
  await plenary.reads("parked", "a", "b");
  await stage.please("open a round");
  await Promise.all([
    ballot.saved((document) => document.getMap("marks").set(`r1/${stage.domain}`, 2)),
    table.saved((document) => document.getMap("proposed").set(stage.domain, 3)),
  ]);
  assert.equal(session.document.share.size, 0, "the session has no content");
  assert.deepEqual([...ballot.document.share.keys()], ["marks"]);
  assert.deepEqual([...table.document.share.keys()], ["proposed"]);
  assert.deepEqual([...plenary.document.share.keys()], ["parked"]);
  assert.equal(line.sockets, 1);
}

/** Letting go of one document leaves the others alone, and it can be opened again on the same socket. */
export async function documentClose(stage) {
  const line = stage.line();
  const table = line.open(stage.name("table/t1"), stage.one.token);
  const plenary = line.open(stage.name("plenary"), stage.one.token);
  const neighbour = stage.open("table/t1", stage.other);
  await Promise.all([table.opened(), plenary.opened(), neighbour.opened()]);
  await table.saved((document) => document.getMap("proposed").set(stage.domain, 1));
  await neighbour.reads("proposed", stage.domain, 1);
  table.show("writes", "a note");
  await neighbour.seesOf(table, "writes", "a note");
  table.close();
  await neighbour.seesNothingOf(table);

  await neighbour.saved((document) => document.getMap("proposed").set(stage.domain, 2));
  const facilitator = stage.open("plenary", stage.facilitator);
  await facilitator.opened();
  await facilitator.saved((document) => document.getMap("parked").set("a", "b"));
  await plenary.reads("parked", "a", "b");
  assert.equal(table.map("proposed").get(stage.domain), 1, "what was let go hears nothing more");

  const again = line.open(stage.name("table/t1"), stage.one.token);
  await again.opened();
  assert.equal(again.map("proposed").get(stage.domain), 2);
  await again.saved((document) => document.getMap("proposed").set(stage.domain, 3));
  await neighbour.reads("proposed", stage.domain, 3);
  assert.equal(line.sockets, 1, "it was one socket all along");
}

/** One document twice on one socket, told apart by the address: each is opened, acknowledged and closed by itself. */
export async function twoSessions(stage) {
  const line = stage.line();
  const open = () => line.open(stage.name("table/t1"), stage.one.token, undefined, { sessionAwareness: true });
  const [left, right] = [open(), open()];
  await Promise.all([left.opened(), right.opened()]);
  await left.saved((document) => document.getMap("proposed").set(stage.domain, 1));
  await right.reads("proposed", stage.domain, 1);
  await right.saved((document) => document.getMap("proposed").set(stage.domain, 2));
  await left.reads("proposed", stage.domain, 2);
  left.close();
  await right.saved((document) => document.getMap("proposed").set(stage.domain, 3));
  assert.equal(left.map("proposed").get(stage.domain), 2, "what was let go hears nothing more");
  assert.equal(line.sockets, 1);
}
