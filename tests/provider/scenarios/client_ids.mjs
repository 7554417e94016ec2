// Whoever sits at a table is seen by their client id before they have written anything: it is theirs from then on.

import assert from "node:assert/strict";

/** One is seen and goes away; a neighbour writes under that id, which `refused` waits for; what one wrote meanwhile counts. */
async function seenBeforeWriting(stage, refused) {
  const one = stage.open("table/t1", stage.one);
  const other = stage.open("table/t1", stage.other);
  await Promise.all([one.opened(), other.opened()]);
  one.show("writes", "nothing yet");
  await other.seesOf(one, "writes", "nothing yet");
  const client = one.document.clientID;
  one.close();
  await other.seesNothingOf(one);

  const propose = (level) => (document) => document.getMap("proposed").set(stage.domain, level);
  other.writeUnder(client, propose(4));
  await refused(other);

  // Written without a network, by the same device.
  const back = stage.open("table/t1", stage.one, (document) => {
    document.clientID = client;
    propose(1)(document);
  });
  await back.opened();
  const late = stage.open("table/t1", stage.facilitator);
  await late.opened();
  assert.deepEqual(late.map("proposed").toJSON(), { [stage.domain]: 1 });
  await back.saved(propose(2));
  await late.reads("proposed", stage.domain, 2);
}

export async function onHocuspocus(stage) {
  const isIt = (view) => view.document === stage.name("table/t1");
  await seenBeforeWriting(stage, (other) => other.view("the refusal", "refusal", isIt));
}

export async function onYWebsocket(stage) {
  await seenBeforeWriting(stage, (other) => other.closedTimes(1));
}
