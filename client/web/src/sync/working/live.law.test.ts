import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Binding } from "../../text/binding";
import { FakeField, type Browser } from "../../text/fakeKeyboard";
import { numbers } from "../../text/seeded";
import { createItem } from "./items";
import { LiveWords } from "./live";
import { MAP_WORDS, wordsAt, wordsPlace, type WordsPath } from "./textFields";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const RUNS = 120;
const NOTE: WordsPath = ["steps", "s", "note"];
const NAME: WordsPath = ["steps", "s", "name"];
const BROWSERS: readonly Browser[] = ["chromium", "safari", "firefox"];

/** Somebody who writes words into a note, letter by letter or composed, while the network comes and goes. */
class Writer {
  readonly doc = new Y.Doc();
  readonly finished: string[] = [];
  readonly words: LiveWords;
  readonly note: FakeField;
  readonly name: FakeField;
  readonly inbox: Uint8Array[] = [];
  lastName: string | null = null;
  #half: { word: string; typed: number; isComposed: boolean } | null = null;
  readonly #random: () => number;
  readonly #client: number;

  constructor(client: number, seed: Uint8Array, random: () => number) {
    this.#random = random;
    this.#client = client;
    this.doc.clientID = client;
    Y.applyUpdate(this.doc, seed);
    this.words = new LiveWords({ table: MAP_WORDS, replica: () => this.doc, keptAs: null, sayAt: () => {}, changed: () => {} });
    this.doc.on("afterTransaction", () => this.words.settle(() => true));
    this.note = this.#bound(NOTE);
    this.name = this.#bound(NAME);
    this.note.focus();
  }

  #bound(path: WordsPath): FakeField {
    const field = new FakeField();
    new Binding(field, this.words.field(path), { shown: () => {}, held: () => {} });
    return field;
  }

  text(path: WordsPath): string {
    const place = wordsPlace(this.doc, path);
    return place === null ? "" : (wordsAt(place) ?? "");
  }

  act(): void {
    const half = this.#half;
    if (half !== null) return this.#goOn(half);
    const chance = this.#random();
    if (chance < 0.15) return this.#rename();
    if (chance < 0.3) return this.#goTo();
    const word = `w${this.#client}x${this.finished.length}${"👍é漢"[Math.floor(this.#random() * 3)] ?? ""} `;
    this.#half = { word: /\p{Surrogate}/u.test(word) ? word.replace(/\p{Surrogate}/gu, "") : word, typed: 0, isComposed: this.#random() < 0.5 };
    if (this.#half.isComposed) this.note.beginWord();
  }

  finish(): void {
    while (this.#half !== null) this.#goOn(this.#half);
  }

  #goOn(half: { word: string; typed: number; isComposed: boolean }): void {
    const isEnd = half.typed + 1 === half.word.length;
    half.typed += 1;
    if (!half.isComposed) this.note.insert(half.word.slice(half.typed - 1, half.typed));
    else if (isEnd) {
      this.note.endWord(half.word, BROWSERS[Math.floor(this.#random() * BROWSERS.length)] ?? "chromium");
      vi.advanceTimersByTime(0);
    } else this.note.compose(half.word.slice(0, half.typed));
    if (!isEnd) return;
    this.finished.push(half.word);
    this.#half = null;
  }

  // People put their caret between words, or undo nothing; none of them sets out to split a word of somebody else.
  #goTo(): void {
    const places = [...this.note.value.matchAll(/ /g)].map(({ index }) => index + 1);
    this.note.select(places[Math.floor(this.#random() * places.length)] ?? this.note.value.length);
  }

  #rename(): void {
    this.lastName = `name ${this.#client}.${Math.floor(this.#random() * 1e6)}`;
    this.name.select(0, this.name.value.length);
    this.name.insert(this.lastName, "insertFromPaste");
    this.name.blur();
  }
}

function run(seed: number): void {
  const random = numbers(seed);
  const start = new Y.Doc();
  start.clientID = 1_000;
  createItem(start.getMap("steps"), { lines: { name: "first" }, texts: { note: "begin " }, scalars: { kind: "step" } }, 0, "s");
  const writers = [1, 2, 3].map((client) => new Writer(client, Y.encodeStateAsUpdate(start), random));
  for (const writer of writers) {
    writer.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "network") for (const other of writers) if (other !== writer) other.inbox.push(update);
    });
  }
  const deliver = (writer: Writer, most: number) => {
    for (const update of writer.inbox.splice(0, most)) Y.applyUpdate(writer.doc, update, "network");
  };
  for (let step = 0; step < 240; step += 1) {
    const writer = writers[Math.floor(random() * writers.length)];
    if (writer === undefined) continue;
    if (random() < 0.7) writer.act();
    if (random() < 0.4) deliver(writer, 1 + Math.floor(random() * 6));
    if (random() < 0.05) vi.advanceTimersByTime(400);
  }
  for (const writer of writers) writer.finish();
  for (let round = 0; round < 3; round += 1) for (const writer of writers) deliver(writer, Infinity);
  vi.runAllTimers();

  const [note, ...notes] = writers.map((writer) => writer.text(NOTE));
  for (const other of notes) expect(other, `seed ${seed}`).toBe(note);
  for (const writer of writers) {
    expect(writer.note.torn, `seed ${seed}: a composition was torn`).toBe(0);
    expect(writer.note.value, `seed ${seed}: the field shows what the document says`).toBe(note);
    for (const word of writer.finished) {
      expect((note ?? "").split(word).length - 1, `seed ${seed}: “${word}” stands there once, whole: ${note}`).toBe(1);
    }
  }
  // Half-typed letters of composed words are nowhere: all that stands there are whole words.
  const whole = ["begin ", ...writers.flatMap(({ finished }) => finished)].join("").length;
  expect((note ?? "").length, `seed ${seed}: ${note}`).toBe(whole);

  const [name, ...names] = writers.map((writer) => writer.text(NAME));
  for (const other of names) expect(other, `seed ${seed}`).toBe(name);
  const written = writers.map(({ lastName }) => lastName).filter((last) => last !== null);
  if (written.length > 0) expect(written, `seed ${seed}: one of the names holds whole`).toContain(name);
  for (const { lastName, words } of writers) {
    const isTold = words.overwritten.some(({ mine, theirs }) => mine === lastName && theirs === name);
    expect(lastName === null || lastName === name || isTold, `seed ${seed}: “${lastName}” went without a word`).toBe(true);
  }
}

test(`${RUNS} seeded runs of three writers: every word that was finished stands there once, and every name holds or is offered back`, { timeout: 120_000 }, () => {
  let done = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    run(seed);
    done += 1;
  }
  expect(done).toBe(RUNS);
});
