// Written from protocol/words/en.toml by `make types`. Do not edit.

export const TREND: Readonly<Record<"closer" | "apart" | "none", { in_sentence: string }>> = {
  closer: { in_sentence: "the room came closer together" },
  apart: { in_sentence: "the room moved further apart" },
  none: { in_sentence: "no trend towards agreement or away from it could be made out" },
};
