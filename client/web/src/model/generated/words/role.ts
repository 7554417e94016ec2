// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Role } from "..";

export const ROLE: Readonly<Record<Role, { in_sentence: string; word: string }>> = {
  facilitator: { in_sentence: "facilitator", word: "Facilitator" },
  scribe: { in_sentence: "scribe", word: "Scribe" },
  participant: { in_sentence: "participant", word: "Participant" },
  observer: { in_sentence: "observer", word: "Observer, not counted" },
  screen: { in_sentence: "screen", word: "Screen" },
};
