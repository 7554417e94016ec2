// Every field of maps and the plan in which people write: how its words are kept, and how much of them is shown. What a
// field is stands here alone: how it is typed into, undone, told of, compared and shown follows from it.
import * as Y from "yjs";
import { MAP, PLAN, PLENARY } from "../../model/generated/documents";
import { changed, textChange, wellFormed, type TextChange } from "../../text/change";
import type { Manner } from "../../text/field";
import { isFields } from "./items";
import type { Fields, Schema } from "./schema";
import { isText, rawText } from "./text";

/** How one field is kept, and how many characters of it are shown. */
export interface WordsKind {
  manner: Manner;
  /** Null where all is shown. */
  cap: number | null;
}

/** Where words stand: root, item, field; or the root alone; for a blocker or a cycle root, item, map, item, field. */
export type WordsPath = readonly string[];

/** The fields of one kind of document by their path, with `*` for what differs from item to item. */
export type WordsTable = Readonly<Record<string, WordsKind>>;

/** Every field of a schema in which people write. */
function textFields(schema: Schema): WordsTable {
  const table: Record<string, WordsKind> = {};
  const add = (under: string, fields: Fields) => {
    for (const field of Object.values(fields)) {
      const path = `${under}/${field.name}`;
      if (field.kind === "group") add(under, field.fields);
      else if (field.kind === "items") add(`${path}/*`, field.fields);
      else if (field.kind === "line" || field.kind === "text") table[path] = { manner: field.kind, cap: field.cap };
    }
  };
  for (const root of Object.values(schema)) {
    if (root.holds === "items") add(`${root.name}/*`, root.fields);
    // A text at the root cannot be replaced, so even a line is merged there.
    else if (root.holds === "text") table[root.name] = { manner: "text", cap: root.cap };
    else if (root.holds === "texts") table[`${root.name}/*`] = { manner: "text", cap: null };
    else if (root.holds === "entries") table[`${root.name}/*`] = { manner: "line", cap: labelCap(root.fields) };
  }
  return table;
}

/** Entries of one root are shown alike. */
function labelCap(fields: Fields): number | null {
  const [first] = Object.values(fields);
  return first?.kind === "label" ? first.cap : null;
}

/** The words of a map (MA). */
export const MAP_WORDS: WordsTable = textFields(MAP);

/** The words of a plan (PL). */
export const PLAN_WORDS: WordsTable = textFields(PLAN);

/** The words of the plenary document. */
export const PLENARY_WORDS: WordsTable = textFields(PLENARY);

/** How the field at a path is kept; null where no words stand. */
export function wordsKind(table: WordsTable, path: WordsPath): WordsKind | null {
  const pattern = path.map((part, index) => (index % 2 === 0 ? part : "*")).join("/");
  return Object.hasOwn(table, pattern) ? (table[pattern] ?? null) : null;
}

/** Where words stand in a document: a text of their own, or the entry of a map. */
export type WordsPlace = { text: Y.Text } | { fields: Y.Map<unknown>; key: string };

/** The place of a path; null where its item is not there. */
export function wordsPlace(replica: Y.Doc, path: WordsPath): WordsPlace | null {
  const [root = "", ...rest] = path;
  const key = rest.pop();
  if (key === undefined) return { text: replica.getText(root) };
  let fields: Y.Map<unknown> = replica.getMap(root);
  for (const part of rest) {
    const inner = fields.get(part);
    if (!isFields(inner)) return null;
    fields = inner;
  }
  return { fields, key };
}

/** The words at a place as they stand; null where nobody has written any. */
export function wordsAt(place: WordsPlace): string | null {
  const value = "text" in place ? place.text : place.fields.get(place.key);
  return typeof value === "string" || isText(value) ? rawText(value) : null;
}

/** Writes what a person made of the words at a path; false where its item is not there. */
export function writeWords(replica: Y.Doc, table: WordsTable, path: WordsPath, before: string, after: string): boolean {
  const change = textChange(before, after);
  return change === null || writeChanges(replica, table, path, [change], null);
}

/** Writes changes one after the other, in one transaction: a line as a whole, a text where each belongs. */
export function writeChanges(
  replica: Y.Doc,
  table: WordsTable,
  path: WordsPath,
  changes: readonly TextChange[],
  origin: unknown,
): boolean {
  const place = wordsPlace(replica, path);
  if (place === null) return false;
  if (wordsKind(table, path)?.manner === "line" && "fields" in place) {
    const after = wellFormed(changes.reduce(changed, wordsAt(place) ?? ""));
    replica.transact(() => place.fields.set(place.key, after), origin);
    return true;
  }
  const text = ensureText(replica, place);
  replica.transact(() => {
    for (const { at, removed, inserted } of changes) {
      // The text may have grown shorter meanwhile; beyond its end there is nothing to remove.
      const from = Math.min(at, text.length);
      const gone = Math.min(removed, text.length - from);
      if (0 < gone) text.delete(from, gone);
      if (inserted !== "") text.insert(from, wellFormed(inserted));
    }
  }, origin);
  return true;
}

/** The text type at a place, made there where there is none: by itself, so that undoing words does not take it away. */
export function ensureText(replica: Y.Doc, place: WordsPlace): Y.Text {
  if ("text" in place) return place.text;
  const known = place.fields.get(place.key);
  if (isText(known)) return known;
  const made = new Y.Text(rawText(known));
  replica.transact(() => place.fields.set(place.key, made));
  return made;
}
