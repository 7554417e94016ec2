// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Missing } from "..";

export const MISSING: Readonly<Record<Missing, { in_sentence: string }>> = {
  what: { in_sentence: "what is done" },
  owner: { in_sentence: "an owner who is here" },
  date: { in_sentence: "a date" },
  measure: { in_sentence: "a measure" },
};
