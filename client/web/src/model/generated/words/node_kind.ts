// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { NodeKind } from "..";

export const NODE_KIND: Readonly<Record<NodeKind, { hint: string; many: string; one: string }>> = {
  outcome: { hint: "What becomes better for people?", many: "Outcomes", one: "Outcome" },
  opportunity: { hint: "What could services do better?", many: "Opportunities", one: "Opportunity" },
  solution: { hint: "What would make that possible, such as data or a tool?", many: "Solutions", one: "Solution" },
  measure: { hint: "By what number is it seen?", many: "Measures", one: "Measure" },
};
