// Written from protocol/words/en.toml by `make types`. Do not edit.

export const ACTION_DAY: Readonly<Record<"develop" | "implement" | "test", { in_sentence: string; word: string }>> = {
  develop: { in_sentence: "develop", word: "Develop by" },
  implement: { in_sentence: "put in place", word: "Put in place by" },
  test: { in_sentence: "test", word: "Test by" },
};
