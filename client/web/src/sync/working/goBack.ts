// Goes back to an earlier state of a map or the plan by writing what stood then: nothing is deleted, so one can go forth
// again, and what others write meanwhile is merged as it always is. Pure but for the document that it writes in.
import * as Y from "yjs";
import { textChange, wellFormed } from "../../text/change";
import { isFields } from "./items";
import { MAP_ROOTS, PLAN_ROOTS, type WorkingRoots } from "./notTaken";
import { isText, rawText } from "./text";
import { MAP_WORDS, PLAN_WORDS, wordsKind, type WordsPath, type WordsTable } from "./textFields";

/** What has to be known of one kind of document. */
export interface Kept {
  roots: WorkingRoots;
  table: WordsTable;
}

export const MAP_KEPT: Kept = { roots: MAP_ROOTS, table: MAP_WORDS };
export const PLAN_KEPT: Kept = { roots: PLAN_ROOTS, table: PLAN_WORDS };

/** What going back does, or did. */
export interface WentBack {
  /** Items that come back, by the map they stand in: `steps`, `blockers`. */
  readonly putBack: Readonly<Record<string, number>>;
  /** Items that came since and are taken out. */
  readonly takenOut: Readonly<Record<string, number>>;
  /** Texts that are set as they were. */
  readonly texts: number;
  /** Choices and places in the list that are set as they were. */
  readonly others: number;
}

/** Writes what stood then, in one transaction. */
export function goBack(now: Y.Doc, then: Y.Doc, { roots, table }: Kept): WentBack {
  const writer = new Writer(table);
  now.transact(() => {
    for (const name of roots.texts) writer.text(now.getText(name), then.getText(name).toString());
    for (const name of roots.maps) writer.map(now.getMap(name), then.getMap(name), [name]);
  });
  return writer.went;
}

/** What going back would do, found out on a copy. */
export function wouldGoBack(now: Y.Doc, then: Y.Doc, kept: Kept): WentBack {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(now));
  const went = goBack(copy, then, kept);
  copy.destroy();
  return went;
}

/** Whether both states read the same already. */
export function isNothing({ putBack, takenOut, texts, others }: WentBack): boolean {
  const items = [...Object.values(putBack), ...Object.values(takenOut)];
  return items.length === 0 && texts === 0 && others === 0;
}

type Fields = Y.Map<unknown>;

class Writer {
  readonly #table: WordsTable;
  readonly #putBack: Record<string, number> = {};
  readonly #takenOut: Record<string, number> = {};
  #texts = 0;
  #others = 0;

  constructor(table: WordsTable) {
    this.#table = table;
  }

  get went(): WentBack {
    return { putBack: this.#putBack, takenOut: this.#takenOut, texts: this.#texts, others: this.#others };
  }

  /** Sets a text by the smallest change, so that what others type in it meanwhile stays. */
  text(text: Y.Text, after: string): void {
    const change = textChange(text.toString(), after);
    if (change === null) return;
    if (0 < change.removed) text.delete(change.at, change.removed);
    if (change.inserted !== "") text.insert(change.at, wellFormed(change.inserted));
    this.#texts += 1;
  }

  map(now: Fields, then: Fields | null, path: WordsPath): void {
    if (this.#holdsItems(path)) this.#items(now, then, path);
    else for (const key of keysOf(now, then)) this.#field(now, then?.get(key), [...path, key]);
  }

  #items(now: Fields, then: Fields | null, path: WordsPath): void {
    const kind = path.at(-1) ?? "";
    for (const id of keysOf(now, then)) {
      const [item, before] = [now.get(id), then?.get(id)];
      const wasShown = isFields(before) && before.get("removed") !== true;
      const isShown = isFields(item) && item.get("removed") !== true;
      if (wasShown && !isShown) this.#putBack[kind] = (this.#putBack[kind] ?? 0) + 1;
      if (isShown && !wasShown) this.#takenOut[kind] = (this.#takenOut[kind] ?? 0) + 1;
      if (isFields(before)) {
        // Nobody deletes an item here; a document of before may lack one all the same.
        if (isFields(item)) this.#fields(item, before, [...path, id]);
        else now.set(id, before.clone());
      } else if (isShown) item.set("removed", true);
    }
  }

  #fields(now: Fields, then: Fields, path: WordsPath): void {
    for (const key of keysOf(now, then)) {
      // Whether it is taken out has been counted, and what was never taken out need not say so.
      if (key === "removed") {
        const isOut = then.get(key) === true;
        if ((now.get(key) === true) !== isOut) now.set(key, isOut);
      } else this.#field(now, then.get(key), [...path, key]);
    }
  }

  #field(fields: Fields, then: unknown, path: WordsPath): void {
    const key = path.at(-1) ?? "";
    const now = fields.get(key);
    if (isFields(now) && (isFields(then) || then === undefined)) this.map(now, then ?? null, path);
    else if (isFields(then)) fields.set(key, then.clone());
    else if (isText(now)) this.text(now, rawText(then));
    else if (isText(then) || wordsKind(this.#table, path) !== null) this.#words(fields, key, then);
    // Types that no app of ours writes are read by nobody, and stay.
    else if (now !== then && !isType(now) && !isType(then)) {
      if (then === undefined) fields.delete(key);
      else fields.set(key, then);
      this.#others += 1;
    }
  }

  #words(fields: Fields, key: string, then: unknown): void {
    const before = rawText(fields.get(key));
    const after = rawText(then);
    if (before === after) return;
    fields.set(key, isText(then) ? new Y.Text(after) : after);
    this.#texts += 1;
  }

  // Items are what has words of its own in the table.
  #holdsItems(path: WordsPath): boolean {
    const pattern = path.map((part, index) => (index % 2 === 0 ? part : "*")).join("/");
    return Object.keys(this.#table).some((words) => words.startsWith(`${pattern}/*/`));
  }
}

function keysOf(now: Fields, then: Fields | null): Set<string> {
  return new Set([...now.keys(), ...(then?.keys() ?? [])]);
}

function isType(value: unknown): boolean {
  return value instanceof Y.AbstractType;
}
