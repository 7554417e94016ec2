// Writes a map that was read from a file into a document: in pieces, since one update of a large file would be more than the
// server takes at once. Each piece leaves a map that reads well, and all of them are written before anybody else is heard.
import type * as Y from "yjs";
import type { ComponentId, Ground, ProcessMap } from "../../../model/generated";
import { COMPONENT_ID } from "../../../model/generated/words";
import { change, createItems, newItemId, type NewItem } from "../items";
import { setComponentLabel, setGround, writeAbout, type MapRoot, type MapText } from "./edits";
import { readMap } from "./read";

const ITEM_ROOTS: readonly MapRoot[] = ["lanes", "steps", "links", "pins", "questions", "stakeholders"];

/** One thing that is to be written, with the id that it takes. */
export interface PreparedItem {
  readonly root: MapRoot;
  readonly id: string;
  readonly item: NewItem;
}

/** What was written, so that it can be taken back as one. */
export interface Written {
  readonly items: readonly PreparedItem[];
  readonly texts: readonly { text: MapText; words: string }[];
  readonly grounds: readonly Ground[];
  readonly labels: readonly { component: ComponentId; label: string }[];
}

/**
 * Adds a map to what is there. Into an empty document ids come as they are, so that a file of ours gives an equal map;
 * else each thing takes a new id, organisations of the same name become one, and texts that are there stay.
 */
export function writeImported(doc: Y.Doc, imported: ProcessMap): Written {
  const here = readMap(doc);
  const items = prepareItems(doc, here, imported);
  const [first = [], ...others] = pieces(items);
  let texts: Omit<Written, "items"> = { texts: [], grounds: [], labels: [] };
  change(doc.getMap("steps"), () => {
    writePiece(doc, first);
    texts = writeTexts(doc, here, imported);
  });
  for (const piece of others) writePiece(doc, piece);
  return { items, ...texts };
}

// An eighth of what the server takes in one update (UPDATE_BYTES), so that no estimate has to be exact. Some tens of steps.
const PIECE_BYTES = 32 * 1024;
// What the fields of a thing take without their words, counted generously.
const BARE_BYTES = 320;

function writePiece(doc: Y.Doc, piece: readonly PreparedItem[]): void {
  change(doc.getMap("steps"), () => {
    for (const root of ITEM_ROOTS) {
      const made = piece.filter((item) => item.root === root);
      if (0 < made.length) createItems(doc.getMap(root), made);
    }
  });
}

// Kind by kind, so that each thing stands behind what it names.
function pieces(items: readonly PreparedItem[]): PreparedItem[][] {
  const found: PreparedItem[][] = [];
  let size_bytes = Infinity;
  for (const item of ITEM_ROOTS.flatMap((root) => items.filter((one) => one.root === root))) {
    const more_bytes = BARE_BYTES + new TextEncoder().encode(JSON.stringify(item)).length;
    if (PIECE_BYTES < size_bytes + more_bytes) {
      found.push([]);
      size_bytes = 0;
    }
    size_bytes += more_bytes;
    found.at(-1)?.push(item);
  }
  return found;
}

/** The things of a map as they are to be written, without those that are there already. */
function prepareItems(doc: Y.Doc, here: ProcessMap, imported: ProcessMap): PreparedItem[] {
  const isEmpty = ITEM_ROOTS.every((root) => doc.getMap(root).size === 0);
  const renamed: (id: string, kind: string) => string = isEmpty ? (id) => id : renaming();
  const lanes = new Map<string, string>();
  for (const lane of imported.lanes) {
    const same = lane.name === "" ? undefined : here.lanes.find(({ name }) => name === lane.name);
    lanes.set(lane.id, same?.id ?? renamed(lane.id, "lane"));
  }
  const isHere = (id: string) => here.lanes.some((lane) => lane.id === id);
  const step = (id: string) => renamed(id, "step");
  const make = <T>(root: MapRoot, things: readonly T[], made: (thing: T) => { id: string; item: NewItem }): PreparedItem[] =>
    things.map((thing) => ({ root, ...made(thing) }));

  return [
    ...make(
      "lanes",
      imported.lanes.filter(({ id }) => !isHere(lanes.get(id) ?? id)),
      ({ id, name }) => ({ id: lanes.get(id) ?? id, item: { texts: { name } } }),
    ),
    ...make("steps", imported.steps, ({ id, name, note, kind, lane, component }) => ({
      id: step(id),
      item: { texts: { name, note }, scalars: { kind, lane: lane === null ? null : (lanes.get(lane) ?? null), component } },
    })),
    ...make("links", imported.links, ({ id, from, to, label }) => ({
      id: renamed(id, "link"),
      item: { texts: { label }, scalars: { from: step(from), to: step(to) } },
    })),
    ...make("pins", imported.pins, ({ id, step: at, class: factor, text, evidence, number, unit }) => ({
      id: renamed(id, "pin"),
      item: { texts: { text, evidence, unit }, scalars: { step: step(at), class: factor, number } },
    })),
    ...make("questions", imported.questions, ({ id, step: at, text, method, answer }) => ({
      id: renamed(id, "question"),
      item: { texts: { text, answer }, scalars: { step: step(at), method } },
    })),
    ...make("stakeholders", imported.stakeholders, ({ id, name, sphere, steps: at, is_to_bring_in }) => ({
      id: renamed(id, "stakeholder"),
      item: {
        texts: { name },
        scalars: { sphere, to_bring_in: is_to_bring_in },
        maps: { steps: Object.fromEntries(at.map((one) => [step(one), true])) },
      },
    })),
  ];
}

function writeTexts(doc: Y.Doc, here: ProcessMap, imported: ProcessMap): Omit<Written, "items"> {
  const texts: { text: MapText; words: string }[] = [];
  const fill = (text: MapText, words: string) => {
    const raw = doc.getText(text).toString();
    if (raw.trim() !== "" || words === "") return;
    writeAbout(doc, text, raw, words);
    texts.push({ text, words });
  };
  fill("pathway", imported.pathway);
  fill("why", imported.why);
  const grounds = imported.grounds.filter((ground) => !here.grounds.includes(ground));
  for (const ground of grounds) setGround(doc, ground, true);
  const labels: { component: ComponentId; label: string }[] = [];
  for (const { id, label, definition } of imported.components) {
    const known = here.components.find((component) => component.id === id)?.label;
    if (known === COMPONENT_ID[id].word && label !== known) {
      setComponentLabel(doc, id, label);
      labels.push({ component: id, label });
    }
    fill(`definition_${id}`, definition);
  }
  return { texts, grounds, labels };
}

function renaming(): (id: string, kind: string) => string {
  const given = new Map<string, string>();
  return (id, kind) => {
    const key = `${kind} ${id}`;
    const known = given.get(key) ?? newItemId();
    given.set(key, known);
    return known;
  };
}
