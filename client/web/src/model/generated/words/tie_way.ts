// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { TieWay } from "..";

export const TIE_WAY: Readonly<Record<TieWay, { in_sentence: string; word: string }>> = {
  direct: { in_sentence: "directly", word: "Directly" },
  indirect: { in_sentence: "indirectly", word: "Indirectly" },
};
