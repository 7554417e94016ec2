// Takes back what was read in from a file, as one, whatever was done to the map since: nobody's words are lost by it.
import type * as Y from "yjs";
import { laneName, stepName } from "../../../model/map/mapLabels";
import { change, isFields, itemFields, setRemoved } from "../items";
import { rawText } from "../text";
import { setComponentLabel, setGround, writeAbout, type MapRoot, type MapText } from "./edits";
import type { PreparedItem, Written } from "./import";
import { readMap } from "./read";
import { COMPONENT_ID } from "../../../model/generated/words";

/** What can be taken back, small enough to be kept while the page is loaded again. */
export interface Receipt {
  readonly items: readonly { root: MapRoot; id: string; print: number }[];
  readonly texts: readonly { text: MapText; words: string }[];
  readonly grounds: Written["grounds"];
  readonly labels: Written["labels"];
}

/** What taking back did. */
export interface TakenBack {
  readonly steps: number;
  readonly lanes: number;
  readonly links: number;
  /** Steps that went and that somebody had changed since: they can be put back with everybody's words. */
  readonly changed: readonly string[];
  /** Pins and questions that others had put on steps that went: they come back with the steps. */
  readonly hanging: number;
  /** Organisations that stay, because other steps are theirs by now. */
  readonly staying: readonly string[];
  /** Texts of the map that stay, because somebody has written in them. */
  readonly texts: readonly MapText[];
}

export function receiptOf(written: Written): Receipt {
  const { texts, grounds, labels } = written;
  return { items: written.items.map(({ root, id, item }) => ({ root, id, print: printOf(item.texts ?? {}, item.scalars ?? {}) })), texts, grounds, labels };
}

/** Takes it out: things as one takes out each of them, texts where nobody has written in them. */
export function takeBack(doc: Y.Doc, receipt: Receipt): TakenBack {
  const taken = { steps: 0, lanes: 0, links: 0, changed: [] as string[], hanging: 0, staying: [] as string[], texts: [] as MapText[] };
  change(doc.getMap("steps"), () => {
    const before = readMap(doc);
    const brought = new Set(receipt.items.map(({ root, id }) => `${root} ${id}`));
    const others = new Set(before.steps.filter(({ id }) => !brought.has(`steps ${id}`)).map(({ lane }) => lane));
    for (const { root, id, print } of receipt.items) {
      const fields = itemFields(doc.getMap(root), id);
      if (fields === null || fields.get("removed") === true) continue;
      if (root === "lanes" && others.has(id)) {
        taken.staying.push(laneName(before.lanes.find((lane) => lane.id === id)));
        continue;
      }
      const step = root === "steps" ? before.steps.find((one) => one.id === id) : undefined;
      if (step !== undefined && printOfFields(fields) !== print) taken.changed.push(stepName(step));
      setRemoved(doc.getMap(root), id, true);
      if (root === "steps" || root === "lanes" || root === "links") taken[root] += 1;
    }
    const goes = (root: MapRoot, item: { id: string; step: string }) => !brought.has(`${root} ${item.id}`) && brought.has(`steps ${item.step}`);
    taken.hanging = before.pins.filter((pin) => goes("pins", pin)).length + before.questions.filter((question) => goes("questions", question)).length;
    for (const { text, words } of receipt.texts) {
      const now = doc.getText(text).toString();
      if (now === words) writeAbout(doc, text, now, "");
      else if (now.trim() !== "") taken.texts.push(text);
    }
    for (const ground of receipt.grounds) setGround(doc, ground, false);
    for (const { component, label } of receipt.labels) {
      if (doc.getMap("components").get(component) === label) setComponentLabel(doc, component, COMPONENT_ID[component].word);
    }
  });
  return taken;
}

/** Puts back what was taken back, with everybody's words. */
export function putBackAgain(doc: Y.Doc, receipt: Receipt): void {
  change(doc.getMap("steps"), () => {
    for (const { root, id } of receipt.items) setRemoved(doc.getMap(root), id, false);
    for (const { text, words } of receipt.texts) {
      const now = doc.getText(text).toString();
      if (now.trim() === "") writeAbout(doc, text, now, words);
    }
    for (const ground of receipt.grounds) setGround(doc, ground, true);
    for (const { component, label } of receipt.labels) setComponentLabel(doc, component, label);
  });
}

// Tells whether somebody has changed a thing since; where it stands in the list does not count.
function printOfFields(fields: Y.Map<unknown>): number {
  const texts: Record<string, string> = {};
  const scalars: Record<string, unknown> = {};
  for (const [field, value] of fields) {
    if (field === "order" || field === "removed" || isFields(value)) continue;
    if (typeof value === "object" && value !== null) texts[field] = rawText(value);
    else scalars[field] = value;
  }
  return printOf(texts, scalars);
}

function printOf(texts: NonNullable<PreparedItem["item"]["texts"]>, scalars: Readonly<Record<string, unknown>>): number {
  const fields = [...Object.entries(texts), ...Object.entries(scalars)].sort(([one], [other]) => (one < other ? -1 : 1));
  // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv): short, and good enough to see that something is another.
  let print = 0x811c9dc5;
  for (const unit of JSON.stringify(fields)) print = Math.imul(print ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return print;
}
