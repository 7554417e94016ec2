// The order of domains on the desk: as the framework has them, or where people disagree most. Pure.
import type { DomainResult, Verdict } from "./generated";

/** How the domains are ordered. */
export type Order = "framework" | "disagreement";

const RANK: Record<Verdict, number> = {
  polarised: 0,
  scattered: 1,
  split: 2,
  leaning: 3,
  consensus: 4,
  too_few: 5,
};

/** The results in this order; domains of the same word by their consensus index, the lower first. */
export function ordered(results: readonly DomainResult[], order: Order): DomainResult[] {
  switch (order) {
    case "framework":
      return [...results];
    case "disagreement":
      // A missing index is not 0: such a domain stands behind those that have one.
      return [...results].sort(
        (one, other) => RANK[one.verdict] - RANK[other.verdict] || (one.consensus ?? 2) - (other.consensus ?? 2),
      );
  }
}
