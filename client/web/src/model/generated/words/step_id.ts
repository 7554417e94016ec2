// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { StepId } from "..";

export const STEP_ID: Readonly<Record<StepId, { word: string }>> = {
  lobby: { word: "Welcome" },
  mark: { word: "Mark" },
  reveal: { word: "Talk at tables" },
  break: { word: "Break" },
  plenary: { word: "Plenary" },
  map: { word: "Map the pathway" },
  plan: { word: "Next steps" },
  close: { word: "Close" },
};
