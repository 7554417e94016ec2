// A map step by step: what hangs on each, in words, for the list and for whoever hears it. Pure.
import type { DecayPin, MapLink, MapQuestion, MapStep, ProcessMap, Stakeholder } from "../generated";
import { counted } from "../labels";
import { laneName, stepName } from "./mapLabels";

/** One step with all that hangs on it. */
export interface StepRow {
  step: MapStep;
  /** From 1. */
  number: number;
  lane: string | null;
  links: MapLink[];
  pins: DecayPin[];
  questions: MapQuestion[];
  stakeholders: Stakeholder[];
}

/** The steps in the order of the list. */
export function stepRows(map: ProcessMap): StepRow[] {
  const lanes = new Map(map.lanes.map((lane) => [lane.id, laneName(lane)]));
  const group = <T>(things: readonly T[], of: (thing: T) => readonly string[]) => {
    const groups = new Map<string, T[]>();
    for (const thing of things) for (const key of of(thing)) groups.set(key, [...(groups.get(key) ?? []), thing]);
    return groups;
  };
  const links = group(map.links, ({ from }) => [from]);
  const pins = group(map.pins, ({ step }) => [step]);
  const questions = group(map.questions, ({ step }) => [step]);
  const stakeholders = group(map.stakeholders, ({ steps }) => steps);
  return map.steps.map((step, index) => ({
    step,
    number: index + 1,
    lane: step.lane === null ? null : (lanes.get(step.lane) ?? null),
    links: links.get(step.id) ?? [],
    pins: pins.get(step.id) ?? [],
    questions: questions.get(step.id) ?? [],
    stakeholders: stakeholders.get(step.id) ?? [],
  }));
}

/** A step as it is named in a sentence: "4 Triage call". */
export function numbered(map: ProcessMap, id: string): string {
  const index = map.steps.findIndex((step) => step.id === id);
  const step = map.steps[index];
  return step === undefined ? "a step that is gone" : `${index + 1} ${stepName(step)}`;
}

/** Where a link leads: "Leads to 4 Triage call (yes)". */
export function linkInWords(map: ProcessMap, link: MapLink): string {
  const label = link.label === "" ? "" : ` (${link.label})`;
  return `${link.is_back ? "Back to" : "Leads to"} ${numbered(map, link.to)}${label}`;
}

/** What hangs on a step besides links: "2 pins, 1 question"; empty where there is nothing. */
export function hangingInWords(row: Pick<StepRow, "pins" | "questions" | "stakeholders">): string {
  const parts = [
    row.pins.length > 0 ? counted(row.pins.length, "pin", "pins") : "",
    row.questions.length > 0 ? counted(row.questions.length, "question", "questions") : "",
    row.stakeholders.length > 0 ? counted(row.stakeholders.length, "stakeholder", "stakeholders") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** A pin's number with its unit: "12.5 people a month"; empty without one. */
export function numberInWords(pin: DecayPin): string {
  return pin.number === null ? "" : `${pin.number.toLocaleString("en-GB")} ${pin.unit}`.trim();
}

/** What a map amounts to: "20 steps in 4 organisations, 6 pins". */
export function mapInWords(map: ProcessMap): string {
  const lanes = map.lanes.length === 0 ? "" : ` in ${counted(map.lanes.length, "organisation", "organisations")}`;
  const pins = map.pins.length === 0 ? "" : `, ${counted(map.pins.length, "pin", "pins")}`;
  return `${counted(map.steps.length, "step", "steps")}${lanes}${pins}`;
}
