// Where people are lost, as the room marked it: the steps in the order of what is lost at them. Pure.
import type { DecayPin, DomainResult, Framework, ProcessMap, ResultsView, RoundSummary, SessionView } from "../generated";
import { shareInWords } from "../results/tally";

/** The latest round in which people marked where they are lost on this map. */
export function lostRound(session: SessionView, map: string): RoundSummary | null {
  return session.rounds.filter((round) => round.kind === "lost" && round.map === map).at(-1) ?? null;
}

/** One step as it was marked. */
export interface LostStep {
  /** The step on the map. */
  id: string;
  /** The domain under which it was marked. */
  domain: string;
  name: string;
  /** Its number on the map; null where it has been taken out since. */
  number: number | null;
  result: DomainResult | null;
  /** How many chose one of the two upper levels, where that may be shown. */
  high: number | null;
  pins: DecayPin[];
}

/** The steps that were marked: those at which most are lost first, those without shown counts last, as on the map. */
export function lostSteps(framework: Framework, results: ResultsView | null, map: ProcessMap): LostStep[] {
  const steps = framework.domains.flatMap(({ id: domain, name, about }): LostStep[] => {
    if (about?.kind !== "step") return [];
    const id = about.step;
    const index = map.steps.findIndex((step) => step.id === id);
    const result = results?.domains.find((one) => one.domain === domain) ?? null;
    const step = {
      id,
      domain,
      name,
      number: index < 0 ? null : index + 1,
      result,
      high: highCount(result, framework.levels.length),
      pins: map.pins.filter(({ step }) => step === id),
    };
    return [step];
  });
  return steps
    .map((step, index) => ({ step, index }))
    .sort((one, other) => compare(other.step, one.step) || one.index - other.index)
    .map(({ step }) => step);
}

/** What is lost at a step, in words: "9 of 12 say many or most". */
export function lostInWords(step: LostStep, framework: Framework): string {
  const n = step.result?.n ?? null;
  if (step.high === null || n === null || n === 0) return "";
  const upper = framework.levels.slice(framework.levels.length / 2).map(({ name }) => name.toLowerCase());
  return `${shareInWords(step.high, n)} say ${upper.join(" or ")}`;
}

/** The finding of the round in one sentence; null where no counts are shown. */
export function lostFinding(steps: readonly LostStep[], framework: Framework): string | null {
  const [first] = steps;
  if (first === undefined || first.high === null) return null;
  if (first.high === 0) return "Nobody says that many are lost at any step.";
  return `Most people are lost at “${first.name}”: ${lostInWords(first, framework)}.`;
}

function highCount(result: DomainResult | null, levels: number): number | null {
  if (result === null || result.counts === null || result.n === null) return null;
  return result.counts.slice(levels / 2).reduce((sum, count) => sum + count, 0);
}

// By the middle, then by the share of the two upper levels; what is not shown counts as least.
function compare(one: LostStep, other: LostStep): number {
  const share = ({ high, result }: LostStep) => (high === null || !result?.n ? -1 : high / result.n);
  const middle = ({ high, result }: LostStep) => (high === null ? -1 : (result?.median ?? -1));
  return middle(one) - middle(other) || share(one) - share(other);
}
