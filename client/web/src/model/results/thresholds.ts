// One domain as yes-or-no questions: how many say at least this level, and how much of the disagreement sits there. Pure.
import type { DomainResult, Level } from "../generated";

/** One question and its answer. */
export interface StepLine {
  level: Level;
  above: number;
  n: number;
  /** The part of the disagreement that sits between this level and the one below, 0 to 1; null where nobody disagrees. */
  share: number | null;
}

/** The questions of a domain, from the second level up; none where the counts may not be shown. */
export function stepLines(levels: readonly Level[], result: DomainResult): StepLine[] {
  const { n } = result;
  if (n === null || n === 0) return [];
  return (result.steps ?? []).flatMap((step) => {
    const level = levels.find((candidate) => candidate.level === step.from + 1);
    return level === undefined ? [] : [{ level, above: step.above, n, share: step.share }];
  });
}

/** How much of the disagreement, as people say it. */
export function partInWords(share: number | null): string {
  if (share === null || share === 0) return "no disagreement here";
  if (share < 0.2) return "little of the disagreement";
  if (share < 0.4) return "some of the disagreement";
  if (share < 0.6) return "about half of the disagreement";
  return share < 0.9 ? "most of the disagreement" : "nearly all of the disagreement";
}

/** Where the disagreement sits, in a sentence. */
export function stepsInWords(lines: readonly StepLine[]): string {
  const largest = lines.reduce<StepLine | null>((most, line) => ((most?.share ?? 0) < (line.share ?? 0) ? line : most), null);
  if (largest === null) return "Nobody disagrees on any step.";
  return `The room divides most over whether it is at least ${largest.level.level} ${largest.level.name}: ${largest.above} of ${largest.n} say so.`;
}
