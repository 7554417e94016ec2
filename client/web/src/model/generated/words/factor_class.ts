// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { FactorClass } from "..";

export const FACTOR_CLASS: Readonly<Record<FactorClass, { in_sentence: string; meaning: string; word: string }>> = {
  operational: { in_sentence: "operational", meaning: "how services work", word: "Operational" },
  wider: { in_sentence: "wider determinant", meaning: "how people live (money, housing, work, transport)", word: "Wider determinant" },
};
