// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Ground } from "..";

export const GROUND: Readonly<Record<Ground, { word: string }>> = {
  priority: { word: "It is a priority pathway" },
  change: { word: "It faces change or redesign" },
  local_intelligence: { word: "What is known locally points to it" },
};
