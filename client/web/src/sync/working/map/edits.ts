// What people do to a map, each as one transaction. Every edit keeps the map valid, whatever others do at the same time.
import * as Y from "yjs";
import type { ComponentId, EnquiryMethod, FactorClass, Ground, MapStepKind } from "../../../model/generated";
import { MAP } from "../../../model/generated/documents";
import {
  change,
  createItem,
  isFields,
  itemFields,
  moveItem,
  newItemId,
  readItems,
  setField,
  setRemoved,
  type Scalar,
} from "../items";
import { MAP_WORDS, wordsAt, wordsPlace, writeWords, type WordsPath } from "../textFields";
import { readMap } from "./read";

/** The kinds of items a map has. */
export type MapRoot = "lanes" | "steps" | "links" | "pins" | "questions" | "stakeholders";

/** The texts of a map that belong to no item. */
export type MapText = "pathway" | "why" | `definition_${ComponentId}`;

/** What a new step begins as. */
export interface NewStep {
  kind?: MapStepKind;
  name?: string;
  lane?: string | null;
  component?: ComponentId | null;
}

/**
 * Adds a step after another, or at the end where `after` is null, and leads the way there and onwards. A step begins in
 * the lane of the one before. Null where the map is full.
 */
export function addStep(doc: Y.Doc, after: string | null, step: NewStep = {}): string | null {
  const map = readMap(doc);
  if (MAP.steps.most <= map.steps.length) return null;
  const place = after === null ? map.steps.length - 1 : map.steps.findIndex(({ id }) => id === after);
  const before = map.steps[place] ?? null;
  const next = map.steps[place + 1] ?? null;
  const steps = root(doc, "steps");
  const made = newItemId();
  change(steps, () => {
    const shown = readItems(steps).map(({ id }) => id);
    const at = before === null ? shown.length : shown.indexOf(before.id) + 1;
    const scalars = {
      kind: step.kind ?? (map.steps.length === 0 ? "start" : "step"),
      lane: step.lane === undefined ? (before?.lane ?? null) : step.lane,
      component: step.component === undefined ? (before?.component ?? null) : step.component,
    };
    createItem(steps, { lines: { name: step.name ?? "" }, texts: { note: "" }, scalars }, at, made);
    if (before === null || before.kind === "end") return;
    const onwards = map.links.filter(({ from, is_back }) => from === before.id && !is_back);
    const through = onwards.length === 1 && next !== null && onwards[0]?.to === next.id ? onwards[0] : null;
    createLink(doc, before.id, made);
    // A way that led straight to the next step now leads through the new one.
    if (through !== null && next !== null && before.kind !== "decision" && scalars.kind !== "end") {
      createLink(doc, made, next.id);
      setRemoved(root(doc, "links"), through.id, true);
    }
  });
  return made;
}

/** Moves a step to a place in the list as it reads without it: earlier, later, or wherever it was dragged. */
export function moveStep(doc: Y.Doc, step: string, to: number): void {
  moveShown(doc, "steps", step, readMap(doc).steps.map(({ id }) => id), to);
}

/** Moves a lane up or down. */
export function moveLane(doc: Y.Doc, lane: string, to: number): void {
  moveShown(doc, "lanes", lane, readMap(doc).lanes.map(({ id }) => id), to);
}

export function setKind(doc: Y.Doc, step: string, kind: MapStepKind): void {
  setChoice(doc, "steps", step, "kind", kind);
}

export function setLane(doc: Y.Doc, step: string, lane: string | null): void {
  setChoice(doc, "steps", step, "lane", lane);
}

export function setComponent(doc: Y.Doc, step: string, component: ComponentId | null): void {
  setChoice(doc, "steps", step, "component", component);
}

/** Puts a step into a lane and at a place at once, as dragging does. */
export function dragStep(doc: Y.Doc, step: string, lane: string | null, to: number): void {
  change(root(doc, "steps"), () => {
    setLane(doc, step, lane);
    moveStep(doc, step, to);
  });
}

/** Leads from one step to another. A link that was taken out comes back; one that is there stays. Null where none can be. */
export function addLink(doc: Y.Doc, from: string, to: string): string | null {
  const map = readMap(doc);
  const there = map.links.find((link) => link.from === from && link.to === to);
  if (there !== undefined) return there.id;
  const areSteps = [from, to].every((id) => map.steps.some((step) => step.id === id));
  if (from === to || !areSteps || MAP.links.most <= map.links.length) return null;
  return createLink(doc, from, to);
}

function createLink(doc: Y.Doc, from: string, to: string): string {
  return createItem(root(doc, "links"), { lines: { label: "" }, scalars: { from, to } });
}

/** Adds an organisation at the bottom. */
export function addLane(doc: Y.Doc, name = ""): string | null {
  return add(doc, "lanes", MAP.lanes.most, { lines: { name } });
}

