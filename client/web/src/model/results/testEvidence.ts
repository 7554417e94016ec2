// What stands behind a domain's word, for the tests of this folder, to be bent as each test needs.
import type { Firm, GapView, Movement, Since, Whose } from "../generated";

/** Whose disagreement, as the server found it. */
export function whose(changes: Partial<Whose> = {}): Whose {
  return { grouping: "sector", pattern: "mainly", tentative: false, n: 24, ...changes };
}

/** How firm a word is. */
export function firm(changes: Partial<Firm> = {}): Firm {
  return { one_away: [], outstanding: null, missing: 0, ...changes };
}

/** How people moved. */
export function movement(changes: Partial<Movement> = {}): Movement {
  return { n: 20, up: 5, down: 2, sign_test_p: 0.45, net_change: 0.2, consensus_change: 0.1, consensus_change_p: 0.3, is_stable: false, ...changes };
}

/** What changed since the first round. */
export function since(changes: Partial<Since> = {}): Since {
  return {
    round: "r1",
    kind: "now",
    counts: [4, 3, 2, 1],
    n: 10,
    median: 1.8,
    consensus: 0.4,
    verdict: "scattered",
    movement: movement(),
    transitions: null,
    withheld: null,
    ...changes,
  };
}

/** From now to needed. */
export function gap(changes: Partial<GapView> = {}): GapView {
  return { now_round: "r1", needed_round: "r2", now: 2, needed: 3.25, levels: 1.25, paired: null, withheld: null, ...changes };
}
