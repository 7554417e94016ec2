// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Grouping } from "..";

export const GROUPING: Readonly<Record<Grouping, { many: string; one: string }>> = {
  sector: { many: "sectors", one: "sector" },
  table: { many: "tables", one: "table" },
  organisation: { many: "organisations", one: "organisation" },
  sphere: { many: "spheres of influence", one: "sphere of influence" },
};
