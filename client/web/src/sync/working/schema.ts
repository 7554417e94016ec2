// Reads a document by its schema: what is valid in it, under the names by which it is read, and nothing else. The tables are
// written from the server's; what is read has the type that the table says.
import type * as Y from "yjs";
import { ID_PATTERNS } from "../../model/generated/documents";
import { day } from "../../model/plan/days";
import { isFields, isItemId, readItems } from "./items";
import { readLine, readText } from "./text";

type IdKind = keyof typeof ID_PATTERNS;

interface Named {
  readonly name: string;
  readonly shown: string;
}

interface PathForm {
  readonly kind: string;
  readonly parts: readonly ({ readonly shown: string } & ({ readonly kind: "id"; readonly id: IdKind } | { readonly kind: "line"; readonly cap: number }))[];
}

/** Items of one kind. */
interface ItemsSchema {
  readonly most: number;
  readonly is_joining: boolean;
  readonly fields: Fields;
}

/** What stands under one name. */
type FieldSchema = Named & { readonly is_required: boolean } & (
    | { readonly kind: "line" | "label" | "text"; readonly cap: number }
    | { readonly kind: "word"; readonly words: readonly string[]; readonly otherwise: string | null }
    | { readonly kind: "flag" | "day" }
    | { readonly kind: "number"; readonly most: number }
    | { readonly kind: "id"; readonly id: IdKind }
    | { readonly kind: "reference"; readonly roots: readonly string[] }
    | { readonly kind: "ticks"; readonly root: string }
    | { readonly kind: "path"; readonly forms: readonly PathForm[] }
    | { readonly kind: "group"; readonly fields: Fields }
    | ({ readonly kind: "items" } & ItemsSchema)
  );

export type Fields = Readonly<Record<string, FieldSchema>>;

/** What a root holds. */
type RootSchema = Named &
  (
    | { readonly holds: "text"; readonly is_line: boolean; readonly cap: number }
    | { readonly holds: "entries"; readonly fields: Fields }
    | { readonly holds: "flags"; readonly words: readonly string[] }
    | ({ readonly holds: "items" } & ItemsSchema)
    | { readonly holds: "texts"; readonly key: string }
    | { readonly holds: "values"; readonly key: string }
  );

/** One kind of document. */
export type Schema = Readonly<Record<string, RootSchema>>;

type Required<F, V> = F extends { is_required: true } ? V : V | null;
type Value<F> = F extends { kind: "line" | "label" | "text" }
  ? string
  : F extends { kind: "word"; words: readonly (infer W)[]; otherwise: infer O }
    ? O extends string
      ? W
      : Required<F, W>
    : F extends { kind: "flag" }
      ? boolean
      : F extends { kind: "day" | "id" | "reference" }
        ? Required<F, string>
        : F extends { kind: "number" }
          ? number | null
          : F extends { kind: "ticks" }
            ? string[]
            : F extends { kind: "path"; forms: readonly (infer P)[] }
              ? Path<P> | null
              : F extends { kind: "group"; fields: infer G }
                ? Entries<G>
                : F extends { kind: "items"; fields: infer G }
                  ? Item<G>[]
                  : never;
type Entries<G> = { -readonly [K in keyof G as G[K] extends { shown: infer S extends string } ? S : never]: Value<G[K]> };
type Item<G> = { id: string } & Entries<G>;
type Path<P> = P extends { kind: infer K; parts: readonly (infer Q)[] }
  ? { kind: K } & { [S in Q extends { shown: infer N extends string } ? N : never]: string }
  : never;
type Root<R> = R extends { holds: "text" }
  ? string
  : R extends { holds: "entries"; fields: infer G }
    ? Entries<G>
    : R extends { holds: "flags"; words: readonly (infer W)[] }
      ? W[]
      : R extends { holds: "items"; fields: infer G }
        ? Item<G>[]
        : null;

/** What is read in a document of this schema. */
export type Read<S> = { -readonly [K in keyof S as S[K] extends { shown: infer N extends string } ? N : never]: Root<S[K]> };

type Places = Map<string, ReadonlyMap<string, number>>;

/** An item as it is read, whatever its fields. */
type ItemRead = Record<string, unknown> & { id: string };

/** Reads a document. */
export function readDocument<S extends Schema>(doc: Y.Doc, schema: S): Read<S> {
  const places: Places = new Map();
  const record: Record<string, unknown> = {};
  for (const root of Object.values(schema)) record[root.shown] = readRoot(doc, root, places);
  // Each value was made by the kind that its type is made from.
  return record as Read<S>;
}

