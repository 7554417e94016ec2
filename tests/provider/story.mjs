// The provider that browsers use, as it comes from npm and unchanged, against the real server.
//
// Started by tests/stories/provider.rs, which plays the facilitator and the operator: a line `please …` on standard
// output asks it for something, and the script goes on when it sees the effect. The last line is `done`.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [web, url, workshop, seat, token, domain] = process.argv.slice(2);
// From where the web app takes them, so that its versions are what is tested.
const require = createRequire(pathToFileURL(`${web}/package.json`));
const Y = require("yjs");
const { HocuspocusProvider, HocuspocusProviderWebsocket } = require("@hocuspocus/provider");

const PATIENCE_MS = 30_000;

/** Everything that happened on an emitter under these names, and a way to wait for it. */
class Ear {
  #heard = [];
  #waiting = new Set();

  constructor(emitter, names) {
    for (const name of names) {
      emitter.on(name, (data) => {
        this.#heard.push({ name, data });
        for (const look of this.#waiting) look();
      });
    }
  }

  /** The first thing heard since `since` for which `isSo` holds. */
  async hears(awaited, isSo, since = 0) {
    return until(awaited, () => this.#heard.slice(since).find(isSo), this.#waiting);
  }

  get count() {
    return this.#heard.length;
  }
}

/** Looks again whenever something happens, until there is something to see. */
function until(awaited, find, waiting) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(look);
      reject(new Error(`${awaited} did not happen within ${PATIENCE_MS} ms`));
    }, PATIENCE_MS);
    const look = () => {
      const found = find();
      if (!found) return;
      clearTimeout(timer);
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  });
}

function please(what) {
  process.stdout.write(`please ${what}\n`);
}

function newSocket() {
  return new HocuspocusProviderWebsocket({ url, delay: 50, minDelay: 50, maxDelay: 500 });
}

const EVENTS = ["authenticated", "authenticationFailed", "synced", "stateless", "unsyncedChanges", "disconnect"];

function open(websocketProvider, path, withToken = token) {
  const provider = new HocuspocusProvider({
    websocketProvider,
    name: `${workshop}/${path}`,
    token: withToken,
    document: new Y.Doc(),
  });
  const ear = new Ear(provider, EVENTS);
  provider.attach();
  return { provider, ear, document: provider.document };
}

const is = (name) => (event) => event.name === name;
const isSaved = (event) => event.name === "unsyncedChanges" && event.data.number === 0;
const isView = (type, isSo) => (event) => {
  if (event.name !== "stateless") return false;
  const view = JSON.parse(event.data.payload);
  return view.type === type && isSo(view);
};

async function synced(document, since = 0) {
  await document.ear.hears("the token's acceptance", is("authenticated"), since);
  await document.ear.hears("the first sync", is("synced"), since);
  await document.ear.hears("the first acknowledgement", isSaved, since);
}

/** Sets a mark, and waits until the server says that it is durable. */
async function mark(ballot, key, value) {
  const since = ballot.ear.count;
  ballot.document.getMap("marks").set(key, value);
  assert.equal(ballot.provider.unsyncedChanges, 1, "a mark is unsynced as soon as it is made");
  await ballot.ear.hears("the acknowledgement of a mark", isSaved, since);
  assert.equal(ballot.provider.unsyncedChanges, 0);
}

// Two documents over one socket, a token for each.
const socket = newSocket();
const session = open(socket, "session");
const ballot = open(socket, `ballot/${seat}`);
await Promise.all([synced(session), synced(ballot)]);
assert.equal(session.provider.authorizedScope, "readonly");
assert.equal(ballot.provider.authorizedScope, "read-write");

// Views arrive as stateless messages, and as they change.
await session.ear.hears("the session", isView("session", (view) => view.workshop === workshop));
await session.ear.hears("the own seat", isView("seat", (view) => view.seat === seat));
please("open a round");
await session.ear.hears("the open round", isView("session", (view) => view.rounds[0]?.is_open === true));

// Marks, one by one and several at once.
await mark(ballot, `r1/${domain}`, 2);
please("count 1");
await mark(ballot, `r1/${domain}`, 3);
ballot.document.transact(() => {
  ballot.document.getMap("reasons").set(`r1/${domain}`, "we meet every week – außer im August 🙂");
  ballot.document.getMap("marks").set(`r1/${domain}`, "unsure");
});
ballot.document.getMap("marks").set(`r1/${domain}`, 4);
await ballot.ear.hears("the acknowledgement of two frames", isSaved, ballot.ear.count);

// The session is read-only: the change is not acknowledged, and the reason is told.
const before = session.ear.count;
session.document.getMap("notes").set("a", "b");
await session.ear.hears("the refusal", isView("refusal", (view) => view.document === `${workshop}/session` && view.detail !== ""), before);
await mark(ballot, `r1/${domain}`, 3);
assert.equal(session.provider.unsyncedChanges, 1, "a refused change stays unsynced");

// A wrong token closes its document and nothing else.
const denied = open(socket, "plenary", "not a token");
const failure = await denied.ear.hears("the refusal of the token", is("authenticationFailed"));
assert.notEqual(failure.data.reason, "");
denied.provider.destroy();
await mark(ballot, `r1/${domain}`, 1);

// The server goes away and comes back; what is marked meanwhile arrives.
const sinceRestart = ballot.ear.count;
please("stop");
await ballot.ear.hears("the loss of the server", is("disconnect"), sinceRestart);
ballot.document.getMap("marks").set(`r1/${domain}`, 4);
assert.notEqual(ballot.provider.unsyncedChanges, 0, "what was marked offline waits");
please("start");
await synced(ballot, sinceRestart);
assert.equal(ballot.provider.unsyncedChanges, 0);
please("count 1");

// Another device finds everything.
const other = newSocket();
const found = open(other, `ballot/${seat}`);
await synced(found);
assert.equal(found.document.getMap("marks").get(`r1/${domain}`), 4);
assert.equal(found.document.getMap("reasons").get(`r1/${domain}`), "we meet every week – außer im August 🙂");
const arrival = new Promise((resolve) => {
  ballot.document.getMap("marks").observe((event) => resolve([...event.keysChanged]));
});
await mark(found, `r1/${domain}`, 2);
assert.deepEqual(await arrival, [`r1/${domain}`]);

for (const each of [session, ballot, found]) each.provider.destroy();
for (const each of [socket, other]) each.destroy();
process.stdout.write("done\n");
