// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { RoundKind } from "..";

export const ROUND_KIND: Readonly<Record<RoundKind, { asked: string; many: string; one: string; word: string }>> = {
  now: { asked: "Mark where things are now", many: "domains", one: "domain", word: "Where we are now" },
  needed: { asked: "Mark where we need to be", many: "domains", one: "domain", word: "Where we need to be" },
  lost: { asked: "Mark how many are lost at each step", many: "steps", one: "step", word: "How many are lost at each step" },
  priority: { asked: "Mark what to do first", many: "questions", one: "question", word: "What to do first" },
};
