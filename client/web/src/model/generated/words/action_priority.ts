// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { ActionPriority } from "..";

export const ACTION_PRIORITY: Readonly<Record<ActionPriority, { word: string }>> = {
  first: { word: "First" },
  next: { word: "Next" },
  later: { word: "Later" },
};
