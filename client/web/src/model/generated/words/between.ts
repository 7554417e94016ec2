// Written from protocol/words/en.toml by `make types`. Do not edit.

export const BETWEEN: Readonly<Record<"partly" | "clearly" | "mainly" | "perhaps", { in_sentence: string }>> = {
  partly: { in_sentence: "partly between" },
  clearly: { in_sentence: "clearly between" },
  mainly: { in_sentence: "mainly between" },
  perhaps: { in_sentence: "perhaps between" },
};
