// A small workshop for the tests of this folder, to be bent as each test needs.
import type { DomainResult, Framework, ResultsView, RoundSummary, SessionView, StepId } from "./generated";

const TITLES: Record<StepId, string> = {
  lobby: "Welcome",
  mark: "Mark",
  reveal: "Talk at tables",
  break: "Break",
  plenary: "Plenary",
  map: "Map the pathway",
  plan: "Next steps",
  close: "Close",
};

/** A session at a step, with these rounds. */
export function sessionAt(current: StepId, rounds: RoundSummary[] = [], changes: Partial<SessionView> = {}): SessionView {
  const ids: StepId[] = ["lobby", "mark", "reveal", "break", "plenary", "map", "plan", "close"];
  return {
    revision: 1,
    server_time_ms: 0,
    workshop: "w",
    title: "Harbour Place",
    state: "open",
    join_code: "KQM4WTX",
    joining_open: true,
    reveal: "facilitator",
    minimum_group: 5,
    named: false,
    frameworks: [{ id: "pit-a", version: "1", title: "Tool A", is_derived: false }],
    sectors: [
      { id: "civic", name: "Council" },
      { id: "vcse", name: "Voluntary" },
    ],
    tables: [],
    spheres: [
      { id: "s1", name: "What I decide" },
      { id: "s2", name: "What I can speak for" },
    ],
    maps: [],
    map: null,
    run_sheet: {
      steps: ids.map((id) => ({
        id,
        title: TITLES[id],
        instruction: "",
        guidance: "",
        minutes: id === "close" ? null : 10,
        permissions: { table_writing: true, plenary_writing: true, map_writing: true, plan_writing: true },
      })),
      current,
      started_at_ms: 0,
      extended_minutes: 0,
    },
    writing: { ballot: "write", table: "write", plenary: "facilitators_only", map: "write", plan: "write" },
    rounds,
    focus: null,
    nearly_full: [],
    present: { people: 0, sectors: [], tables: [], observers: 0, facilitators: 1, screens: 0 },
    ...changes,
  };
}

/** A round, closed and unrevealed unless told otherwise. */
export function round(changes: Partial<RoundSummary> = {}): RoundSummary {
  return { round: "r1", framework: "pit-a", kind: "now", map: null, domains: null, is_open: false, revealed: null, grouping: null, ...changes };
}

/** The result of one domain. */
export function result(domain: string, changes: Partial<DomainResult> = {}): DomainResult {
  return {
    domain,
    counts: [1, 2, 3, 4],
    n: 10,
    unsure: 0,
    late: 0,
    median: 3.2,
    consensus: 0.5,
    verdict: "leaning",
    tags: [],
    tentative: false,
    sentence: "",
    measures: null,
    steps: null,
    whose: null,
    between_share: null,
    firm: null,
    since: null,
    gap: null,
    advice: null,
    agreed: null,
    groups_withheld: null,
    ...changes,
  };
}

/** The results of a round. */
export function results(domains: DomainResult[]): ResultsView {
  return {
    revision: 1,
    round: "r1",
    framework: "pit-a",
    kind: "now",
    revealed: "pooled",
    table: null,
    grouping: null,
    snapshot: null,
    domains,
    overall: null,
    by_disagreement: domains.map((_, place) => place),
    actions: [],
    computing: false,
  };
}

/** A framework with these domains and four levels. */
export function framework(domains: string[]): Framework {
  return {
    id: "pit-a",
    version: "1",
    title: "Tool A",
    summary: "",
    source: "",
    levels: ["Emerging", "Developing", "Maturing", "Thriving"].map((name, index) => ({ level: index + 1, name })),
    domains: domains.map((id) => ({ id, name: id, short_name: id, group: null, question: null, descriptors: [], terms: [], about: null })),
    glossary: [],
  };
}
