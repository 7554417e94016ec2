// Whose disagreement it is, in a short phrase beside the sentence. No phrase is surer than the finding. Pure.
import type { DomainResult, Grouping } from "../generated";
import { capital, counted } from "../labels";

/** One of a grouping: "sector". */
export function groupingInWords(grouping: Grouping): string {
  return grouping === "sphere" ? "sphere of influence" : grouping;
}

/** Several of a grouping: "sectors". */
function groupsInWords(grouping: Grouping): string {
  switch (grouping) {
    case "sector":
      return "sectors";
    case "table":
      return "tables";
    case "organisation":
      return "organisations";
    case "sphere":
      return "spheres of influence";
  }
}

/** Where the disagreement lies, in a few words; null where that was not asked, or nobody disagrees. */
export function whoseInWords(whose: DomainResult["whose"]): string | null {
  if (whose === null) return null;
  const groups = groupsInWords(whose.grouping);
  switch (whose.pattern) {
    case "agreed":
      return null;
    case "too_few":
      return `Too few people to compare ${groups}`;
    case "not_detectable":
      return `No pattern between ${groups} made out with ${counted(whose.n, "person", "people")}`;
    case "individual":
      return `Mostly between individuals, whatever their ${groupingInWords(whose.grouping)}`;
    case "partly":
    case "clearly":
    case "mainly":
      return whose.tentative ? `Perhaps between ${groups}` : `${capital(whose.pattern)} between ${groups}`;
  }
}

/** What a phrase about groups must not be taken for; null where it needs no caution. */
export function whoseCaution(whose: DomainResult["whose"]): string | null {
  if (whose === null) return null;
  const groups = groupsInWords(whose.grouping);
  if (whose.pattern === "not_detectable") return `That does not say that ${groups} agree: with few people a difference is easily missed. Ask the room.`;
  if (whose.tentative && whoseInWords(whose) !== null) return "It looks like it, and chance alone could do as much. Ask the room.";
  return null;
}
