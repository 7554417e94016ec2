// Counts in words, and where they stand in a chart. Pure.
import type { DomainResult, GroupResult, Level, ProgressView, RoundKind } from "../generated";
import { ROUND_KIND, VERDICT } from "../generated/words";
import { counted, outOf, valuesOf } from "../labels";

/** The counts in words: "1 Emerging, 14 Developing, 8 Maturing, 0 Thriving". */
export function countsInWords(levels: readonly Level[], counts: readonly number[]): string {
  return levels.map(({ name }, index) => `${counts[index] ?? 0} ${name}`).join(", ");
}

/** A finding under a heading that is already the domain's name: the sentence without it. */
export function findingUnder(name: string, sentence: string): string {
  const start = `${name}: `;
  if (!sentence.startsWith(start)) return sentence;
  const finding = sentence.slice(start.length);
  return finding.charAt(0).toUpperCase() + finding.slice(1);
}

/** Who marked, in words: "24 people marked a level, 2 not sure". Where that may not be shown, what progress says, if anything. */
export function markedInWords(result: DomainResult, progress: string | null): string {
  if (result.n === null) return progress ?? "";
  return [
    `${counted(result.n, "person", "people")} marked a level`,
    ...(result.unsure ? [`${result.unsure} not sure`] : []),
    ...(result.late ? [`${result.late} late, not counted`] : []),
  ].join(", ");
}

/** How many have marked a domain, in words: "7 of 9 marked"; null before the first count has come. */
export function progressInWords(progress: ProgressView | null, domain: string): string | null {
  const marked = progress?.domains.find((line) => line.domain === domain)?.marked;
  return progress === null || marked === undefined ? null : `${outOf(marked, progress.seats)} marked`;
}

/** How many people stand behind these counts. */
export function peopleAt(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
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
export function revealSentence(results: readonly DomainResult[], kind: RoundKind): string {
  const count = (verdict: DomainResult["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  const parts = valuesOf(VERDICT)
    .map((verdict) => ({ verdict, domains: count(verdict) }))
    .filter(({ domains }) => 0 < domains)
    .map(({ verdict, domains }) => `${domains} ${VERDICT[verdict].in_sentence}`);
  return `${counted(results.length, ROUND_KIND[kind].one, ROUND_KIND[kind].many)}: ${parts.join(", ")}.`;
}

/** How many domains have an agreed level or a recorded "no consensus". */
export function decidedCount(results: readonly DomainResult[]): number {
  return results.filter(({ agreed }) => agreed !== null).length;
}
