// A small plan for the tests of this folder, to be bent as each test needs.
import type { Action, Commitment, Plan, ThreadNode, ThreadTie } from "../generated";
import { termsOf } from "./status";

/** An action that its owner could accept. */
export function anAction(changes: Partial<Action> = {}): Action {
  return {
    id: "a1",
    what: "Call everybody who missed a visit",
    objective: "",
    owner: { kind: "seat", seat: "s1", label: "Sam" },
    engage: "",
    evidence: "",
    develop_by: "2026-11-16",
    implement_by: null,
    test_by: "2026-12-14",
    measure: "Visits kept",
    baseline: "",
    target: "9 of 10",
    priority: null,
    rhythm: null,
    report_to: "",
    blockers: [],
    cycles: [],
    progress: "not_started",
    source: { kind: "domain", framework: "pit-a", domain: "leadership" },
    ...changes,
  };
}

/** Its owner's yes to it as it stands. */
export function accepted(action: Action, changes: Partial<Commitment> = {}): Commitment {
  const yes = { action: action.id, seat: "s1", at_ms: 0, answer: "accepted" as const, name: "Sam Okoro", terms: termsOf(action) };
  // The changes are of the same answer in every test.
  return { ...yes, ...changes } as Commitment;
}

/** A plan of these. */
export function aPlan(actions: Action[], nodes: ThreadNode[] = [], ties: ThreadTie[] = []): Plan {
  return { actions, nodes, ties };
}

/** A tie from one to another. */
export function tie(from: string, to: string, changes: Partial<ThreadTie> = {}): ThreadTie {
  return { id: `${from}${to}`, from, to, way: "direct", how: "", ...changes };
}
