// @vitest-environment jsdom
// What a person is told and asked on a device that keeps nothing: with a server in memory, and stores that fail.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetSeat, storeSeat } from "../sync/device/seatStore";
import { full, troubledStore, TROUBLES, workingStore } from "../sync/device/fakeStore";
import { FakeServer } from "../sync/fakeServer";
import type { SessionView } from "../model/generated";
import { openMap } from "../sync/working/open";
import { openLive, resumeLive, type LiveWorkshop } from "./live";
import { sessionAt } from "../model/testSession";

const SEAT = { workshop: "w", seat: "s", token: "good", title: "Workshop", code: "KQM4WTX", recovery_words: null };
const SAFE = "Waiting to send. Your marks are safe on this device.";
const ONLY_HERE = "Only in this window so far. Keep it open until it says “Saved”.";

let server: FakeServer;
let pages: LiveWorkshop[];
beforeEach(() => {
  server = new FakeServer("good");
  pages = [];
  vi.stubGlobal("WebSocket", server.Socket);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  workingStore();
});
afterEach(() => {
  for (const page of pages) page.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  forgetSeat("w");
});

/** A page of somebody who has joined on this device. */
async function page(): Promise<LiveWorkshop> {
  storeSeat(SEAT);
  const live = resumeLive(SEAT);
  if (!pages.includes(live)) pages.push(live);
  // A store that never answers takes its three seconds.
  await vi.waitFor(() => expect(live.model.isBallotLoaded).toBe(true), { timeout: 5_000 });
  return live;
}

function isAsked(): boolean {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

const mark = (live: LiveWorkshop, domain = "a") => live.ballot?.setMark("r1", domain, 3);
const says = (live: LiveWorkshop, words: string) => vi.waitFor(() => expect(live.model.marksLine().words).toBe(words), { timeout: 5_000 });

function goOffline(): void {
  server.isReachable = false;
  server.drop();
}

function comeBack(live: LiveWorkshop): void {
  server.isReachable = true;
  live.tryNow();
}

test("on a device that keeps marks, what waits is safe, and nobody is asked when they leave", async () => {
  const live = await page();
  mark(live);
  await says(live, "Saved");
  goOffline();
  await says(live, "No connection. The server has all your marks.");
  mark(live, "b");
  await says(live, SAFE);
  expect(isAsked()).toBe(false);
  // After a reload it is there, and is not taken for sent.
  live.close();
  const again = await page();
  expect(again.model.marks.get("r1/b")).toBe(3);
  await says(again, SAFE);
  expect(isAsked()).toBe(false);
  comeBack(again);
  await says(again, "Saved");
  expect(server.document("w/ballot/s").getMap("marks").get("r1/b")).toBe(3);
});

test.each(TROUBLES)("where the store is %s, what waits is only in this window, and leaving asks until it is saved", async (trouble) => {
  troubledStore(trouble);
  const live = await page();
  await says(live, "");
  expect(isAsked()).toBe(false);
  goOffline();
  mark(live);
  await says(live, ONLY_HERE);
  expect(live.model.marksAre).toContain("only in this window");
  expect(isAsked()).toBe(true);
  comeBack(live);
  await says(live, "Saved");
  expect(isAsked()).toBe(false);
});

test("a store that is full is found out with the first mark that does not fit in", async () => {
  const live = await page();
  goOffline();
  mark(live);
  await says(live, SAFE);
  full();
  mark(live, "b");
  await says(live, ONLY_HERE);
  expect(isAsked()).toBe(true);
});

test("a copy without the key that opens it is not called safe", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("blocked", "SecurityError");
  });
  const live = await page();
  goOffline();
  mark(live);
  await says(live, ONLY_HERE);
  expect(isAsked()).toBe(true);
});

