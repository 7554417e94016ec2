import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { DocumentEvents, OpenDocument } from "../document";
import { WorkingDocument } from "./document";
import { createItem, readItems } from "./items";
import { MAP_ROOTS } from "./notTaken";
import { rawText } from "./text";
import { MAP_WORDS, writeWords } from "./words";

afterEach(() => vi.unstubAllGlobals());

/** Opens documents in memory: the first keeps what is written here, each later one starts as the server has it. */
class Openings {
  readonly opened: { events: DocumentEvents; replica: Y.Doc; isForgotten: boolean }[] = [];
  readonly server = new Y.Doc();
  open = (_name: string, events: DocumentEvents): OpenDocument => {
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(this.server));
    const opening = { events, replica, isForgotten: false };
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
        return Promise.resolve();
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
