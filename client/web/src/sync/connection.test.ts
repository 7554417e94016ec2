import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { View } from "../model/generated";
import type { SaveState } from "../model/device/saving";
import type { Ballot } from "./ballot";
import { WorkshopConnection } from "./connection";
import { FakeServer } from "./fakeServer";
import type { LinkState } from "../model/device/diagnosis";

const BALLOT = "w/ballot/s";
const SESSION = "w/session";

let server: FakeServer;
const open: WorkshopConnection[] = [];

beforeEach(() => {
  server = new FakeServer("good");
  vi.stubGlobal("WebSocket", server.Socket);
});
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  vi.unstubAllGlobals();
  indexedDB.deleteDatabase("plenary/w/ballot/s");
});

/** One device: what it was told, and its ballot. */
function device(token = "good") {
  const heard = { links: [] as LinkState[], views: [] as View[], refused: [] as string[], saves: [] as SaveState[] };
  const connection = new WorkshopConnection({
    url: "ws://server.test/sync",
    workshop: "w",
    seat: "s",
    token,
    events: {
      linkChanged: (state) => heard.links.push(state),
      viewArrived: (view) => heard.views.push(view),
      accessRefused: (reason) => heard.refused.push(reason),
    },
  });
  const ballot = connection.openBallot({
    contentChanged: () => {},
    notTaken: () => true,
    savingChanged: ({ state }) => heard.saves.push(state),
    accessRefused: (reason) => heard.refused.push(reason),
  });
  open.push(connection);
  return { connection, ballot, heard };
}

function saveStateBecomes(ballot: Ballot, state: SaveState) {
  return vi.waitFor(() => expect(ballot.document.saveState).toBe(state));
}

function markOnServer(cell: string): unknown {
  return server.document(BALLOT).getMap("marks").get(cell);
}

test("a mark is called saved only after the server has acknowledged it", async () => {
  const { ballot } = device();
  await saveStateBecomes(ballot, "saved");
  server.isAcknowledging = false;
  ballot.setMark("r1", "leadership", 2);
  await vi.waitFor(() => expect(markOnServer("r1/leadership")).toBe(2));
  expect(ballot.document.saveState).toBe("sending");
  server.acknowledge();
  await saveStateBecomes(ballot, "saved");
});

test("an acknowledgement that is lost with the connection is never assumed", async () => {
  const { connection, ballot, heard } = device();
  await saveStateBecomes(ballot, "saved");
  server.isAcknowledging = false;
  ballot.setMark("r1", "leadership", 2);
  server.drop();
  expect(ballot.document.saveState).toBe("waiting");
  connection.reconnectNow();
  await saveStateBecomes(ballot, "sending");
  expect(heard.saves.at(-1)).toBe("sending");
  server.acknowledge();
  await saveStateBecomes(ballot, "saved");
});

test("marks made without a connection are sent once, by the handshake, and then are saved", async () => {
  const { connection, ballot } = device();
  await saveStateBecomes(ballot, "saved");
  server.isReachable = false;
  server.drop();
  ballot.setMark("r1", "leadership", 3);
  ballot.setMark("r1", "evaluation", "unsure");
  ballot.setReason("r1", "leadership", "  because  ");
  expect(ballot.document.saveState).toBe("waiting");
  server.changes.length = 0;
  server.isReachable = true;
  connection.reconnectNow();
  await saveStateBecomes(ballot, "saved");
  expect([markOnServer("r1/leadership"), markOnServer("r1/evaluation")]).toEqual([3, "unsure"]);
  expect(server.document(BALLOT).getMap("reasons").get("r1/leadership")).toBe("because");
  expect(server.changes.filter((name) => name === BALLOT)).toHaveLength(1);
});

test("marks survive a reload without a network", async () => {
  server.isReachable = false;
  const before = device();
  await before.ballot.document.loaded;
  before.ballot.setMark("r1", "leadership", 4);
  before.connection.close();

  const after = device();
  await after.ballot.document.loaded;
  expect(after.ballot.read().marks.get("r1/leadership")).toBe(4);
  expect(after.ballot.document.saveState).toBe("waiting");

  server.isReachable = true;
  after.connection.reconnectNow();
  await saveStateBecomes(after.ballot, "saved");
  expect(markOnServer("r1/leadership")).toBe(4);
});

