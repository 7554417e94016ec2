// The order of domains on the desk: as the framework has them, where people disagree most, or where most is missing. Pure.
import type { DomainResult, Verdict } from "../generated";

/** How the domains are ordered. */
export type Order = "framework" | "disagreement" | "gap";

/** The orders in the words of the desk. */
export const ORDERS: readonly { value: Order; word: string }[] = [
  { value: "framework", word: "In their own order" },
  { value: "disagreement", word: "Most disagreement first" },
  { value: "gap", word: "Largest gap first" },
];

/** An order that was kept on this device; the framework's where it is none of them. */
export function orderOf(kept: string | null): Order {
  return ORDERS.find(({ value }) => value === kept)?.value ?? "framework";
}

const RANK: Record<Verdict, number> = {
  polarised: 0,
  scattered: 1,
  split: 2,
  leaning: 3,
  consensus: 4,
  too_few: 5,
};

/**
 * The results in this order. `byDisagreement` are places as the server ranks them; without these, domains go by their
 * word and those of the same word by their consensus index, the lower first.
 */
export function ordered(
  results: readonly DomainResult[],
  order: Order,
  byDisagreement: readonly number[] = [],
): DomainResult[] {
  switch (order) {
    case "framework":
      return [...results];
    case "disagreement":
      if (byDisagreement.length === results.length) return byDisagreement.flatMap((place) => results[place] ?? []);
      // A missing index is not 0: such a domain stands behind those that have one.
      return [...results].sort(
        (one, other) => RANK[one.verdict] - RANK[other.verdict] || (one.consensus ?? 2) - (other.consensus ?? 2),
      );
    case "gap":
      // Where nobody has said what is needed there is no gap, which is not a gap of nothing.
      return [...results].sort((one, other) => (other.gap?.levels ?? -Infinity) - (one.gap?.levels ?? -Infinity) || 0);
  }
}
