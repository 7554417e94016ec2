// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { RefusalCode } from "..";

export const REFUSAL_CODE: Readonly<Record<RefusalCode, { word: string }>> = {
  forbidden: { word: "Not allowed" },
  moved_on: { word: "The workshop has moved on" },
  not_found: { word: "Not found" },
  invalid: { word: "Not valid" },
  full: { word: "Full" },
  hidden: { word: "Not shown yet" },
};
