// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { ActionProgress } from "..";

export const ACTION_PROGRESS: Readonly<Record<ActionProgress, { word: string }>> = {
  not_started: { word: "Not started" },
  under_way: { word: "Under way" },
  done: { word: "Done" },
  stopped: { word: "Stopped" },
};
