// What changed since another round, and how far it is to what is needed, in words and as places in a chart. Pure.
import type { Advice, DomainResult, RoundKind } from "../generated";
import { ADVICE, TREND } from "../generated/words";
import { peopleAt } from "./tally";

type Since = NonNullable<DomainResult["since"]>;
type Gap = NonNullable<DomainResult["gap"]>;

// Up to this chance a change of agreement is said to be one: plainly where it would stand among all domains that were
// compared (of ten, one has such a chance by luck alone), else with "perhaps".
const NAMED_UP_TO_P = 0.1;

/** On how many domains a change could be found by chance: on all that were asked, told or not. */
export function domainsCompared(results: readonly DomainResult[]): number {
  return results.length;
}

/**
 * How people moved between two rounds, in a sentence, beside so many domains compared at once; null where that may not be
 * shown or was not worked out.
 */
export function movementInWords(since: Since, compared: number): string | null {
  const { movement } = since;
  if (movement === null) return null;
  const { n, up, down } = movement;
  const moved = up + down;
  if (moved === 0) return `None of the ${n} who marked both rounds has moved.`;
  return `${moved} of the ${n} who marked both rounds ${moved === 1 ? "has" : "have"} moved, ${up} up and ${down} down; ${trend(movement, compared)}.`;
}

function trend(movement: NonNullable<Since["movement"]>, compared: number): string {
  const { consensus_change: change, consensus_change_p: chance } = movement;
  if (NAMED_UP_TO_P < chance || change === 0) return TREND.none.in_sentence;
  const trend = (0 < change ? TREND.closer : TREND.apart).in_sentence;
  return chance <= NAMED_UP_TO_P / Math.max(1, compared) ? trend : `perhaps ${trend}`;
}

/** What may be done next; null where there is nothing to say. People decide. */
export function adviceInWords(advice: Advice | null): string | null {
  const said = advice === null ? "" : ADVICE[advice].word;
  return said === "" ? null : said;
}

/** The gap with both middles, and the people behind it where these may be shown. */
export function gapInWords(gap: Gap): string {
  const middles = `he middle is ${gap.now.toFixed(1)} now and ${gap.needed.toFixed(1)} needed.`;
  const { paired } = gap;
  if (paired === null) return `T${middles}`;
  const lower = paired.lower === 0 ? "" : ` and ${paired.lower} a lower one`;
  return `${paired.higher} of ${paired.n} ${paired.higher === 1 ? "needs" : "need"} a higher level than now${lower}: t${middles}`;
}

/** Which round that was: "round 1". */
export function roundNumber(rounds: readonly { round: string }[], round: string): string {
  const place = rounds.findIndex((candidate) => candidate.round === round);
  return place < 0 ? "the round before" : `round ${place + 1}`;
}

/** A round as a label beside its bar. */
export function roundLabel(rounds: readonly { round: string }[], round: string, kind: RoundKind): string {
  const name = roundNumber(rounds, round);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}, ${kind === "needed" ? "needed" : "now"}`;
}

/** One level's part of a bar, in shares of the bar. */
export interface Part {
  index: number;
  count: number;
  from: number;
  to: number;
}

/** Where each level's part lies on a bar of width 1. Levels that nobody chose have a place and no width. */
export function parts(counts: readonly number[]): Part[] {
  const n = Math.max(1, peopleAt(counts));
  let sum = 0;
  return counts.map((count, index) => {
    const from = sum / n;
    sum += count;
    return { index, count, from, to: sum / n };
  });
}

/** Where a middle stands on a line from the lowest to the highest level, 0 to 1. */
export function onScale(median: number, levels: number): number {
  return Math.min(1, Math.max(0, (median - 0.5) / levels));
}
