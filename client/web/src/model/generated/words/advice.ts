// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Advice } from "..";

export const ADVICE: Readonly<Record<Advice, { word: string }>> = {
  open: { word: "" },
  record_consensus: { word: "Stable: the level can be recorded." },
  stable_disagreement: { word: "A stable disagreement: record both positions, and do not vote again." },
  enough_rounds: { word: "Enough rounds: record where it stands." },
};
