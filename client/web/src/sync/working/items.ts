// Items of working documents (MA2): maps under an id, made whole in one transaction, taken out by a flag.
import * as Y from "yjs";
import { byOrder, placesAt, readOrder, type Placed } from "./order";

/** What a field holds that is no text. */
export type Scalar = string | number | boolean | null;

/** One item in its place. */
export interface Item extends Placed {
  fields: Y.Map<unknown>;
}

/** What a new item is made of. */
export interface NewItem {
  /** Texts that several people write at once. */
  texts?: Readonly<Record<string, string>>;
  /** Lines, which are replaced as a whole. */
  lines?: Readonly<Record<string, string>>;
  scalars?: Readonly<Record<string, Scalar>>;
  /** Fields that are maps, with what they hold. */
  maps?: Readonly<Record<string, Readonly<Record<string, Scalar>>>>;
}

const ID = /^[a-z0-9]{1,24}$/;
const ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
// 62 bits: two hundred steps drawn by a thousand devices do not meet.
const ID_LENGTH = 12;
// The largest multiple of 36 in a byte: bytes above it would make the first letters likelier.
const FAIR_BELOW = 252;

/** A new id, drawn at random. */
export function newItemId(): string {
  let id = "";
  while (id.length < ID_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(ID_LENGTH))) {
      if (byte < FAIR_BELOW && id.length < ID_LENGTH) id += ID_LETTERS.charAt(byte % ID_LETTERS.length);
    }
  }
  return id;
}

/** Whether a text is an item's id. */
export function isItemId(text: unknown): text is string {
  return typeof text === "string" && ID.test(text);
}

/** Whether a value is a map and nothing that only descends from one. */
export function isFields(value: unknown): value is Y.Map<unknown> {
  return value instanceof Y.Map && !(value instanceof Y.XmlHook);
}

/** The items of a map in their order, without those taken out. */
export function readItems(root: Y.Map<unknown>): Item[] {
  return allItems(root).filter(({ fields }) => fields.get("removed") !== true);
}

/** The items that were taken out, in their order. */
export function removedItems(root: Y.Map<unknown>): Item[] {
  return allItems(root).filter(({ fields }) => fields.get("removed") === true);
}

/** One item's fields, whether it is taken out or not. */
export function itemFields(root: Y.Map<unknown>, id: string): Y.Map<unknown> | null {
  const fields = root.get(id);
  return isItemId(id) && isFields(fields) ? fields : null;
}

/** Makes an item with all its fields in one transaction, before the shown item that stands at `at` now; else last. */
export function createItem(root: Y.Map<unknown>, item: NewItem, at?: number, id: string = newItemId()): string {
  change(root, () => {
    const items = readItems(root);
    const { keys, moved } = placesAt(items, at ?? items.length);
    giveOrders(root, moved);
    root.set(id, newFields(item, keys[0] ?? ""));
  });
  return id;
}

/** Makes several items at the end, in their order. */
export function createItems(root: Y.Map<unknown>, made: readonly { id: string; item: NewItem }[]): void {
  change(root, () => {
    const items = readItems(root);
    const { keys, moved } = placesAt(items, items.length, made.length);
    giveOrders(root, moved);
    made.forEach(({ id, item }, index) => root.set(id, newFields(item, keys[index] ?? "")));
  });
}

/** Moves an item so that it comes to stand at `to` in the list as it reads without it. */
export function moveItem(root: Y.Map<unknown>, id: string, to: number): void {
  change(root, () => {
    const fields = itemFields(root, id);
    if (fields === null) return;
    const others = readItems(root).filter((item) => item.id !== id);
    const { keys, moved } = placesAt(others, Math.min(Math.max(0, to), others.length));
    giveOrders(root, moved);
    setField(fields, "order", keys[0] ?? "");
  });
}

/** Sets a field that is no text; the same value again is no change. */
export function setField(fields: Y.Map<unknown>, field: string, value: Scalar): void {
  if (fields.get(field) !== value) fields.set(field, value);
}

/** Takes an item out, or puts it back with everybody's words. */
export function setRemoved(root: Y.Map<unknown>, id: string, isRemoved: boolean): void {
  const fields = itemFields(root, id);
  if (fields !== null && (fields.get("removed") === true) !== isRemoved) fields.set("removed", isRemoved);
}

/** Makes all changes in one transaction, so that nobody sees half of them. */
export function change(root: Y.Map<unknown>, changes: () => void): void {
  if (root.doc === null) changes();
  else root.doc.transact(changes);
}

function allItems(root: Y.Map<unknown>): Item[] {
  const items: Item[] = [];
  for (const [id, fields] of root) {
    if (isItemId(id) && isFields(fields)) items.push({ id, order: readOrder(fields.get("order")), fields });
  }
  return items.sort(byOrder);
}

function giveOrders(root: Y.Map<unknown>, orders: ReadonlyMap<string, string>): void {
  for (const [id, order] of orders) itemFields(root, id)?.set("order", order);
}

function newFields(item: NewItem, order: string): Y.Map<unknown> {
  const fields = new Y.Map<unknown>();
  fields.set("order", order);
  fields.set("removed", false);
  for (const [field, value] of Object.entries(item.scalars ?? {})) fields.set(field, value);
  for (const [field, line] of Object.entries(item.lines ?? {})) fields.set(field, line);
  for (const [field, text] of Object.entries(item.texts ?? {})) fields.set(field, new Y.Text(text));
  for (const [field, entries] of Object.entries(item.maps ?? {})) fields.set(field, new Y.Map(Object.entries(entries)));
  return fields;
}
