// How the whole room stands over all domains. It counts words and never averages levels. Pure.
import type { DomainResult, Framework, Domain, RoundKind, Verdict } from "../generated";
import { ROUND_KIND } from "../generated/words";
import { ordered } from "./ranking";
import { VERDICT } from "../generated/words";
import { counted, valuesOf } from "../labels";

/** The domains that have the same word. */
export interface WordGroup {
  verdict: Verdict;
  domains: { domain: Domain; result: DomainResult }[];
}

const WORDS = valuesOf(VERDICT);

/** The domains by their word, from agreement to disagreement; words that no domain has are left out. */
export function byWord(framework: Framework, results: readonly DomainResult[]): WordGroup[] {
  return WORDS.map((verdict) => ({ verdict, domains: named(framework, results.filter((result) => result.verdict === verdict)) })).filter(
    ({ domains }) => 0 < domains.length,
  );
}

// More would be a second board.
const MOST = 3;

/** The domains on which people disagree most, the most first; those that agree, or are too few, are not among them. */
export function mostContested(framework: Framework, results: readonly DomainResult[], byDisagreement: readonly number[]) {
  const contested = ordered(results, "disagreement", byDisagreement).filter(
    ({ verdict }) => verdict !== "consensus" && verdict !== "leaning" && verdict !== "too_few",
  );
  return named(framework, contested.slice(0, MOST));
}

/** How the room stands, in a lenient sentence: it says where it agrees before it says where it does not. */
export function standingInWords(results: readonly DomainResult[], kind: RoundKind): string {
  const shown = results.filter(({ verdict }) => verdict !== "too_few");
  if (shown.length === 0) return "Too few people have marked to say how the room stands.";
  const agreed = shown.filter(({ verdict }) => verdict === "consensus" || verdict === "leaning").length;
  const open = shown.length - agreed;
  if (open === 0) return `The room agrees, or leans one way, on every ${ROUND_KIND[kind].one} that has a word.`;
  if (agreed === 0) return `No ${ROUND_KIND[kind].one} has one clear level yet: each has something to talk about.`;
  return `The room agrees, or leans one way, on ${agreed} of ${counted(shown.length, ROUND_KIND[kind].one, ROUND_KIND[kind].many)}; ${open} ${open === 1 ? "is" : "are"} worth talking about.`;
}

function named(framework: Framework, results: readonly DomainResult[]) {
  return results.flatMap((result) => {
    const domain = framework.domains.find(({ id }) => id === result.domain);
    return domain === undefined ? [] : [{ domain, result }];
  });
}
