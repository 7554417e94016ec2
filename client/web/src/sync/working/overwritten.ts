// What somebody else put in place of words that were written here. A map keeps one value of an entry; whoever wrote
// another one at the same time is told, and nobody else. Pure but for Yjs.
import * as Y from "yjs";
import { isFields } from "./items";
import { isText } from "./text";
import { wordsKind, type WordsPath, type WordsTable } from "./textFields";

/** An entry whose value was written here and no longer holds. */
export interface Overwriting {
  path: WordsPath;
  mine: string;
  theirs: string;
  /** Whether the other did not know what was written here: nobody has decided then that it should go. */
  isConcurrent: boolean;
}

/** What a transaction of others replaced of what these clients wrote; to be asked before it is cleaned up. */
export function overwrittenIn(transaction: Y.Transaction, table: WordsTable, isMine: (client: number) => boolean): Overwriting[] {
  if (transaction.local) return [];
  const found: Overwriting[] = [];
  for (const [type, keys] of transaction.changed) {
    if (!isFields(type)) continue;
    for (const key of keys) {
      const winner = key === null ? undefined : type._map.get(key);
      if (key === null || winner === undefined || winner.deleted || !isNew(transaction, winner.id)) continue;
      const path = [...pathOf(type, type), key];
      const loser = wordsKind(table, path) === null ? null : heldBefore(transaction, winner);
      if (loser === null || !isMine(loser.id.client)) continue;
      const [mine, theirs] = [wordsOf(transaction, loser), wordsOf(transaction, winner)];
      if (mine !== null && theirs !== null && mine !== theirs) {
        found.push({ path, mine, theirs, isConcurrent: !hasSeen(winner, loser) });
      }
    }
  }
  return found;
}

// The one entry that held when the transaction began: values that came and went within it were never anybody's screen.
function heldBefore(transaction: Y.Transaction, winner: Y.Item): Y.Item | null {
  for (let item = winner.left; item !== null; item = item.left) {
    if (!isNew(transaction, item.id) && Y.isDeleted(transaction.deleteSet, item.id)) return item;
  }
  return null;
}

// Each value names the one that stood there when it was written.
function hasSeen(winner: Y.Item, loser: Y.Item): boolean {
  let origin = winner.origin;
  for (let item = winner.left; item !== null && origin !== null; item = item.left) {
    if (!holds(item, origin)) continue;
    if (item === loser) return true;
    origin = item.origin;
  }
  return false;
}

function holds({ id, length }: Y.Item, wanted: Y.ID): boolean {
  return id.client === wanted.client && id.clock <= wanted.clock && wanted.clock < id.clock + length;
}

function isNew(transaction: Y.Transaction, id: Y.ID): boolean {
  return (transaction.beforeState.get(id.client) ?? 0) <= id.clock;
}

// A text that was replaced is deleted with all its letters; those that stood in it until now are still to be had.
function wordsOf(transaction: Y.Transaction, { content, deleted }: Y.Item): string | null {
  if (content instanceof Y.ContentAny) {
    const value: unknown = content.arr.at(-1);
    return typeof value === "string" ? value : null;
  }
  if (!(content instanceof Y.ContentType) || !isText(content.type)) return null;
  let text = "";
  for (let item = content.type._start; item !== null; item = item.right) {
    const isThere = deleted ? Y.isDeleted(transaction.deleteSet, item.id) : !item.deleted;
    if (isThere && item.content instanceof Y.ContentString) text += item.content.str;
  }
  return text;
}

function pathOf({ _item: item, doc }: Pick<Y.Map<unknown>, "_item" | "doc">, type: unknown): string[] {
  if (item === null) {
    for (const [name, root] of doc?.share ?? []) if (root === type) return [name];
    return [];
  }
  // The parent of an item that was integrated is a type.
  const parent = item.parent as Pick<Y.Map<unknown>, "_item" | "doc">;
  return [...pathOf(parent, parent), item.parentSub ?? ""];
}
