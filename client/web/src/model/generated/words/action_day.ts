// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { ActionDay } from "..";

export const ACTION_DAY: Readonly<Record<ActionDay, { in_sentence: string; word: string }>> = {
  develop: { in_sentence: "develop", word: "Develop by" },
  implement: { in_sentence: "put in place", word: "Put in place by" },
  test: { in_sentence: "test", word: "Test by" },
};
