// Writes a map that was read from a file into a document, in one transaction: nobody sees half a pathway.
import type * as Y from "yjs";
import type { ProcessMap } from "../../../model/generated";
import { COMPONENT_LABELS } from "../../../model/map/words";
import { change, createItems, newItemId, type NewItem } from "../items";
import { setComponentLabel, setGround, writeAbout, type MapRoot, type MapText } from "./edits";
import { readMap } from "./read";

const ITEM_ROOTS: readonly MapRoot[] = ["lanes", "steps", "links", "pins", "questions", "stakeholders"];

/**
 * Adds a map to what is there. Into an empty document ids come as they are, so that a file of ours gives an equal map;
 * else each thing takes a new id, organisations of the same name become one, and texts that are there stay.
 */
export function writeImported(doc: Y.Doc, imported: ProcessMap): void {
  const steps = doc.getMap("steps");
  change(steps, () => {
    const here = readMap(doc);
    const isEmpty = ITEM_ROOTS.every((root) => doc.getMap(root).size === 0);
    const renamed: (id: string, kind: string) => string = isEmpty ? (id) => id : renaming();
    const lanes = new Map<string, string>();
    for (const lane of imported.lanes) {
      const same = lane.name === "" ? undefined : here.lanes.find(({ name }) => name === lane.name);
      lanes.set(lane.id, same?.id ?? renamed(lane.id, "lane"));
    }
    const isHere = (id: string) => here.lanes.some((lane) => lane.id === id);
    const step = (id: string) => renamed(id, "step");
    const make = <T>(root: MapRoot, things: readonly T[], made: (thing: T) => { id: string; item: NewItem }) =>
      createItems(doc.getMap(root), things.map(made));

    make(
      "lanes",
      imported.lanes.filter(({ id }) => !isHere(lanes.get(id) ?? id)),
      ({ id, name }) => ({ id: lanes.get(id) ?? id, item: { texts: { name } } }),
    );
    make("steps", imported.steps, ({ id, name, note, kind, lane, component }) => ({
      id: step(id),
      item: { texts: { name, note }, scalars: { kind, lane: lane === null ? null : (lanes.get(lane) ?? null), component } },
    }));
    make("links", imported.links, ({ id, from, to, label }) => ({
      id: renamed(id, "link"),
      item: { texts: { label }, scalars: { from: step(from), to: step(to) } },
    }));
    make("pins", imported.pins, ({ id, step: at, class: factor, text, evidence, number, unit }) => ({
      id: renamed(id, "pin"),
      item: { texts: { text, evidence, unit }, scalars: { step: step(at), class: factor, number } },
    }));
    make("questions", imported.questions, ({ id, step: at, text, method, answer }) => ({
      id: renamed(id, "question"),
      item: { texts: { text, answer }, scalars: { step: step(at), method } },
    }));
    make("stakeholders", imported.stakeholders, ({ id, name, sphere, steps: at, is_to_bring_in }) => ({
      id: renamed(id, "stakeholder"),
      item: {
        texts: { name },
        scalars: { sphere, to_bring_in: is_to_bring_in },
        maps: { steps: Object.fromEntries(at.map((one) => [step(one), true])) },
      },
    }));
    writeTexts(doc, here, imported);
  });
}

function writeTexts(doc: Y.Doc, here: ProcessMap, imported: ProcessMap): void {
  const fill = (text: MapText, words: string) => {
    const raw = doc.getText(text).toString();
    if (raw.trim() === "" && words !== "") writeAbout(doc, text, raw, words);
  };
  fill("pathway", imported.pathway);
  fill("why", imported.why);
  for (const ground of imported.grounds) setGround(doc, ground, true);
  for (const { id, label, definition } of imported.components) {
    const known = here.components.find((component) => component.id === id)?.label;
    if (known === COMPONENT_LABELS[id] && label !== known) setComponentLabel(doc, id, label);
    fill(`definition_${id}`, definition);
  }
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
