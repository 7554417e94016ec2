// What comes first, by the impact and the speed that people marked: medians in words, never means. Pure.
import type { Action, DomainResult, Framework, Level, ResultsView, RoundSummary, Verdict } from "../generated";
import { QUARTER, VERDICT } from "../generated/words";
import { valuesOf } from "../labels";

/** Where an action lies by its impact and its speed. */
export type Quarter = keyof typeof QUARTER;

/** One action that was marked. */
export interface Marked {
  /** The action's id. */
  id: string;
  /** What it said when marking was opened. */
  what: string;
  impact: DomainResult | null;
  speed: DomainResult | null;
  quarter: Quarter;
}

/** The quarters, the one to begin with first. */
export const QUARTERS: readonly Quarter[] = valuesOf(QUARTER);

/** The latest round in which the plan's actions were marked. */
export function latestPriorities(rounds: readonly RoundSummary[]): RoundSummary | null {
  return rounds.filter(({ kind }) => kind === "priority").at(-1) ?? null;
}

/**
 * The quarter of an action by the room's two words and two medians, by the server's rule for impact and effort.
 *
 * Much is above the middle of the scale; a point on the line counts as little. Where either is polarised a median lies
 * where nobody stands, so it goes to discussion instead.
 */
export function quarterOf(impact: Middle | null, speed: Middle | null, levels: number): Quarter {
  if (impact === null || speed === null) return "too_few";
  const words: Verdict[] = [impact.verdict, speed.verdict];
  if (words.includes("too_few") || impact.median === null || speed.median === null) return "too_few";
  if (words.includes("polarised")) return "talk_first";
  const middle = (levels + 1) / 2;
  const isMuch = middle < impact.median;
  if (middle < speed.median) return isMuch ? "do_first" : "if_time_allows";
  return isMuch ? "begin_now" : "leave";
}

/** What of a result decides on its quarter. */
export type Middle = Pick<DomainResult, "verdict" | "median">;

/** The actions of a round: those to begin with first, within a quarter in the order in which they were asked. */
export function markedActions(framework: Framework, results: ResultsView): Marked[] {
  const of = (domain: string) => results.domains.find((result) => result.domain === domain) ?? null;
  const marked = framework.domains
    .filter(({ id }) => id.endsWith(IMPACT))
    .map((domain) => {
      const id = domain.id.slice(0, -IMPACT.length);
      const impact = of(domain.id);
      const speed = of(`${id}${SPEED}`);
      const quarter = quarterOf(impact, speed, framework.levels.length);
      return { id, what: domain.group ?? domain.name, impact, speed, quarter };
    });
  return QUARTERS.flatMap((quarter) => marked.filter((action) => action.quarter === quarter));
}

const IMPACT = "-impact";
const SPEED = "-speed";

/** The action's rank in the plan, from 1; null where it is no longer there. */
export function rankOf(actions: readonly Action[], id: string): number | null {
  const place = actions.findIndex((action) => action.id === id);
  return place < 0 ? null : place + 1;
}

/** The level nearest to the middle, in words. Between two it is the lower one, as in the rule of the quarters. */
export function middleInWords(result: Middle | null, levels: readonly Level[]): string {
  if (result === null || result.median === null || result.verdict === "too_few") return VERDICT.too_few.in_sentence;
  if (result.verdict === "polarised") return VERDICT.polarised.in_sentence;
  const nearest = Math.ceil(result.median - 0.5);
  return (levels.find(({ level }) => level === nearest)?.name ?? String(nearest)).toLowerCase();
}
