// What holds where a socket is a document, and only close codes say no.

import assert from "node:assert/strict";

/** Only from 3.1 on are some close codes final for the client. */
const knowsFinalCodes = ({ version }) => version.localeCompare("3.1", "en", { numeric: true }) >= 0;

/** Waits until a client was refused, and checks that it then does what its version can. */
async function refused(stage, replica, code) {
  if (knowsFinalCodes(stage.client)) {
    const { data } = await replica.ear.hears("the end of it", (event) => event.name === "closed");
    assert.equal(data.code, code);
    assert.notEqual(data.reason, "");
    assert.equal(replica.provider.shouldConnect, false, "it does not come back");
    assert.deepEqual(replica.codes, [code]);
  } else {
    // It does come back, and is told the same each time.
    await replica.closedTimes(2);
    assert.deepEqual(replica.codes.slice(0, 2), [code, code]);
  }
}

/** Without a good token there is nothing to see, and the reason is told. */
export async function tokenDenied(stage) {
  const cases = [
    ["plenary", "not-a-token", 4401],
    ["plenary", "", 4401],
    [`ballot/${stage.other.seat}`, stage.one.token, 4403],
    ["table/t2", stage.one.token, 4403],
    ["table/t9", stage.one.token, 4404],
    ["no-such-document", stage.one.token, 4404],
  ];
  const facilitator = stage.open("plenary", stage.facilitator);
  await facilitator.opened();
  await facilitator.saved((document) => document.getMap("parked").set("a", "b"));
  for (const [path, token, code] of cases) {
    const denied = stage.open(path, { token });
    await refused(stage, denied, code);
    assert.deepEqual(denied.ear.all("sync").filter(Boolean), [], `${path} never syncs`);
    assert.equal(denied.document.share.size, 0);
    denied.close();
  }
  await facilitator.saved((document) => document.getMap("parked").set("a", "c"));
}

/** What may not be written is not taken, and ends the socket, as this wire has no other word for it. */
export async function readOnly(stage) {
  const facilitator = stage.open("plenary", stage.facilitator);
  const plenary = stage.open("plenary", stage.one);
  const session = stage.open("session", stage.one);
  await Promise.all([facilitator.opened(), plenary.opened(), session.opened()]);
  await facilitator.saved((document) => document.getMap("parked").set("here", "for all to read"));
  await plenary.reads("parked", "here", "for all to read");
  assert.equal(session.document.share.size, 0, "the session has no content");

  plenary.map("parked").set("there", "by nobody");
  session.map("notes").set("a", "b");
  await Promise.all([refused(stage, plenary, 4403), refused(stage, session, 4403)]);

  const found = stage.open("plenary", stage.other);
  await found.opened();
  assert.deepEqual(found.map("parked").toJSON(), { here: "for all to read" });
  assert.deepEqual(facilitator.map("parked").toJSON(), { here: "for all to read" });
}

/** Letting go of one document leaves the others alone, and takes back its presence. */
export async function documentClose(stage) {
  const line = stage.line();
  const table = line.open(stage.name("table/t1"), stage.one.token);
  const plenary = line.open(stage.name("plenary"), stage.one.token);
  const neighbour = stage.open("table/t1", stage.other);
  const facilitator = stage.open("plenary", stage.facilitator);
  await Promise.all([table, plenary, neighbour, facilitator].map((replica) => replica.opened()));
  table.show("writes", "a note");
  await neighbour.seesOf(table, "writes", "a note");
  table.close();
  await neighbour.seesNothingOf(table);
  await neighbour.saved((document) => document.getMap("proposed").set(stage.domain, 2));
  await facilitator.saved((document) => document.getMap("parked").set("a", "b"));
  await plenary.reads("parked", "a", "b");
  assert.equal(table.map("proposed").size, 0, "what was let go hears nothing more");

  const again = line.open(stage.name("table/t1"), stage.one.token);
  await again.opened();
  assert.equal(again.map("proposed").get(stage.domain), 2);
}