function readRoot(doc: Y.Doc, root: RootSchema, places: Places): unknown {
  switch (root.holds) {
    case "text":
      return (root.is_line ? readLine : readText)(doc.getText(root.name), root.cap);
    case "entries":
      return readFields(doc.getMap(root.name), root.fields, places);
    case "flags": {
      const flags = doc.getMap(root.name);
      return root.words.filter((word) => flags.get(word) === true);
    }
    case "items": {
      const items = itemsOf(doc.getMap(root.name), root, places);
      places.set(root.name, new Map(items.map(({ id }, place) => [id, place])));
      return items;
    }
    case "texts":
    case "values":
      // These are read key by key, where one is asked for.
      return null;
  }
}

function itemsOf(map: Y.Map<unknown>, { most, is_joining, fields }: ItemsSchema, places: Places): ItemRead[] {
  const items: ItemRead[] = [];
  for (const { id, fields: from } of readItems(map)) {
    // What is not shown is not read: a document may hold far more. What joins things is cut once it is in its order.
    if (!is_joining && items.length === most) break;
    const read = readFields(from, fields, places);
    if (read !== null) items.push({ ...read, id });
  }
  return is_joining ? eachJoinOnce(items) : items;
}

/** Of several that join the same two things, the one with the smallest id. */
function eachJoinOnce(items: readonly ItemRead[]): ItemRead[] {
  const joining = new Map<string, ItemRead>();
  for (const item of items) {
    const ends = `${item.from} ${item.to}`;
    if (item.id <= (joining.get(ends)?.id ?? item.id)) joining.set(ends, item);
  }
  return [...joining.values()];
}

/** Null where something is missing that is required. */
function readFields(from: Y.Map<unknown>, fields: Fields, places: Places): Record<string, unknown> | null {
  const record: Record<string, unknown> = {};
  for (const field of Object.values(fields)) {
    const value = readField(from, field, places);
    if (field.is_required && value === null) return null;
    record[field.shown] = value;
  }
  return record;
}

function readField(from: Y.Map<unknown>, field: FieldSchema, places: Places): unknown {
  const value = from.get(field.name);
  const string = (isRight: (text: string) => boolean) => (typeof value === "string" && isRight(value) ? value : null);
  switch (field.kind) {
    case "line":
      return readLine(value, field.cap);
    case "label":
      return typeof value === "string" ? readLine(value, field.cap) : "";
    case "text":
      return readText(value, field.cap);
    case "word":
      return string((text) => field.words.includes(text)) ?? field.otherwise;
    case "flag":
      return value === true;
    case "day":
      return day(value);
    case "number":
      return readNumber(value, field.most);
    case "id":
      return string((text) => ID_PATTERNS[field.id].test(text));
    case "reference":
      return string((text) => field.roots.some((root) => places.get(root)?.has(text) === true));
    case "ticks":
      return readTicks(value, places.get(field.root));
    case "path":
      return string(() => true) === null ? null : readPath(value, field.forms);
    case "group":
      return readFields(from, field.fields, places);
    case "items":
      return isFields(value) ? itemsOf(value, field, places) : [];
  }
}

function readNumber(value: unknown, most: number): number | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  // Adding nought makes -0 the same as 0 in JSON too.
  return typeof number === "number" && 0 <= number && number <= most ? number + 0 : null;
}

function readTicks(value: unknown, places: ReadonlyMap<string, number> | undefined): string[] {
  if (!isFields(value)) return [];
  const ticked = [...value].flatMap(([id, isTicked]) => {
    const place = isItemId(id) ? places?.get(id) : undefined;
    return isTicked === true && place !== undefined ? [{ id, place }] : [];
  });
  return ticked.sort((one, other) => one.place - other.place).map(({ id }) => id);
}

/** A string of parts in one of these forms; its last part takes all that follows, slashes included. */
export function readPath<P extends PathForm>(value: unknown, forms: readonly P[]): Path<P> | null {
  if (typeof value !== "string") return null;
  const [kind, ...parts] = value.split("/");
  const form = forms.find((known) => known.kind === kind);
  if (form === undefined || parts.length < form.parts.length) return null;
  const path: Record<string, string> = { kind: form.kind };
  for (const [index, part] of form.parts.entries()) {
    const isLast = index === form.parts.length - 1;
    const text = (isLast ? parts.slice(index) : parts.slice(index, index + 1)).join("/");
    const read = part.kind === "line" ? readLine(text, part.cap) : ID_PATTERNS[part.id].test(text) ? text : "";
    if (read === "") return null;
    path[part.shown] = read;
  }
  // Each part was read by the form that its type is made from.
  return path as Path<P>;
}

/** Things that join others, in the order of what they join; `places` says where both ends stand, and nothing for what is not shown. */
export function joined<J>(joining: readonly J[], most: number, places: (one: J) => readonly [number, number] | null): J[] {
  const shown = joining.flatMap((one) => {
    const ends = places(one);
    return ends === null ? [] : [{ one, leaves: ends[0], reaches: ends[1] }];
  });
  // No two join the same, so no two stand at the same place.
  shown.sort((one, other) => one.leaves - other.leaves || one.reaches - other.reaches);
  return shown.slice(0, most).map(({ one }) => one);
}