/** Sticks a pin to a step: something that loses people there. */
export function addPin(doc: Y.Doc, step: string, factor: FactorClass | null = null): string | null {
  const scalars = { step, class: factor, number: null };
  return add(doc, "pins", MAP.pins.most, { lines: { unit: "" }, texts: { text: "", evidence: "" }, scalars });
}

/** Asks something about a step. */
export function addQuestion(doc: Y.Doc, step: string): string | null {
  return add(doc, "questions", MAP.questions.most, { texts: { text: "", answer: "" }, scalars: { step, method: null } });
}

/** Adds somebody who has a say, at a step where one is named. */
export function addStakeholder(doc: Y.Doc, step: string | null = null): string | null {
  const steps: Record<string, Scalar> = step === null ? {} : { [step]: true };
  const scalars = { sphere: null, to_bring_in: false };
  return add(doc, "stakeholders", MAP.stakeholders.most, { lines: { name: "" }, scalars, maps: { steps } });
}

/** Says whether somebody has a say at a step. */
export function setSay(doc: Y.Doc, stakeholder: string, step: string, hasSay: boolean): void {
  const fields = itemFields(root(doc, "stakeholders"), stakeholder);
  if (fields === null) return;
  change(root(doc, "stakeholders"), () => {
    const known = fields.get("steps");
    if (isFields(known)) {
      if ((known.get(step) === true) !== hasSay) known.set(step, hasSay);
    } else if (hasSay) fields.set("steps", new Y.Map([[step, true]]));
  });
}

/** Sets a choice of an item: a kind, a class, a method, a sphere, a number. */
export function setChoice(doc: Y.Doc, kind: MapRoot, id: string, field: string, value: Scalar): void {
  const fields = itemFields(root(doc, kind), id);
  if (fields !== null) setField(fields, field, value);
}

export function setMethod(doc: Y.Doc, question: string, method: EnquiryMethod | null): void {
  setChoice(doc, "questions", question, "method", method);
}

/** Writes what a person typed into a field of an item. */
export function writeItem(doc: Y.Doc, kind: MapRoot, id: string, field: string, before: string, after: string): void {
  writeWords(doc, MAP_WORDS, [kind, id, field], before, after);
}

/** A field of an item as it stands, not trimmed. */
export function itemText(doc: Y.Doc, kind: MapRoot, id: string, field: string): string {
  const place = wordsPlace(doc, [kind, id, field]);
  return place === null ? "" : (wordsAt(place) ?? "");
}

/** Takes an item out with all that hangs on it, or puts it back. */
export function takeOut(doc: Y.Doc, kind: MapRoot, id: string, isOut: boolean): void {
  setRemoved(root(doc, kind), id, isOut);
}

/** Puts back what words stand in, with the steps without which it is not shown. */
export function putBack(doc: Y.Doc, [kind = "", id = ""]: WordsPath): void {
  const item = itemFields(doc.getMap(kind), id);
  if (item === null) return;
  change(doc.getMap(kind), () => {
    setRemoved(doc.getMap(kind), id, false);
    for (const end of ["step", "from", "to"]) {
      const step = item.get(end);
      if (typeof step === "string") setRemoved(root(doc, "steps"), step, false);
    }
  });
}

/** Writes what a person typed into a text of the map itself. */
export function writeAbout(doc: Y.Doc, text: MapText, before: string, after: string): void {
  writeWords(doc, MAP_WORDS, [text], before, after);
}

/** Says whether a ground holds for the choice of the pathway. */
export function setGround(doc: Y.Doc, ground: Ground, holds: boolean): void {
  const about = doc.getMap("about");
  if ((about.get(ground) === true) !== holds) about.set(ground, holds);
}

/** Renames a component; an empty name brings ours back. */
export function setComponentLabel(doc: Y.Doc, component: ComponentId, label: string): void {
  const components = doc.getMap("components");
  if (components.get(component) !== label && !(label === "" && !components.has(component))) components.set(component, label);
}

// The list that people see may leave out items that stand in the document: what is not valid, what is beyond the cap.
function moveShown(doc: Y.Doc, kind: MapRoot, id: string, shown: readonly string[], to: number): void {
  const others = shown.filter((other) => other !== id);
  const before = others[Math.min(Math.max(0, to), others.length) - 1];
  const all = readItems(root(doc, kind))
    .map((item) => item.id)
    .filter((other) => other !== id);
  moveItem(root(doc, kind), id, before === undefined ? 0 : all.indexOf(before) + 1);
}

function add(doc: Y.Doc, kind: MapRoot, most: number, item: Parameters<typeof createItem>[1]): string | null {
  if (most <= readItems(root(doc, kind)).length) return null;
  return createItem(root(doc, kind), item);
}

function root(doc: Y.Doc, kind: MapRoot): Y.Map<unknown> {
  return doc.getMap(kind);
}
