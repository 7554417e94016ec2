// A small framework and session for the tests of this folder.
import type { Framework, RoundSummary, SessionView, StepId } from "./generated";

/** Three domains and two levels, with one glossary term in use. */
export const framework: Framework = {
  id: "small",
  version: "1",
  title: "Small tool",
  summary: "",
  source: "",
  levels: [
    { level: 1, name: "Emerging" },
    { level: 2, name: "Thriving" },
  ],
  domains: [
    { id: "a", name: "Leadership", short_name: "Leadership", group: null, question: "Who leads?", descriptors: ["No one.", "Every partner in the ICB."], terms: ["ICB"], about: null },
    { id: "b", name: "Needs, and assets", short_name: "Needs", group: null, question: null, descriptors: [], terms: [], about: null },
    { id: "c", name: "Evaluation", short_name: "Evaluation", group: null, question: null, descriptors: [], terms: [], about: null },
  ],
  glossary: [
    { term: "ICB", also: [], meaning: "Integrated care board." },
    { term: "place", also: [], meaning: "Where people live." },
  ],
};

export function round(fields: Partial<RoundSummary> = {}): RoundSummary {
  return { round: "r1", framework: "small", kind: "now", map: null, domains: null, is_open: false, revealed: null, grouping: null, ...fields };
}

export function session(current: StepId, rounds: RoundSummary[], fields: Partial<SessionView> = {}): SessionView {
  const steps = (["lobby", "mark", "reveal", "break", "plenary", "map", "plan", "close"] as const).map((id) => ({
    id,
    title: id,
    instruction: "",
    guidance: "",
    minutes: id === "close" ? null : 10,
    permissions: { table_writing: false, plenary_writing: false, map_writing: false, plan_writing: false },
  }));
  return {
    revision: 1,
    server_time_ms: 1_000_000,
    workshop: "w",
    title: "Workshop",
    state: "open",
    join_code: "KQM4WTX",
    joining_open: true,
    reveal: "sealed",
    minimum_group: 5,
    named: false,
    frameworks: [{ id: "small", version: "1", title: "Small tool", is_derived: false }],
    sectors: [],
    tables: [],
    spheres: [],
    maps: [],
    map: null,
    run_sheet: { steps, current, started_at_ms: 1_000_000, extended_minutes: 0 },
    writing: { ballot: "write", table: "step_closed", plenary: "facilitators_only", map: "step_closed", plan: "step_closed" },
    rounds,
    focus: null,
    nearly_full: [],
    present: { people: 0, sectors: [], tables: [], observers: 0, facilitators: 0, screens: 0 },
    ...fields,
  };
}
