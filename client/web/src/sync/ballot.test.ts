import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { readNotTaken, withNotTaken, type MarksNotTaken } from "../model/marks/marksNotTaken";
import { NOTHING_KNOWN } from "../model/device/saving";
import { forgetText, keptText } from "./device/seatStore";
import { Ballot, type BallotContent } from "./ballot";
import type { DocumentEvents, OpenDocument } from "./document";

// A server that holds one ballot, and documents that are open on it.
let server: Y.Doc;
let opened: { replica: Y.Doc; events: DocumentEvents; isStored: boolean; isForgotten: boolean }[];
let canForget: boolean;
// Whether what was told could be kept on the device until it has been read.
let isToldKept: boolean;
const REFUSED_AS = "plenary:w:refused:s";
let kept: string;
const told = (): MarksNotTaken | null => readNotTaken(kept);
let content: BallotContent;

function open(events: DocumentEvents, isStored: boolean): OpenDocument {
  const replica = new Y.Doc();
  const one = { replica, events, isStored, isForgotten: false };
  opened.push(one);
  const document = {
    replica,
    saving: NOTHING_KNOWN,
    loaded: Promise.resolve(),
    close: () => undefined,
    forget: () => {
      one.isForgotten = true;
      return canForget ? Promise.resolve() : new Promise<void>(() => undefined);
    },
  };
  // The ballot uses nothing else of a document.
  return document as unknown as OpenDocument;
}

beforeEach(() => {
  server = new Y.Doc();
  server.getMap("marks").set("r1/a", 2);
  [opened, kept, canForget, isToldKept] = [[], "", true, true];
  forgetText(REFUSED_AS);
});

function begin(): Ballot {
  const ballot = new Ballot(open, {
    contentChanged: (news) => (content = news),
    savingChanged: () => undefined,
    accessRefused: () => undefined,
    notTaken: (...refused) => {
      kept = withNotTaken(kept, ...refused);
      return isToldKept;
    },
  }, REFUSED_AS);
  arrive();
  return ballot;
}

/** The server's content comes, and everything is acknowledged. */
function arrive(): void {
  const latest = opened.at(-1);
  Y.applyUpdate(latest?.replica ?? server, Y.encodeStateAsUpdate(server));
  latest?.events.saveStateChanged?.("saved");
}

function refuse(detail: string): void {
  const payload = JSON.stringify({ type: "refusal", document: "w/ballot/s", code: "moved_on", detail });
  opened.at(-1)?.events.messageArrived?.(payload);
}

const until = async (is: () => boolean) => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("marks that were refused are told once, and the ballot is as the server has it", async () => {
  const ballot = begin();
  ballot.setMark("r1", "a", 4);
  ballot.setMark("r1", "b", "unsure");
  ballot.setReason("r1", "b", "We never met.");
  refuse("too late");
  await until(() => opened.length === 2);
  expect(opened[0]?.isForgotten).toBe(true);
  arrive();
  const first = { because: "too late", marks: [["r1/a", 4], ["r1/b", "unsure"]], reasons: [["r1/b", "We never met."]] };
  expect(told()).toEqual(first);
  expect([...content.marks]).toEqual([["r1/a", 2]]);
  expect([...ballot.read().marks]).toEqual([["r1/a", 2]]);
  // It goes on: the next mark is in the new replica, and nothing is told twice.
  ballot.setMark("r1", "a", 3);
  expect(content.marks.get("r1/a")).toBe(3);
  arrive();
  expect(told()).toEqual(first);
  // A second refusal before the first was read: both are told, and of two marks on one thing the later one.
  refuse("still too late");
  await until(() => opened.length === 3);
  arrive();
  expect(told()).toEqual({ ...first, because: "still too late", marks: [["r1/a", 3], ["r1/b", "unsure"]] });
});

test("a copy that another tab holds is not opened again, or it would be refused for ever", async () => {
  canForget = false;
  const ballot = begin();
  ballot.setMark("r1", "a", 4);
  refuse("too late");
  await until(() => opened.length === 2);
  expect(opened.map(({ isStored }) => isStored)).toEqual([true, false]);
});

test("a refusal of something that the server has after all is told as nothing", async () => {
  begin();
  refuse("shape");
  await until(() => opened.length === 2);
  arrive();
  expect(told()).toBeNull();
});

test("a refusal of another document is not the ballot's", () => {
  begin();
  opened[0]?.events.messageArrived?.(JSON.stringify({ type: "refusal", document: "w/plan", code: "moved_on", detail: "closed" }));
  expect(opened).toHaveLength(1);
});

test("a page that is loaded again before the server's ballot has come still tells what was refused", async () => {
  const ballot = begin();
  ballot.setMark("r1", "a", 4);
  ballot.setReason("r1", "a", "We met twice.");
  refuse("too late");
  // At once, before the copy is even gone.
  expect(keptText(REFUSED_AS)).toContain("We met twice.");
  ballot.close();
  begin();
  await until(() => told() !== null);
  expect(told()).toEqual({ because: "too late", marks: [["r1/a", 4]], reasons: [["r1/a", "We met twice."]] });
  await until(() => keptText(REFUSED_AS) === null);
  kept = "";
  begin();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told()).toBeNull();
});

test("where the words for it cannot be kept, what was refused stays aside", async () => {
  const ballot = begin();
  ballot.setMark("r1", "a", 4);
  isToldKept = false;
  refuse("too late");
  await until(() => opened.length === 2);
  arrive();
  await until(() => told() !== null);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(keptText(REFUSED_AS)).not.toBeNull();
});

test("a second refusal before the first was told adds to it", async () => {
  const ballot = begin();
  ballot.setMark("r1", "b", 1);
  refuse("too late");
  await until(() => opened.length === 2);
  ballot.setMark("r1", "c", 2);
  refuse("still too late");
  await until(() => opened.length === 3);
  arrive();
  await until(() => told() !== null);
  expect(new Map(told()?.marks)).toEqual(new Map([["r1/b", 1], ["r1/c", 2]]));
});
