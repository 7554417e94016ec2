// How firm a word is: what one person could make of it, and what the missing marks could. Pure.
import type { DomainResult, Level, Verdict } from "../generated";
import { VERDICT } from "../generated/words";
import { counted } from "../labels";

type Firm = NonNullable<DomainResult["firm"]>;

/** What one person moving one level could make of the word. */
export function oneAwayInWords(firm: Firm, levels: readonly Level[]): string[] {
  if (firm.one_away.length === 0) return ["Nobody alone could change the word by moving one level."];
  const name = (level: number) => levels.find((candidate) => candidate.level === level)?.name ?? String(level);
  return firm.one_away.map(
    ({ verdict, from, to }) => `One person moving from ${from} ${name(from)} to ${to} ${name(to)} could make it ${VERDICT[verdict].make_it}.`,
  );
}

/**
 * What the missing marks could make of the word; once the round is revealed, when none can come any more, only how many
 * there are. Null where none is missing.
 */
export function outstandingInWords(firm: Firm): string | null {
  const { outstanding } = firm;
  if (outstanding === null) return firm.missing === 0 ? null : `${firm.missing} who took part left this out.`;
  if (outstanding.missing === 0) return null;
  const missing = `The ${counted(outstanding.missing, "mark", "marks")} still missing`;
  if (1 < outstanding.possible.length) return `${missing} could leave it ${either(outstanding.possible.map(({ verdict }) => verdict))}.`;
  return outstanding.is_complete ? `${missing} cannot change the word.` : `${missing} may still change the word.`;
}

function either(verdicts: readonly Verdict[]): string {
  const said = verdicts.map((verdict) => VERDICT[verdict].make_it);
  return said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")} or ${said.at(-1) ?? ""}`;
}
