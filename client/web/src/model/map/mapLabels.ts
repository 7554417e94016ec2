// The words of a map: kinds of steps, components, grounds, classes of factor, methods. Pure.
import type { ComponentId, EnquiryMethod, FactorClass, Ground, MapStepKind, ProcessMap } from "../generated";

/** The kinds of steps, in the order in which they are offered. */
export const KINDS: readonly MapStepKind[] = ["start", "step", "decision", "wait", "hand_off", "end"];

/** A kind as a word, and as a sign that is read in the drawing beside it. */
export function kindInWords(kind: MapStepKind): { word: string; meaning: string } {
  switch (kind) {
    case "start":
      return { word: "Start", meaning: "where people come in" };
    case "step":
      return { word: "Step", meaning: "something is done" };
    case "decision":
      return { word: "Decision", meaning: "the way parts" };
    case "wait":
      return { word: "Wait", meaning: "people wait" };
    case "hand_off":
      return { word: "Hand-off", meaning: "people pass to another organisation" };
    case "end":
      return { word: "End", meaning: "where the pathway ends" };
  }
}

/** The four components, A to D. */
export const COMPONENTS: readonly ComponentId[] = ["a", "b", "c", "d"];

/** What a component is called where nobody has renamed it. */
export const COMPONENT_LABELS: Readonly<Record<ComponentId, string>> = {
  a: "People with the need",
  b: "Known to services",
  c: "Receiving the intervention",
  d: "Best outcome",
};

/** The grounds on which a pathway is chosen. */
export const GROUNDS: readonly Ground[] = ["priority", "change", "local_intelligence"];

export function groundInWords(ground: Ground): string {
  switch (ground) {
    case "priority":
      return "It is a priority pathway";
    case "change":
      return "It faces change or redesign";
    case "local_intelligence":
      return "What is known locally points to it";
  }
}

/** The classes of factor. */
export const CLASSES: readonly FactorClass[] = ["operational", "wider"];

export function classInWords(factor: FactorClass): { word: string; meaning: string } {
  switch (factor) {
    case "operational":
      return { word: "Operational", meaning: "how services work" };
    case "wider":
      return { word: "Wider determinant", meaning: "how people live: money, housing, work, transport" };
  }
}

/** The ways to find something out. */
export const METHODS: readonly EnquiryMethod[] = ["data", "survey", "interviews", "focus_group", "workshop"];

export function methodInWords(method: EnquiryMethod): string {
  switch (method) {
    case "data":
      return "Figures that exist";
    case "survey":
      return "Survey";
    case "interviews":
      return "Interviews";
    case "focus_group":
      return "Focus group";
    case "workshop":
      return "Workshop";
  }
}

/** What a step is called where it has no name yet. */
export function stepName(step: { name: string; kind: MapStepKind }): string {
  return step.name === "" ? `${kindInWords(step.kind).word} without a name` : step.name;
}

/** What a lane is called where it has no name yet. */
export function laneName(lane: { name: string } | null | undefined): string {
  if (lane === null || lane === undefined) return "No organisation chosen";
  return lane.name === "" ? "Organisation without a name" : lane.name;
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
