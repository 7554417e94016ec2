import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Binding, HOLD_MS } from "../../text/binding";
import { FakeField, type Browser } from "../../text/fakeKeyboard";
import { isEnter } from "../../text/keys";
import { createItem, setRemoved } from "./items";
import { LiveWords } from "./live";
import { MAP_WORDS, wordsAt, wordsPlace, type WordsPath } from "./textFields";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BROWSERS: readonly Browser[] = ["chromium", "safari", "firefox"];
const NOTE: WordsPath = ["steps", "s", "note"];
const NAME: WordsPath = ["steps", "s", "name"];

/** One person at one map, with a network that carries what it is told to. */
class Person {
  readonly doc = new Y.Doc();
  readonly said: (string | null)[] = [];
  words: LiveWords;
  #sent: Uint8Array[] = [];
  #open: (() => void)[] = [];

  constructor(client: number, seed: Uint8Array, keptAs: string | null = null) {
    this.doc.clientID = client;
    Y.applyUpdate(this.doc, seed);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => void (origin !== "network" && this.#sent.push(update)));
    this.words = this.#live(keptAs);
  }

  #live(keptAs: string | null): LiveWords {
    const words = new LiveWords({
      table: MAP_WORDS,
      replica: () => this.doc,
      keptAs,
      sayAt: (path) => void this.said.push(path),
      changed: () => {},
    });
    this.doc.on("afterTransaction", () => words.settle((path) => this.isShown(path)));
    return words;
  }

  isShown(path: WordsPath): boolean {
    const [root = "", id = ""] = path;
    const item = this.doc.getMap(root).get(id);
    return path.length === 1 || (item instanceof Y.Map && item.get("removed") !== true);
  }

  /** A field on the page, with the caret at its end. */
  at(path: WordsPath): FakeField {
    const field = new FakeField();
    const binding = new Binding(field, this.words.field(path), { shown: () => {}, held: () => {} });
    this.#open.push(() => binding.close());
    field.focus();
    field.select(field.value.length);
    return field;
  }

  text(path: WordsPath): string {
    const place = wordsPlace(this.doc, path);
    return place === null ? "" : (wordsAt(place) ?? "");
  }

  /** What has been written since this was last asked. */
  take(): Uint8Array[] {
    return this.#sent.splice(0);
  }

  get hasNews(): boolean {
    return this.#sent.length > 0;
  }

  hear(updates: readonly Uint8Array[]): void {
    for (const update of updates) Y.applyUpdate(this.doc, update, "network");
  }

  leave(): void {
    for (const close of this.#open.splice(0)) close();
    this.words.close();
  }
}

function seed(note = "", name = ""): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1_000;
  createItem(doc.getMap("steps"), { lines: { name }, texts: { note }, scalars: { kind: "step" } }, 0, "s");
  return Y.encodeStateAsUpdate(doc);
}

function two(note = "", name = ""): [Person, Person] {
  const start = seed(note, name);
  return [new Person(1, start), new Person(2, start)];
}

function exchange(...people: Person[]): void {
  const sent = people.map((person) => person.take());
  people.forEach((person, index) => sent.forEach((updates, from) => from !== index && person.hear(updates)));
  // What hearing has caused is carried as well.
  if (people.some((person) => person.hasNews)) exchange(...people);
}

test.each(BROWSERS)("a word that is composed while somebody else writes stands there once, in %s", (browser) => {
  const [ann, bob] = two("Agree a lead");
  const field = ann.at(NOTE);
  field.beginWord();
  field.compose(" b");
  bob.at(NOTE).select(0);
  const other = bob.at(NOTE);
  other.select(0);
  other.insert("We: ");
  exchange(ann, bob);
  expect(field.value, "nothing is written into a field in which a word is composed").toBe("Agree a lead b");
  expect(bob.text(NOTE), "nobody sees half a word").toBe("We: Agree a lead");
  field.compose(" by");
  field.endWord(" by May", browser);
  vi.runAllTimers();
  exchange(ann, bob);
  expect([ann.text(NOTE), bob.text(NOTE), field.value]).toEqual(Array(3).fill("We: Agree a lead by May"));
  expect(field.torn).toBe(0);
  expect(field.selectionStart).toBe(field.value.length);
});

test("a keyboard that takes up a word that stands there replaces it, whatever comes before it meanwhile", () => {
  const [ann, bob] = two("Now Hire two");
  const field = ann.at(NOTE);
  field.beginWord(9, 3);
  field.compose("tw");
  const other = bob.at(NOTE);
  other.select(4);
  other.insert("we ");
  exchange(ann, bob);
  field.endWord("ten", "chromium");
  vi.runAllTimers();
  exchange(ann, bob);
  expect([ann.text(NOTE), bob.text(NOTE), field.value]).toEqual(Array(3).fill("Now we Hire ten"));
});

test("a word that is being composed when the page goes is kept, and when it comes back is one word", () => {
  const [ann, bob] = two("Refer to ");
  const field = ann.at(NOTE);
  field.beginWord();
  field.compose("nur");
  field.hidePage();
  exchange(ann, bob);
  expect(bob.text(NOTE)).toBe("Refer to nur");
  field.compose("nurs");
  field.endWord("nurse", "chromium");
  exchange(ann, bob);
  expect(bob.text(NOTE)).toBe("Refer to nurse");
});

