// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { MapStepKind } from "..";

export const MAP_STEP_KIND: Readonly<Record<MapStepKind, { meaning: string; word: string }>> = {
  start: { meaning: "where people come in", word: "Start" },
  step: { meaning: "something is done", word: "Step" },
  decision: { meaning: "the way parts", word: "Decision" },
  wait: { meaning: "people wait", word: "Wait" },
  hand_off: { meaning: "people pass to another organisation", word: "Hand-off" },
  end: { meaning: "where the pathway ends", word: "End" },
};
