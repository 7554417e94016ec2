// Puts steps into the order in which one would read them: each behind those that lead to it. Pure.
import type { MapLink, MapStep } from "../generated";

/** From where people come in, along the links; a link that would lead round in a circle leads back. */
export function inReadingOrder(steps: readonly MapStep[], links: readonly MapLink[]): MapStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const onwards = new Map<string, string[]>(steps.map(({ id }) => [id, []]));
  const reached = new Set<string>();
  for (const { from, to } of links) {
    onwards.get(from)?.push(to);
    reached.add(to);
  }
  // What nothing leads to is gone through first and so stands behind the starts, which are put before it.
  const entries = [
    ...steps.filter(({ id, kind }) => kind !== "start" && !reached.has(id)).reverse(),
    ...steps.filter(({ kind }) => kind === "start").reverse(),
  ];
  const seen = new Set<string>();
  const ordered = walk(entries).reverse();
  // What is left are circles that nobody enters.
  const rest = steps.flatMap((step) => walk([step]).reverse());
  return [...ordered, ...rest];

  // Depth first, each step after everything that it leads to; without recursion, for long pathways.
  function walk(from: readonly MapStep[]): MapStep[] {
    const done: MapStep[] = [];
    for (const entry of from) {
      const open: { id: string; next: number }[] = [];
      const enter = (id: string) => {
        if (seen.has(id)) return;
        seen.add(id);
        open.push({ id, next: 0 });
      };
      enter(entry.id);
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const ways = onwards.get(top.id) ?? [];
        // The last way first, so that the first one stands directly behind its step.
        const way = ways[ways.length - 1 - top.next];
        top.next += 1;
        if (way !== undefined) {
          enter(way);
          continue;
        }
        open.pop();
        const step = byId.get(top.id);
        if (step !== undefined) done.push(step);
      }
    }
    return done;
  }
}
