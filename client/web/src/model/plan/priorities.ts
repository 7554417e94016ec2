// What comes first, by the impact and the speed that people marked, as the server places it: medians in words. Pure.
import type { Action, ActionAspect, Domain, DomainResult, Framework, Level, Quarter, ResultsView, RoundSummary } from "../generated";

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

/** The latest round in which the plan's actions were marked. */
export function latestPriorities(rounds: readonly RoundSummary[]): RoundSummary | null {
  return rounds.filter(({ kind }) => kind === "priority").at(-1) ?? null;
}

/** What of a result is said of it in words. */
export type Middle = Pick<DomainResult, "verdict" | "median">;

/** The actions of a round in the order of the results: those to begin with first. */
export function markedActions(framework: Framework, results: ResultsView): Marked[] {
  return results.actions.map(({ action, quarter }) => {
    const about = (aspect: ActionAspect) =>
      framework.domains.find((domain) => domain.about?.kind === "action" && domain.about.action === action && domain.about.aspect === aspect);
    const of = (domain: Domain | undefined) => results.domains.find((result) => result.domain === domain?.id) ?? null;
    const [impact, speed] = [about("impact"), about("speed")];
    return { id: action, what: impact?.group ?? impact?.name ?? "", impact: of(impact), speed: of(speed), quarter };
  });
}

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
