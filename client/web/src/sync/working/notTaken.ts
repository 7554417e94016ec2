// What of this device's copy the server does not hold: shown to the person, so that no word is lost silently.
import * as Y from "yjs";
import { MAP, PLAN } from "../../model/generated/documents";
import { isFields } from "./items";
import type { Schema } from "./schema";
import { isText, rawText } from "./text";
import { MAP_WORDS, PLAN_WORDS, wordsKind } from "./textFields";

/** One text that was not taken. */
interface LostWords {
  /** Where it stood: the root, then the item, then the field, as far as there are such. */
  path: readonly string[];
  text: string;
}

/** What was not taken, and the server's sentence for why. */
export interface NotTaken {
  because: string;
  words: readonly LostWords[];
  /** Changes without words: moves, choices, links. */
  others: number;
}

/** Compares what was here with what the server holds. Only `roots` are looked at: a replica may not know their kinds. */
export function notTaken(here: Y.Doc, server: Y.Doc, roots: WorkingRoots, because: string): NotTaken {
  const words: LostWords[] = [];
  let others = 0;
  const lost = (path: readonly string[], text: string) => words.push({ path, text });
  for (const name of roots.texts) {
    const text = here.getText(name).toString();
    if (text !== server.getText(name).toString() && text.trim() !== "") lost([name], text);
  }
  const compare = (one: Y.Map<unknown>, other: Y.Map<unknown> | null, path: readonly string[]) => {
    for (const [key, value] of one) {
      const known = other?.get(key);
      const inner = [...path, key];
      if (isFields(value)) {
        const before = words.length;
        compare(value, isFields(known) ? known : null, inner);
        // Something new counts once, and not at all where its words are told.
        if (known === undefined && words.length === before) others += 1;
      } else if (isText(value) || roots.isWords(inner)) {
        const text = rawText(value);
        if (text !== rawText(known) && text.trim() !== "") lost(inner, text);
      } else if (other !== null && value !== known && key !== "order") others += 1;
    }
  };
  for (const name of roots.maps) compare(here.getMap(name), server.getMap(name), [name]);
  return { because, words, others };
}

/** The roots of one kind of document. */
export interface WorkingRoots {
  maps: readonly string[];
  texts: readonly string[];
  /** Whether a plain string at this path is words of a person, and not an id or a choice. */
  isWords: (path: readonly string[]) => boolean;
}

function rootsOf(schema: Schema): { maps: string[]; texts: string[] } {
  const roots = Object.values(schema);
  const named = (isText: boolean) => roots.filter(({ holds }) => (holds === "text") === isText).map(({ name }) => name);
  return { maps: named(false), texts: named(true) };
}

/** The roots of a map (MA). */
export const MAP_ROOTS: WorkingRoots = {
  ...rootsOf(MAP),
  isWords: (path) => wordsKind(MAP_WORDS, path) !== null,
};

/** The roots of a plan (PL). */
export const PLAN_ROOTS: WorkingRoots = {
  ...rootsOf(PLAN),
  isWords: (path) => wordsKind(PLAN_WORDS, path) !== null,
};

/** Both, each word once; what differs in nothing from what the server holds is nothing to be told. */
export function bothNotTaken(before: NotTaken | null, found: NotTaken): NotTaken | null {
  if (found.words.length + found.others === 0) return before;
  if (before === null) return found;
  const keyOf = ({ path, text }: LostWords) => JSON.stringify([path, text]);
  const known = new Set(before.words.map(keyOf));
  const words = [...before.words, ...found.words.filter((one) => !known.has(keyOf(one)))];
  return { because: found.because, words, others: before.others + found.others };
}

/** Reads what was kept as text; null where that is nothing, or something else. */
export function readKept(text: string | null): NotTaken | null {
  if (text === null || text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("words" in value) || !Array.isArray(value.words)) return null;
    // Written by this app from a value of the same type.
    return value as NotTaken;
  } catch {
    return null;
  }
}
