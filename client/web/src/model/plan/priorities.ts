// What comes first, by the impact and the speed that people marked: medians in words, never means. Pure.
import type { Action, DomainResult, Framework, Level, ResultsView, RoundSummary, Verdict } from "../generated";

/** Where an action lies by its impact and its speed. */
export type Quarter = "do_first" | "begin_now" | "if_time_allows" | "leave" | "talk_first" | "too_few";

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
export const QUARTERS: readonly Quarter[] = ["do_first", "begin_now", "if_time_allows", "leave", "talk_first", "too_few"];

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
  if (result === null || result.median === null || result.verdict === "too_few") return "too few marks";
  if (result.verdict === "polarised") return "two camps";
  const nearest = Math.ceil(result.median - 0.5);
  return (levels.find(({ level }) => level === nearest)?.name ?? String(nearest)).toLowerCase();
}

/** The quarter in words, with what it means. */
export function quarterInWords(quarter: Quarter): { word: string; meaning: string; sign: string } {
  switch (quarter) {
    case "do_first":
      return { word: "Do first", meaning: "High impact, and soon.", sign: "●" };
    case "begin_now":
      return { word: "Begin now, it takes time", meaning: "High impact, but later.", sign: "◐" };
    case "if_time_allows":
      return { word: "If time allows", meaning: "Soon, but little impact.", sign: "◑" };
    case "leave":
      return { word: "Leave for now", meaning: "Little impact, and late.", sign: "○" };
    case "talk_first":
      return { word: "Talk first", meaning: "The room is in two camps, so no middle says where it stands.", sign: "◧" };
    case "too_few":
      return { word: "Too few marks", meaning: "Too few people have marked it to show where it lies.", sign: "·" };
  }
}
