// Reads a process map out of its document: what is valid in it, and nothing else (docs/PROTOCOL.md, MA).
import type * as Y from "yjs";
import type {
  Component,
  ComponentId,
  DecayPin,
  EnquiryMethod,
  FactorClass,
  MapLane,
  MapLink,
  MapQuestion,
  MapStep,
  MapStepKind,
  ProcessMap,
  Stakeholder,
} from "../../../model/generated";
import { CAPS, MOST, NUMBER_MOST } from "../../../model/map/caps";
import { COMPONENT_LABELS, COMPONENTS, GROUNDS, KINDS, METHODS } from "../../../model/map/mapLabels";
import { isFields, isItemId, readItems, type Item } from "../items";
import { readLine, readText } from "../text";

type Places = ReadonlyMap<string, number>;

/** Reads a map. */
export function readMap(doc: Y.Doc): ProcessMap {
  const lanes = readLanes(doc.getMap("lanes"));
  const steps = readSteps(doc.getMap("steps"), lanes);
  const places: Places = new Map(steps.map(({ id }, index) => [id, index]));
  const about = doc.getMap("about");
  return {
    pathway: readLine(doc.getText("pathway"), CAPS.pathway),
    why: readText(doc.getText("why"), CAPS.why),
    grounds: GROUNDS.filter((ground) => about.get(ground) === true),
    components: COMPONENTS.map((id) => readComponent(doc, id)),
    lanes,
    steps,
    links: readLinks(doc.getMap("links"), places),
    pins: readPins(doc.getMap("pins"), places),
    questions: readQuestions(doc.getMap("questions"), places),
    stakeholders: readStakeholders(doc.getMap("stakeholders"), places),
  };
}

function readComponent(doc: Y.Doc, id: ComponentId): Component {
  const written = doc.getMap("components").get(id);
  const label = typeof written === "string" ? readLine(written, CAPS.component) : "";
  return {
    id,
    label: label === "" ? COMPONENT_LABELS[id] : label,
    definition: readText(doc.getText(`definition_${id}`), CAPS.definition),
  };
}

function readLanes(root: Y.Map<unknown>): MapLane[] {
  const lanes = readItems(root).slice(0, MOST.lanes);
  return lanes.map(({ id, fields }) => ({ id, name: readLine(fields.get("name"), CAPS.lane) }));
}

function readSteps(root: Y.Map<unknown>, lanes: readonly MapLane[]): MapStep[] {
  const shown = new Set(lanes.map(({ id }) => id));
  const steps: MapStep[] = [];
  for (const { id, fields } of readItems(root)) {
    const kind = word<MapStepKind>(fields.get("kind"), KINDS);
    if (kind === null) continue;
    const lane = fields.get("lane");
    steps.push({
      id,
      kind,
      name: readLine(fields.get("name"), CAPS.stepName),
      lane: typeof lane === "string" && shown.has(lane) ? lane : null,
      component: word<ComponentId>(fields.get("component"), COMPONENTS),
      note: readText(fields.get("note"), CAPS.note),
    });
  }
  return steps.slice(0, MOST.steps);
}

function readLinks(root: Y.Map<unknown>, places: Places): MapLink[] {
  const shown = new Map<string, { link: MapLink; leaves: number; reaches: number }>();
  for (const { id, fields } of readItems(root)) {
    const from = stepOf(fields.get("from"), places);
    const to = stepOf(fields.get("to"), places);
    if (from === null || to === null || from.id === to.id) continue;
    const key = `${from.place} ${to.place}`;
    if ((shown.get(key)?.link.id ?? id) < id) continue;
    const label = readLine(fields.get("label"), CAPS.label);
    const link = { id, from: from.id, to: to.id, label, is_back: to.place < from.place };
    shown.set(key, { link, leaves: from.place, reaches: to.place });
  }
  return [...shown.values()]
    .sort((one, other) => one.leaves - other.leaves || one.reaches - other.reaches)
    .slice(0, MOST.links)
    .map(({ link }) => link);
}

function readPins(root: Y.Map<unknown>, places: Places): DecayPin[] {
  return itemsAtSteps(root, places, MOST.pins).map(({ id, fields, step }) => ({
    id,
    step,
    class: word<FactorClass>(fields.get("class"), ["operational", "wider"]),
    text: readText(fields.get("text"), CAPS.remark),
    evidence: readText(fields.get("evidence"), CAPS.paragraph),
    number: readNumber(fields.get("number")),
    unit: readLine(fields.get("unit"), CAPS.unit),
  }));
}

function readQuestions(root: Y.Map<unknown>, places: Places): MapQuestion[] {
  return itemsAtSteps(root, places, MOST.questions).map(({ id, fields, step }) => ({
    id,
    step,
    text: readText(fields.get("text"), CAPS.remark),
    method: word<EnquiryMethod>(fields.get("method"), METHODS),
    answer: readText(fields.get("answer"), CAPS.paragraph),
  }));
}

function readStakeholders(root: Y.Map<unknown>, places: Places): Stakeholder[] {
  const stakeholders = readItems(root).slice(0, MOST.stakeholders);
  return stakeholders.map(({ id, fields }) => ({
    id,
    name: readLine(fields.get("name"), CAPS.lane),
    sphere: readSphere(fields.get("sphere")),
    steps: readStepsOf(fields.get("steps"), places),
    is_to_bring_in: fields.get("to_bring_in") === true,
  }));
}

function readStepsOf(value: unknown, places: Places): string[] {
  if (!isFields(value)) return [];
  const steps = [...value].filter(([id, isTicked]) => isTicked === true && places.has(id)).map(([id]) => id);
  return steps.sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
}

function itemsAtSteps(root: Y.Map<unknown>, places: Places, most: number): (Item & { step: string })[] {
  const shown: (Item & { step: string })[] = [];
  for (const item of readItems(root)) {
    const step = stepOf(item.fields.get("step"), places);
    if (step !== null) shown.push({ ...item, step: step.id });
  }
  return shown.slice(0, most);
}

function stepOf(value: unknown, places: Places): { id: string; place: number } | null {
  if (!isItemId(value)) return null;
  const place = places.get(value);
  return place === undefined ? null : { id: value, place };
}

// `s1` to `s65535`, as the server's own ids are.
const SPHERE = /^s([1-9][0-9]{0,4})$/;
const SPHERE_MOST = 65_535;

function readSphere(value: unknown): string | null {
  const number = typeof value === "string" ? SPHERE.exec(value)?.[1] : undefined;
  return number !== undefined && Number(number) <= SPHERE_MOST ? `s${number}` : null;
}

function readNumber(value: unknown): number | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  // Adding nought makes -0 the same as 0 in JSON too.
  return typeof number === "number" && 0 <= number && number <= NUMBER_MOST ? number + 0 : null;
}

function word<W extends string>(value: unknown, words: readonly W[]): W | null {
  return words.find((known) => known === value) ?? null;
}

