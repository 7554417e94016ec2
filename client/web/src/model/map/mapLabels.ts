// The words of a map that are more than a label: names where none is written, and what may have been overlooked. Pure.
import type { MapStepKind, ProcessMap } from "../generated";
import { COMPONENT_ID, ENQUIRY_METHOD, FACTOR_CLASS, GROUND, MAP_STEP_KIND, NOTHING } from "../generated/words";
import { valuesOf } from "../labels";

/** The kinds of steps, in the order in which they are offered. */
export const KINDS = valuesOf(MAP_STEP_KIND);

/** The four components, A to D. */
export const COMPONENTS = valuesOf(COMPONENT_ID);

/** The grounds on which a pathway is chosen. */
export const GROUNDS = valuesOf(GROUND);

/** The classes of factor. */
export const CLASSES = valuesOf(FACTOR_CLASS);

/** The ways to find something out. */
export const METHODS = valuesOf(ENQUIRY_METHOD);

/** What a step is called where it has no name yet. */
export function stepName(step: { name: string; kind: MapStepKind }): string {
  return step.name === "" ? `${MAP_STEP_KIND[step.kind].word} without a name` : step.name;
}

/** What a lane is called where it has no name yet. */
export function laneName(lane: { name: string } | null | undefined): string {
  if (lane === null || lane === undefined) return NOTHING.lane.word;
  return lane.name === "" ? NOTHING.lane_name.word : lane.name;
}

/** What a group may have overlooked: a class of factor without any pin although there are pins. */
export function emptyClassInWords(map: ProcessMap): string | null {
  if (map.pins.length === 0) return null;
  const missing = CLASSES.filter((factor) => map.pins.every((pin) => pin.class !== factor));
  if (missing.length === 0) return null;
  if (missing.length === 2) return "No pin says yet whether it is operational or a wider determinant.";
  return missing[0] === "operational"
    ? "Every pin so far is about how people live. Is anyone lost because of how services work?"
    : "No pin is about how people live: money, housing, work, transport. Is anyone lost because of these?";
}
