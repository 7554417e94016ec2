// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { RevealMode } from "..";

export const REVEAL_MODE: Readonly<Record<RevealMode, { meaning: string; word: string }>> = {
  sealed: { meaning: "Not even you: until then there is only how many have finished.", word: "Nobody sees counts before the reveal" },
  facilitator: { meaning: "Everyone else sees them when you reveal. Right for most workshops.", word: "Facilitators see counts as they come in" },
  open: { meaning: "Quick, but people may follow what others have marked.", word: "Everyone sees counts as they come in" },
};
