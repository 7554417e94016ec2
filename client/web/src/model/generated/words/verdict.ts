// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Verdict } from "..";

export const VERDICT: Readonly<Record<Verdict, { in_sentence: string; make_it: string; sign: string; word: string }>> = {
  consensus: { in_sentence: "consensus", make_it: "a consensus", sign: "●", word: "Consensus" },
  leaning: { in_sentence: "leaning", make_it: "leaning", sign: "◐", word: "Leaning" },
  split: { in_sentence: "split", make_it: "split", sign: "◑", word: "Split" },
  polarised: { in_sentence: "polarised", make_it: "polarised", sign: "◧", word: "Polarised" },
  scattered: { in_sentence: "scattered", make_it: "scattered", sign: "⁘", word: "Scattered" },
  too_few: { in_sentence: "too few", make_it: "too few for a word", sign: "○", word: "Too few" },
};
