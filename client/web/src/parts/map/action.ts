// From a step or a pin to an action: what the new action begins with.
import type { DecayPin, MapStep, ProcessMap } from "../../model/generated";
import { numberInWords } from "../../model/map/steps";
import { stepName } from "../../model/map/mapLabels";

/** What a new action begins with (PL1's `source`, and a draft). */
export interface ActionFrom {
  source: string;
  draft: { what?: string; objective?: string; evidence?: string };
}

/** An action about a step. */
export function actionFromStep(map: string, step: MapStep): ActionFrom {
  return { source: `step/${map}/${step.id}`, draft: { objective: `Fewer people are lost at “${stepName(step)}”.` } };
}

/** An action about a pin. */
export function actionFromPin(map: string, read: ProcessMap, pin: DecayPin): ActionFrom {
  const step = read.steps.find(({ id }) => id === pin.step);
  const evidence = [pin.text, pin.evidence, numberInWords(pin)].filter((part) => part !== "").join("\n");
  const objective = step === undefined ? "" : `Fewer people are lost at “${stepName(step)}”.`;
  return { source: `pin/${map}/${pin.id}`, draft: { objective, evidence } };
}