test("an Enter that ends a composed word is none, in Safari as well", () => {
  const key = { key: "Enter", keyCode: 13, isComposing: false, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect([isEnter(key), isEnter({ ...key, isComposing: true }), isEnter({ ...key, keyCode: 229 })]).toEqual([true, false, false]);
});

test("words that arrive at the caret stay behind it, so that no word is split", () => {
  const [ann, bob] = two("Start ");
  const mine = ann.at(NOTE);
  const theirs = bob.at(NOTE);
  mine.insert("A");
  exchange(ann, bob);
  theirs.select(theirs.value.length - 1);
  theirs.insert("D00 ");
  exchange(ann, bob);
  mine.insert("00");
  exchange(ann, bob);
  expect([ann.text(NOTE), bob.text(NOTE), mine.value]).toEqual(Array(3).fill("Start D00 A00"));
  theirs.select(theirs.value.length);
  theirs.insert(" E11");
  exchange(ann, bob);
  mine.insert("!");
  exchange(ann, bob);
  expect(mine.value).toBe("Start D00 A00! E11");
});

test("undo takes back what I wrote and nothing else, by key, by menu, and again", () => {
  const [ann, bob] = two("Note.");
  const mine = ann.at(NOTE);
  mine.insert(" Mine.");
  exchange(ann, bob);
  bob.at(NOTE).insert(" Theirs.");
  exchange(ann, bob);
  expect(mine.press("z", { ctrlKey: true })).toBe(true);
  expect([ann.text(NOTE), mine.value]).toEqual(["Note. Theirs.", "Note. Theirs."]);
  expect(mine.press("z", { metaKey: true, shiftKey: true })).toBe(true);
  expect(mine.value).toBe("Note. Mine. Theirs.");
  expect(mine.history("historyUndo")).toBe(true);
  expect(mine.value).toBe("Note. Theirs.");
  mine.press("y", { ctrlKey: true });
  expect(mine.value).toBe("Note. Mine. Theirs.");
  expect(mine.press("z", { ctrlKey: true, altKey: true }), "on some keyboards this is a letter").toBe(false);
  exchange(ann, bob);
  expect(bob.text(NOTE)).toBe("Note. Mine. Theirs.");
});

test("a composed word is one step of undo", () => {
  const [ann] = two("");
  const mine = ann.at(NOTE);
  mine.insert("now ");
  mine.beginWord();
  for (const text of ["h", "hi", "hir"]) mine.compose(text);
  mine.endWord("hire", "chromium");
  vi.runAllTimers();
  mine.insert(" two");
  mine.press("z", { ctrlKey: true });
  expect(mine.value).toBe("now hire");
  mine.press("z", { ctrlKey: true });
  expect(mine.value).toBe("now ");
});

test("a name is undone too, but not over what somebody else has made of it", () => {
  const [ann, bob] = two("", "Visit");
  const mine = ann.at(NAME);
  mine.select(0, 5);
  mine.insert("Call");
  mine.press("z", { ctrlKey: true });
  expect([mine.value, ann.text(NAME)]).toEqual(["Visit", "Visit"]);
  mine.press("y", { ctrlKey: true });
  expect(mine.value).toBe("Call");
  exchange(ann, bob);
  bob.at(NAME).insert("er");
  exchange(ann, bob);
  vi.advanceTimersByTime(HOLD_MS);
  mine.press("z", { ctrlKey: true });
  expect([mine.value, ann.text(NAME)]).toEqual(["Caller", "Caller"]);
});

test("of two names that are put over one at once the last holds whole, and its loser has the other back at one press", () => {
  const [ann, bob] = two("", "GP nurse");
  for (const [person, name] of [[ann, "GP"], [bob, "nurse"]] as const) {
    const field = person.at(NAME);
    field.select(0, 8);
    field.insert(name, "insertFromPaste");
    field.blur();
  }
  exchange(ann, bob);
  vi.runAllTimers();
  const held = ann.text(NAME);
  expect(["GP", "nurse"]).toContain(held);
  expect(bob.text(NAME)).toBe(held);
  const loser = held === "GP" ? bob : ann;
  const [told] = loser.words.overwritten;
  const lost = held === "GP" ? "nurse" : "GP";
  expect(told).toEqual({ path: NAME, mine: lost, theirs: held });
  expect((loser === ann ? bob : ann).words.overwritten).toEqual([]);
  if (told !== undefined) loser.words.useMine(told);
  exchange(ann, bob);
  expect([ann.text(NAME), bob.text(NAME)]).toEqual([lost, lost]);
  expect(loser.words.overwritten).toEqual([]);
});

test("who is told of a name that was replaced is still told after a reload, and one who was there before is not", () => {
  const start = seed("", "Visit");
  const [ann, bob, cat] = [new Person(1, start, "plenary:reload:ann"), new Person(2, start), new Person(3, start, "plenary:reload:cat")];
  const write = (person: Person, name: string) => {
    const field = person.at(NAME);
    field.select(0, field.value.length);
    field.insert(name);
    field.blur();
  };
  write(ann, "Call");
  const state = Y.encodeStateAsUpdate(ann.doc);
  ann.leave();
  // Offline, the page is opened anew from its copy; the network brings what somebody else made of it meanwhile.
  write(bob, "Meet");
  const again = new Person(9, state, "plenary:reload:ann");
  again.hear(bob.take());
  cat.hear([Y.encodeStateAsUpdate(bob.doc)]);
  cat.hear([Y.encodeStateAsUpdate(again.doc)]);
  const [loser, winner] = again.text(NAME) === "Meet" ? [again, "Meet"] : [null, "Call"];
  expect(cat.text(NAME)).toBe(winner);
  expect(cat.words.overwritten).toEqual([]);
  if (loser !== null) expect(loser.words.overwritten).toEqual([{ path: NAME, mine: "Call", theirs: "Meet" }]);
  else {
    bob.hear([Y.encodeStateAsUpdate(again.doc)]);
    expect(bob.words.overwritten).toEqual([{ path: NAME, mine: "Meet", theirs: "Call" }]);
  }
  again.leave();
  const later = new Person(10, state, "plenary:reload:ann");
  expect(later.words.overwritten).toHaveLength(loser === null ? 0 : 1);
});

test("a name renamed long after, by somebody who had read it, is nobody's loss", () => {
  const [ann, bob] = two("", "Visit");
  const field = ann.at(NAME);
  field.insert("s");
  field.blur();
  exchange(ann, bob);
  vi.advanceTimersByTime(60_000);
  bob.at(NAME).insert("!");
  exchange(ann, bob);
  expect(ann.words.overwritten).toEqual([]);
  expect(ann.text(NAME)).toBe("Visits!");
});

test("a name holds still under the hands of whoever writes it, and shows the last one after a pause", () => {
  const [ann, bob] = two("", "");
  const [mine, theirs] = [ann.at(NAME), bob.at(NAME)];
  for (const letter of "Nurse") {
    mine.insert(letter);
    theirs.insert(letter.toUpperCase());
    exchange(ann, bob);
    vi.advanceTimersByTime(100);
  }
  expect([mine.value, theirs.value]).toEqual(["Nurse", "NURSE"]);
  vi.advanceTimersByTime(HOLD_MS);
  const held = ann.text(NAME);
  expect([mine.value, theirs.value, bob.text(NAME)]).toEqual([held, held, held]);
  const loser = held === "Nurse" ? bob : ann;
  expect(loser.words.overwritten.map(({ theirs: other }) => other)).toEqual([held]);
});

test("two who begin one text at once both keep their words", () => {
  const doc = new Y.Doc();
  doc.clientID = 1_000;
  createItem(doc.getMap("steps"), { scalars: { kind: "step" } }, 0, "s");
  const start = Y.encodeStateAsUpdate(doc);
  const [ann, bob] = [new Person(1, start), new Person(2, start)];
  // The same document may be open on a page and in a dialogue before it.
  for (const { doc: replica } of [ann, bob]) {
    new LiveWords({ table: MAP_WORDS, replica: () => replica, keptAs: null, sayAt: () => {}, changed: () => {} });
  }
  ann.at(NOTE).insert("Ann begins.");
  bob.at(NOTE).insert("Bob begins.");
  exchange(ann, bob);
  return Promise.resolve().then(() => {
    exchange(ann, bob);
    expect(ann.text(NOTE)).toBe(bob.text(NOTE));
    expect(ann.text(NOTE).split("\n").sort()).toEqual(["Ann begins.", "Bob begins."]);
  });
});

test("whose step is taken away while they write goes on beside it, and nothing is typed into nothing", () => {
  const [ann, bob] = two("", "");
  const field = ann.at(NOTE);
  field.insert("I am in the middle");
  setRemoved(bob.doc.getMap("steps"), "s", true);
  field.beginWord();
  field.compose(" o");
  exchange(ann, bob);
  expect(ann.words.aside).toEqual({ path: NOTE, caret: 20 });
  const beside = ann.at(NOTE);
  expect(beside.value).toBe("I am in the middle o");
  beside.insert("f a sentence");
  exchange(ann, bob);
  expect(bob.text(NOTE)).toBe("I am in the middle of a sentence");
  ann.words.closeAside();
  expect(ann.words.aside).toBeNull();
});

test("who is in which field is said while they are, and not between two fields", () => {
  const [ann] = two("", "");
  const note = ann.at(NOTE);
  note.blur();
  ann.at(NAME).blur();
  expect(ann.said).toEqual(["steps/s/note", "steps/s/name"]);
  vi.runAllTimers();
  expect(ann.said.at(-1)).toBeNull();
});

test("a line end that the browser changes is nobody's edit", () => {
  const [ann, bob] = two("one\r\ntwo");
  const field = ann.at(NOTE);
  field.blur();
  exchange(ann, bob);
  expect(bob.text(NOTE)).toBe("one\r\ntwo");
});