test("leaving takes the marks off the device", async () => {
  const before = device();
  await saveStateBecomes(before.ballot, "saved");
  before.ballot.setMark("r1", "leadership", 4);
  await before.ballot.document.forget();
  server.documents.clear();
  const after = device();
  await saveStateBecomes(after.ballot, "saved");
  expect(after.ballot.read().marks.size).toBe(0);
});

test("a ballot shows nothing that is not a mark", async () => {
  const marks = server.document(BALLOT).getMap("marks");
  marks.set("r1/a", 2);
  marks.set("r1/b", 2.5);
  marks.set("r1/c", "maybe");
  marks.set("r1/d", { level: 2 });
  const { ballot } = device();
  await saveStateBecomes(ballot, "saved");
  expect([...ballot.read().marks]).toEqual([["r1/a", 2]]);
});

test("a reason is cut at a whole character and removed when empty", async () => {
  const { ballot } = device();
  await saveStateBecomes(ballot, "saved");
  ballot.setReason("r1", "a", "👍".repeat(300));
  expect([...(ballot.read().reasons.get("r1/a") ?? "")]).toHaveLength(280);
  ballot.setReason("r1", "a", "   ");
  expect(ballot.read().reasons.size).toBe(0);
});

test("views come on the session's address, the newest of each kind", async () => {
  const { ballot, heard } = device();
  await saveStateBecomes(ballot, "saved");
  const say = (view: object) => server.say(SESSION, JSON.stringify(view));
  say({ type: "session", revision: 2 });
  say({ type: "session", revision: 1 });
  say({ type: "progress", round: "r1", revision: 1 });
  say({ type: "unheard of", revision: 9 });
  await vi.waitFor(() => expect(heard.views).toHaveLength(2));
  expect(heard.views.map((view) => view.type)).toEqual(["session", "progress"]);
});

test("after a reconnect the new connection is believed, even where its revisions start lower", async () => {
  const { connection, ballot, heard } = device();
  await saveStateBecomes(ballot, "saved");
  server.say(SESSION, JSON.stringify({ type: "session", revision: 900 }));
  await vi.waitFor(() => expect(heard.views).toHaveLength(1));
  server.drop();
  connection.reconnectNow();
  await saveStateBecomes(ballot, "saved");
  server.say(SESSION, JSON.stringify({ type: "session", revision: 5 }));
  await vi.waitFor(() => expect(heard.views).toMatchObject([{ revision: 900 }, { revision: 5 }]));
});

test("a refused edit is told, on whichever document", async () => {
  const { ballot, heard } = device();
  await saveStateBecomes(ballot, "saved");
  server.say(BALLOT, JSON.stringify({ type: "refusal", document: BALLOT, code: "forbidden", detail: "it is closed" }));
  await vi.waitFor(() => expect(heard.views).toMatchObject([{ type: "refusal", detail: "it is closed" }]));
});

test("cl2 a key that the server does not know is told with its reason, and nothing is called saved", async () => {
  const { connection, ballot, heard } = device("bad");
  await vi.waitFor(() => expect(heard.refused).toContain("seat unknown"));
  await vi.waitFor(() => expect(server.sockets.every(({ readyState }) => readyState === 3)).toBe(true));
  expect(ballot.document.saveState).toBe("waiting");
  const connections = server.sockets.length;
  connection.reconnectNow();
  expect(server.sockets).toHaveLength(connections);
});

test("two devices of one seat both write", async () => {
  const phone = device();
  const laptop = device();
  await saveStateBecomes(phone.ballot, "saved");
  await saveStateBecomes(laptop.ballot, "saved");
  phone.ballot.setMark("r1", "a", 1);
  laptop.ballot.setMark("r1", "b", 2);
  await saveStateBecomes(phone.ballot, "saved");
  await saveStateBecomes(laptop.ballot, "saved");
  expect([markOnServer("r1/a"), markOnServer("r1/b")]).toEqual([1, 2]);
});
