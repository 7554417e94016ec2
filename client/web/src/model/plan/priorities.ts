// What comes first, by the impact and the speed that people marked, as the server places it: medians in words. Pure.
import type { Action, ActionAspect, Domain, DomainResult, Framework, Level, Quarter, ResultsView, RoundSummary } from "../generated";
import { VERDICT } from "../generated/words";

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
  if (result === null || result.median === null || result.verdict === "too_few") return VERDICT.too_few.make_it;
  if (result.verdict === "polarised") return VERDICT.polarised.in_sentence;
  const nearest = Math.ceil(result.median - 0.5);
  return (levels.find(({ level }) => level === nearest)?.name ?? String(nearest)).toLowerCase();
}
