// Whose disagreement it is, in a short phrase beside the sentence. No phrase is surer than the finding. Pure.
import type { DomainResult } from "../generated";
import { BETWEEN, GROUPING } from "../generated/words";
import { capital, counted } from "../labels";

/** Where the disagreement lies, in a few words; null where that was not asked, or nobody disagrees. */
export function whoseInWords(whose: DomainResult["whose"]): string | null {
  if (whose === null) return null;
  const groups = GROUPING[whose.grouping].many;
  switch (whose.pattern) {
    case "agreed":
      return null;
    case "too_few":
      return `Too few people to compare ${groups}`;
    case "not_detectable":
      return `No pattern between ${groups} made out with ${counted(whose.n, "person", "people")}`;
    case "individual":
      return `Mostly between individuals, whatever their ${GROUPING[whose.grouping].one}`;
    case "partly":
    case "clearly":
    case "mainly":
      return capital(`${BETWEEN[whose.tentative ? "perhaps" : whose.pattern].in_sentence} ${groups}`);
  }
}

/** What a phrase about groups must not be taken for; null where it needs no caution. */
export function whoseCaution(whose: DomainResult["whose"]): string | null {
  if (whose === null) return null;
  const groups = GROUPING[whose.grouping].many;
  if (whose.pattern === "not_detectable") return `That does not say that ${groups} agree: with few people a difference is easily missed. Ask the room.`;
  if (whose.tentative && whoseInWords(whose) !== null) return "It looks like it, and chance alone could do as much. Ask the room.";
  return null;
}
