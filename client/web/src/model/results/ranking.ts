// The order of domains on the desk: as the framework has them, where people disagree most, or where most is missing. Pure.
import type { DomainResult } from "../generated";

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

/** The results in this order; `byDisagreement` are their places as the server ranks them. */
export function ordered(
  results: readonly DomainResult[],
  order: Order,
  byDisagreement: readonly number[],
): DomainResult[] {
  switch (order) {
    case "framework":
      return [...results];
    case "disagreement":
      return byDisagreement.flatMap((place) => results[place] ?? []);
    case "gap":
      // Where nobody has said what is needed there is no gap, which is not a gap of nothing.
      return [...results].sort((one, other) => (other.gap?.levels ?? -Infinity) - (one.gap?.levels ?? -Infinity) || 0);
  }
}
