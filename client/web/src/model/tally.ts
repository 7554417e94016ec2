// Counts in words, and where they stand in a chart. Pure.
import type { DomainResult, GroupResult, Level } from "./generated";
import { counted, verdictWord } from "./words";

/** The counts in words: "1 Emerging, 14 Developing, 8 Maturing, 0 Thriving". */
export function countsInWords(levels: readonly Level[], counts: readonly number[]): string {
  return levels.map(({ name }, index) => `${counts[index] ?? 0} ${name}`).join(", ");
}

/** What is said where counts are hidden. */
export function hiddenInWords(minimumGroup: number): string {
  return `Fewer than ${minimumGroup} marked`;
}

/** A share as people say it: in per cent from 20 people on, else as "7 of 9". */
export function shareInWords(count: number, n: number): string {
  if (n === 0) return "0 of 0";
  return n < 20 ? `${count} of ${n}` : `${Math.round((100 * count) / n)}%`;
}

/** In which level the middle person stands, and how far into it (0 to 1); null without a median. */
export function medianPlace(median: number | null, levels: number): { index: number; within: number } | null {
  if (median === null) return null;
  const index = Math.min(levels - 1, Math.max(0, Math.round(median) - 1));
  const within = Math.min(1, Math.max(0, median - (index + 0.5)));
  return { index, within };
}

/** The groups whose middle is at least one level from the room's, in words; null where none is, or none may be shown. */
export function whoDiffers(result: DomainResult): string | null {
  const groups = result.groups ?? [];
  const medians = groups.filter((group): group is GroupResult & { median: number } => group.median !== null);
  if (medians.length < 2) return null;
  const lowest = medians.reduce((one, other) => (other.median < one.median ? other : one));
  const highest = medians.reduce((one, other) => (one.median < other.median ? other : one));
  if (highest.median - lowest.median < 1) return null;
  return `Lower: ${lowest.group} (${nearest(lowest.median)}). Higher: ${highest.group} (${nearest(highest.median)}).`;
}

const nearest = (median: number) => String(Math.round(median));

/** One sentence for the whole reveal, spoken once and shown above the rows. */
export function revealSentence(results: readonly DomainResult[]): string {
  const count = (verdict: DomainResult["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  const parts = (["consensus", "leaning", "split", "polarised", "scattered", "too_few"] as const)
    .map((verdict) => ({ verdict, domains: count(verdict) }))
    .filter(({ domains }) => 0 < domains)
    .map(({ verdict, domains }) => `${domains} ${verdictWord(verdict).word.toLowerCase()}`);
  return `${counted(results.length, "domain", "domains")}: ${parts.join(", ")}.`;
}

/** How many domains have an agreed level or a recorded "no consensus". */
export function decidedCount(results: readonly DomainResult[]): number {
  return results.filter(({ agreed }) => agreed !== null).length;
}
