// What an action from a domain begins with: the words of the next level. Pure.
import type { Domain, Framework, ResultsView, RoundSummary } from "../generated";

/** A domain from which an action may come. */
export interface DomainChoice {
  framework: Framework;
  domain: Domain;
  /** The level that the room agreed; null where it agreed none. */
  agreed: number | null;
  /** What good would look like: the framework's words for the next level; empty where no level was agreed. */
  objective: string;
}

/** What the objective of an action begins with: the next level's words, at the top level that level's own. */
export function draftObjective(framework: Framework, domain: Domain, agreed: number | null): string {
  if (agreed === null) return "";
  return domain.descriptors[Math.min(agreed, framework.levels.length - 1)] ?? "";
}

/** The domains that were marked for where things stand now, with the level of the latest round that agreed one. */
export function domainChoices(
  rounds: readonly RoundSummary[],
  frameworks: ReadonlyMap<string, Framework>,
  results: ReadonlyMap<string, ResultsView>,
  given: readonly string[],
): DomainChoice[] {
  return given.flatMap((id) => {
    const framework = frameworks.get(id);
    if (framework === undefined) return [];
    const ofIt = rounds.filter((round) => round.framework === id && round.kind === "now");
    return framework.domains.map((domain) => {
      const agreed = agreedLevel(ofIt, results, domain.id);
      return { framework, domain, agreed, objective: draftObjective(framework, domain, agreed) };
    });
  });
}

function agreedLevel(
  rounds: readonly RoundSummary[],
  results: ReadonlyMap<string, ResultsView>,
  domain: string,
): number | null {
  // The latest decision holds, a decision that there is no consensus too.
  for (const { round } of [...rounds].reverse()) {
    const decided = results.get(round)?.domains.find((result) => result.domain === domain)?.agreed ?? null;
    if (decided !== null) return decided.level;
  }
  return null;
}