test("leaving asks for words on a map as it does for marks", async () => {
  troubledStore("absent");
  const live = await page();
  const map = openMap({ connection: live.connection, workshop: "w", token: "good" }, "m1", { changed: () => {}, stateChanged: () => {} });
  await vi.waitFor(() => expect(map.saving.state).toBe("saved"));
  goOffline();
  map.replica.getText("pathway").insert(0, "Falls");
  expect(isAsked()).toBe(true);
  // Another page of the app is looked at: the words are still here, and are sent.
  map.close();
  expect(isAsked()).toBe(true);
  comeBack(live);
  await vi.waitFor(() => expect(server.document("w/map/m1").getText("pathway").toString()).toBe("Falls"));
  await vi.waitFor(() => expect(isAsked()).toBe(false));
  expect(map.replica.isDestroyed).toBe(true);
});

test("whoever goes to another page of the app finds what is only in this window when they come back", async () => {
  troubledStore("absent");
  const live = await page();
  goOffline();
  mark(live);
  live.leave();
  expect(isAsked()).toBe(true);
  const again = await page();
  expect(again).toBe(live);
  await says(again, ONLY_HERE);
  // Left once more, it is sent without them, and then closed.
  again.leave();
  comeBack(again);
  await vi.waitFor(() => expect(server.document("w/ballot/s").getMap("marks").get("r1/a")).toBe(3));
  await vi.waitFor(() => expect(isAsked()).toBe(false));
  expect(await page()).not.toBe(live);
});

test("a map that has grown beyond what the server holds is told and fetched anew, also where the page is loaded again at once", async () => {
  const open = (live: LiveWorkshop) => openMap({ connection: live.connection, workshop: "w", token: "good" }, "m1", { changed: () => {}, stateChanged: () => {} });
  const live = await page();
  const map = open(live);
  await vi.waitFor(() => expect(map.saving.state).toBe("saved"));
  // The server takes none of it, and says so once.
  server.isTaking = false;
  map.replica.getText("pathway").insert(0, "Falls");
  await vi.waitFor(() => expect(server.refused).toEqual(["w/map/m1"]));
  server.isReachable = false;
  server.say("w/map/m1", JSON.stringify({ type: "refusal", document: "w/map/m1", code: "too-long", detail: "the map is more than the server holds" }));
  const kept = async () => (await indexedDB.databases()).map(({ name }) => name);
  await vi.waitFor(async () => expect(await kept()).toContain("plenary/w/s/map/m1/refused"));
  live.close();

  server.isReachable = true;
  server.isTaking = true;
  server.drop();
  const again = await page();
  const found = open(again);
  await vi.waitFor(() => expect(found.notTaken?.words).toEqual([{ path: ["pathway"], text: "Falls" }]));
  expect(found.notTaken?.because).toBe("the map is more than the server holds");
  expect(found.replica.getText("pathway").toString()).toBe("");
  await vi.waitFor(async () => expect(await kept()).not.toContain("plenary/w/s/map/m1/refused"));
  expect(isAsked()).toBe(false);
});

test("leaving the device on purpose asks no more", async () => {
  troubledStore("refused");
  const live = await page();
  goOffline();
  mark(live);
  expect(isAsked()).toBe(true);
  live.close();
  expect(isAsked()).toBe(false);
});

test("a page begins with what its own seat was told, and not with what the desk on the same device was", async () => {
  const tells = (live: LiveWorkshop, session: SessionView) =>
    vi.waitFor(() => {
      server.say("w/session", JSON.stringify({ ...session, type: "session" }));
      expect(live.model.session?.title).toBe(session.title);
    });
  const desk = openLive({ workshop: "w", token: "good" });
  pages.push(desk);
  await tells(desk, sessionAt("mark", [], { workshop: "w", title: "As a facilitator is told" }));
  desk.close();
  const first = await page();
  expect(first.model.session).toBeNull();

  await tells(first, sessionAt("mark", [], { workshop: "w", title: "As a participant is told" }));
  first.close();
  goOffline();
  const again = await page();
  expect(again.model.session?.title).toBe("As a participant is told");
});
