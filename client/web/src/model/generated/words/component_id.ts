// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { ComponentId } from "..";

export const COMPONENT_ID: Readonly<Record<ComponentId, { word: string }>> = {
  a: { word: "People with the need" },
  b: { word: "Known to services" },
  c: { word: "Receiving the intervention" },
  d: { word: "Best outcome" },
};
