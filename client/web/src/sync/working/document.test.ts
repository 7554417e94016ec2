import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { memoryStorage } from "../device/fakeStorage";
import { keptText } from "../device/seatStore";
import { full, troubledStore, workingStore } from "../device/fakeStore";
import type { DocumentEvents, OpenDocument } from "../document";
import { WorkingDocument } from "./document";
import { createItem, readItems } from "./items";
import { MAP_ROOTS } from "./notTaken";
import { rawText } from "./text";
import { MAP_WORDS, writeWords } from "./textFields";

beforeEach(() => {
  workingStore();
  vi.stubGlobal("localStorage", memoryStorage());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens documents in memory: the first keeps what is written here, each later one starts as the server has it. */
class Openings {
  readonly opened: { events: DocumentEvents; replica: Y.Doc; isForgotten: boolean; storedAs: string | undefined }[] = [];
  canForget = true;
  readonly server = new Y.Doc();
  open = (_name: string, events: DocumentEvents, storedAs?: string): OpenDocument => {
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(this.server));
    const opening = { events, replica, isForgotten: false, storedAs };
    this.opened.push(opening);
    const document = {
      replica,
      saveState: "saved",
      saving: { state: "saved", hasUnsent: false, keeping: "kept" },
      loaded: Promise.resolve(),
      close: () => replica.destroy(),
      forget: () => {
        opening.isForgotten = true;
        replica.destroy();
        return this.canForget ? Promise.resolve() : new Promise<void>(() => {});
      },
    };
    // Only these are used here; the network is tested with the connection.
    return document as unknown as OpenDocument;
  };
  refuse(name: string) {
    const view = { type: "refusal", document: `w/${name}`, code: "forbidden", detail: "the map is closed" };
    this.opened.at(-1)?.events.messageArrived?.(JSON.stringify(view));
  }
}

function opened(workshop: string) {
  const openings = new Openings();
  createItem(openings.server.getMap("steps"), { texts: { name: "Referral" } }, 0, "step1");
  const heard = { changes: 0 };
  const options = {
    open: openings.open,
    workshop,
    holder: "seat",
    name: "map/m1",
    roots: MAP_ROOTS,
    events: { changed: () => (heard.changes += 1), stateChanged: () => {} },
  };
  return { openings, heard, options, working: new WorkingDocument(options) };
}

test("one transaction is told once", async () => {
  const { working, heard } = opened("w-told");
  await vi.waitFor(() => expect(working.isLoaded).toBe(true));
  const before = heard.changes;
  createItem(working.replica.getMap("steps"), { texts: { name: "Triage" }, scalars: { kind: "step" } });
  expect(heard.changes).toBe(before + 1);
});

test("what was refused is kept in words, and the document goes on as the server has it", async () => {
  const { working, openings, options } = opened("w-refused");
  await vi.waitFor(() => expect(working.isLoaded).toBe(true));
  const steps = working.replica.getMap("steps");
  createItem(steps, { texts: { name: "Triage", note: "" }, scalars: { kind: "step", lane: null } }, 1, "step2");
  writeWords(working.replica, MAP_WORDS, ["steps", "step1", "name"], "Referral", "Referral by letter");
  working.replica.getMap("about").set("priority", true);
  openings.refuse("plan");
  expect(openings.opened).toHaveLength(1);
  openings.refuse("map/m1");
  await vi.waitFor(() => expect(openings.opened).toHaveLength(2));
  expect(openings.opened[0]?.isForgotten).toBe(true);
  expect(working.notTaken).toBeNull();
  openings.opened[1]?.events.saveStateChanged?.("saved");
  expect(working.notTaken?.because).toBe("the map is closed");
  expect(new Set(working.notTaken?.words.map(({ text }) => text))).toEqual(new Set(["Triage", "Referral by letter"]));
  // That the pathway is a priority: a choice without words.
  expect(working.notTaken?.others).toBe(1);
  const shown = readItems(working.replica.getMap("steps"));
  expect(shown.map(({ fields }) => rawText(fields.get("name")))).toEqual(["Referral"]);

  // The words outlive the page, until they have been read.
  working.close();
  const again = new WorkingDocument(options);
  expect(again.notTaken?.words).toHaveLength(2);
  again.dismissNotTaken();
  again.close();
  expect(new WorkingDocument(options).notTaken).toBeNull();
});

/** Somebody writes a step, and the server refuses it. */
async function refusedStep(workshop: string) {
  const page = opened(workshop);
  const { working, openings } = page;
  await vi.waitFor(() => expect(working.isLoaded).toBe(true));
  createItem(working.replica.getMap("steps"), { texts: { name: "Triage" }, scalars: { kind: "step" } }, 1, "step2");
  openings.refuse("map/m1");
  return page;
}

const arrives = ({ opened }: Openings) => opened.at(-1)?.events.saveStateChanged?.("saved");
const lost = (working: WorkingDocument) => working.notTaken?.words.map(({ text }) => text) ?? null;
const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

test("a page that is loaded again before the fresh copy has come still tells the words that were refused", async () => {
  const { working, openings, options } = await refusedStep("w-reload");
  await vi.waitFor(() => expect(openings.opened).toHaveLength(2));
  working.close();
  expect(await databases()).toEqual(["plenary/w-reload/seat/map/m1/refused"]);

  const again = new WorkingDocument(options);
  await vi.waitFor(() => expect(again.isNeeded).toBe(true));
  arrives(openings);
  expect(again.notTaken).toMatchObject({ because: "the map is closed" });
  expect(lost(again)).toEqual(["Triage"]);
  // Once they are kept in words, nothing stays aside, and another reload tells the same.
  await vi.waitFor(async () => expect(await databases()).toEqual([]));
  again.close();
  expect(lost(new WorkingDocument(options))).toEqual(["Triage"]);
});

test("the server may be faster than the store: what was kept aside is told all the same, and once", async () => {
  const { working, openings, options } = await refusedStep("w-faster");
  await vi.waitFor(() => expect(openings.opened).toHaveLength(2));
  working.close();
  const again = new WorkingDocument(options);
  arrives(openings);
  await vi.waitFor(() => expect(lost(again)).toEqual(["Triage"]));
  again.dismissNotTaken();
  await vi.waitFor(async () => expect(await databases()).toEqual([]));
  again.close();
  expect(new WorkingDocument(options).notTaken).toBeNull();
});

test.each([
  ["full", () => void full()],
  ["absent", () => troubledStore("absent")],
])("where the store is %s, what was refused is told in this window", async (_, trouble) => {
  trouble();
  const { working, openings } = await refusedStep(`w-aside-${_}`);
  await vi.waitFor(() => expect(openings.opened).toHaveLength(2));
  // Whoever looks at another page meanwhile must not lose it with this one.
  expect(working.isNeeded).toBe(true);
  arrives(openings);
  expect(lost(working)).toEqual(["Triage"]);
  expect(working.isNeeded).toBe(false);
});

test("words that the device has no room for stay aside until they have been read", async () => {
  const failing = { getItem: () => null, removeItem: () => {}, setItem: () => { throw new DOMException("full", "QuotaExceededError"); } };
  vi.stubGlobal("localStorage", failing);
  const { working, openings } = await refusedStep("w-noroom");
  await vi.waitFor(() => expect(openings.opened).toHaveLength(2));
  arrives(openings);
  expect(lost(working)).toEqual(["Triage"]);
  // This window remembers them as well.
  expect(keptText("plenary:w-noroom:not-taken:seat:map/m1")).toContain("Triage");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await databases()).toEqual(["plenary/w-noroom/seat/map/m1/refused"]);
  working.dismissNotTaken();
  await vi.waitFor(async () => expect(await databases()).toEqual([]));
});

test("a second refusal before the first was told adds to it", async () => {
  const { working, openings } = await refusedStep("w-twice");
  await vi.waitFor(() => expect(openings.opened).toHaveLength(2));
  await vi.waitFor(() => expect(working.isLoaded).toBe(true));
  createItem(working.replica.getMap("steps"), { texts: { name: "Letter" }, scalars: { kind: "step" } }, 1, "step3");
  openings.refuse("map/m1");
  await vi.waitFor(() => expect(openings.opened).toHaveLength(3));
  arrives(openings);
  expect(new Set(lost(working))).toEqual(new Set(["Triage", "Letter"]));
});

test("a copy that cannot be removed is not opened again, or it would be refused for ever", async () => {
  const page = opened("w-held");
  page.openings.canForget = false;
  await vi.waitFor(() => expect(page.working.isLoaded).toBe(true));
  page.openings.refuse("map/m1");
  await vi.waitFor(() => expect(page.openings.opened).toHaveLength(2), { timeout: 3_000 });
  expect(page.openings.opened.map(({ storedAs }) => storedAs)).toEqual(["plenary/w-held/seat/map/m1", undefined]);
});
