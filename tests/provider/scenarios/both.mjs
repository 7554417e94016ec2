// What holds on both wires alike: replicas meet, devices of one seat meet, and a restart loses nothing.

import assert from "node:assert/strict";
import * as Y from "yjs";
import { converge } from "../replica.mjs";

/** What two people wrote apart comes together, and so does what they write at once from then on. */
export async function firstSync(stage) {
  const one = stage.open("table/t1", stage.one, (document) => {
    document.getMap("proposed").set(stage.domain, 2);
    document.getMap("notes").set(`${stage.domain}/why`, new Y.Text("we meet – every week 🙂"));
  });
  await one.opened();
  const other = stage.open("table/t1", stage.other, (document) => {
    document.getMap("proposed").set("another", 3);
  });
  await other.opened();
  await converge("what was written before", one, other);
  assert.deepEqual(other.map("proposed").toJSON(), { [stage.domain]: 2, another: 3 });

  const note = (replica) => replica.map("notes").get(`${stage.domain}/why`);
  note(one).insert(0, "because ");
  note(other).insert(note(other).length, ", all of us");
  one.map("proposed").set("both", 1);
  other.map("proposed").set("both", 4);
  other.map("proposed").delete("another");
  const written = () => note(one).toString() === "because we meet – every week 🙂, all of us";
  await one.saved((document) => document.getMap("paper").set("one", 1));
  await other.saved((document) => document.getMap("paper").set("other", 1));
  await one.reads("paper", "other", 1);
  await other.reads("paper", "one", 1);
  await converge("what was written at once", one, other);
  assert.ok(written(), note(one).toString());
  assert.equal(one.map("proposed").has("another"), false);

  const late = stage.open("table/t1", stage.other);
  await late.opened();
  await converge("what was there before a third came", one, other, late);
}

/** Another device of the same seat finds everything, and from then on both have the same. */
export async function secondDevice(stage) {
  await stage.please("open a round");
  const key = `r1/${stage.domain}`;
  const path = `ballot/${stage.one.seat}`;
  const phone = stage.open(path, stage.one);
  await phone.opened();
  await phone.saved((document) => {
    document.getMap("marks").set(key, 3);
    document.getMap("reasons").set(key, "we meet every week – außer im August 🙂");
  });
  // What is acknowledged is durable and counted: there is nothing to wait for.
  assert.equal((await stage.please("progress")).marked, 1);
  await phone.saved((document) => document.getMap("marks").set(key, "unsure"));

  const laptop = stage.open(path, stage.one);
  await laptop.opened();
  assert.equal(laptop.map("marks").get(key), "unsure");
  assert.equal(laptop.map("reasons").get(key), "we meet every week – außer im August 🙂");
  const arrival = new Promise((resolve) => {
    phone.map("marks").observe((event) => resolve([...event.keysChanged]));
  });
  await laptop.saved((document) => document.getMap("marks").set(key, 2));
  assert.deepEqual(await arrival, [key]);
  await converge("the two devices", phone, laptop);
}

/** The server goes away and comes back; what is written meanwhile arrives. */
export async function reconnectAfterRestart(stage) {
  await stage.please("open a round");
  const key = `r1/${stage.domain}`;
  const ballot = stage.open(`ballot/${stage.one.seat}`, stage.one);
  const table = stage.open("table/t1", stage.other);
  await Promise.all([ballot.opened(), table.opened()]);
  await ballot.saved((document) => document.getMap("marks").set(key, 1));

  const since = [ballot.ear.count, table.ear.count];
  await stage.please("stop");
  await Promise.all([ballot.lost(since[0]), table.lost(since[1])]);
  ballot.map("marks").set(key, 4);
  ballot.map("reasons").set(key, "written in the dark");
  table.map("proposed").set(stage.domain, 2);
  await stage.please("start");
  await Promise.all([ballot.opened(since[0]), table.opened(since[1])]);
  assert.equal((await stage.please("progress")).marked, 1);

  // And the line works again, both ways.
  await ballot.saved((document) => document.getMap("marks").set(key, 3));
  const found = stage.open(`ballot/${stage.one.seat}`, stage.one);
  const neighbour = stage.open("table/t1", stage.one);
  await Promise.all([found.opened(), neighbour.opened()]);
  assert.equal(found.map("marks").get(key), 3);
  assert.equal(found.map("reasons").get(key), "written in the dark");
  assert.equal(neighbour.map("proposed").get(stage.domain), 2);
  await neighbour.saved((document) => document.getMap("proposed").set(stage.domain, 4));
  await table.reads("proposed", stage.domain, 4);
}

/** Where nobody writes, the client hears that the server is there, and stays. */
export async function keepAlive(stage) {
  const line = stage.line();
  const table = line.open(stage.name("table/t1"), stage.one.token);
  await table.opened();
  const since = table.ear.count;
  await line.signOfLife();
  await table.saved((document) => document.getMap("proposed").set(stage.domain, 1));
  assert.ok(table.isConnectedSince(since), "it was one connection all along");
}
