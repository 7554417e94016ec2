// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { RevealLevel } from "..";

export const REVEAL_LEVEL: Readonly<Record<RevealLevel, { in_sentence: string; word: string }>> = {
  table: { in_sentence: "at tables", word: "Each table its own counts" },
  pooled: { in_sentence: "to the whole room", word: "The whole room" },
  groups: { in_sentence: "by groups", word: "The whole room and its groups" },
};
