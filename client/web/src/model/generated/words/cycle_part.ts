// Written from protocol/words/en.toml by `make types`. Do not edit.

export const CYCLE_PART: Readonly<Record<"plan" | "do" | "study" | "act", { hint: string; word: string }>> = {
  plan: { hint: "What will you try, with whom, and what do you expect?", word: "Plan" },
  do: { hint: "What was done?", word: "Do" },
  study: { hint: "What did you see? Was it as expected?", word: "Study" },
  act: { hint: "What follows: adopt, adapt or drop it?", word: "Act" },
};
