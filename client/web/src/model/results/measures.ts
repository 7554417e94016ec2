// The measures behind the words: what each is called, its unit, what it says and where it comes from. Pure.
import type { DomainResult, Level, ResultsView } from "../generated";
import { counted } from "../labels";

/** One measure as it is explained. */
export interface Measure {
  id: string;
  name: string;
  unit: string;
  /** From where to where it runs. */
  range: string;
  says: string;
  source: string;
}

const PROBABILITY = "probability";

const DOMAIN: readonly Measure[] = [
  { id: "median", name: "The middle (interpolated median)", unit: "levels", range: "the levels of the tool", says: "As many people stand below it as above. In a room of two camps it may lie where nobody stands, so it is never read alone there.", source: "Cumulative counts, read off within the middle level." },
  { id: "consensus", name: "Consensus index C", unit: "0 to 1", range: "0 half the room at each end, 1 all on one level", says: "How close together people stand, by the order of the levels alone.", source: "1 − IOV; l² of Blair & Lacy 2000." },
  { id: "iov", name: "Ordinal variation (IOV)", unit: "0 to 1", range: "0 all on one level, 1 half at each end", says: "The spread of the marks. Every step between two levels is counted as a yes-or-no question.", source: "Berry & Mielke 1992, without their correction for odd n." },
  { id: "iov_unbiased", name: "Ordinal variation, for comparing groups", unit: "0 to about 1", range: "as the above, times n/(n − 1)", says: "The same spread made comparable between groups of different size.", source: "IOV · n/(n − 1)." },
  { id: "average_gap_levels", name: "Average gap", unit: "levels", range: "0 to the number of steps", says: "How far apart two people picked at random stand.", source: "2s/(n(n − 1)), s the sum of disagreeing pairs over all steps." },
  { id: "middle_half", name: "The middle half", unit: "levels", range: "the levels of the tool", says: "From which to which level the middle half of the people stands. On four levels it is no test of consensus.", source: "Lower and upper quartile." },
  { id: "tastle_wierman", name: "Consensus after Tastle and Wierman", unit: "0 to 1", range: "0 half at each end, 1 all on one level", says: "For comparison with the literature.", source: "Tastle & Wierman 2007." },
  { id: "van_der_eijk_a", name: "Agreement A", unit: "−1 to 1", range: "−1 two camps at the ends, 0 as many on each level, 1 all on one level", says: "Whether the bars have one peak. Undefined below three levels.", source: "van der Eijk 2001." },
  { id: "polarisation", name: "Polarisation", unit: "0 to 1", range: "0 all on one level, 1 two camps at the ends", says: "The same turned round: (1 − A)/2.", source: "After van der Eijk 2001." },
  { id: "entropy_bits", name: "Entropy", unit: "bits", range: "0 all on one level, 2 as many on each of four", says: "How evenly people are spread, whatever the order of the levels.", source: "Shannon 1948." },
];

const GROUPS: readonly Measure[] = [
  { id: "between_share", name: "Share between groups", unit: "0 to 1", range: "0 or below no more than chance gives, 1 all of it", says: "The part of the disagreement that lies between groups rather than within them, less what groups drawn by lot would explain.", source: "ORDANOVA, Gadrich & Bashkansky 2012, adjusted." },
];

const ROUNDS: readonly Measure[] = [
  { id: "net_change", name: "Net change", unit: "0 to 1", range: "0 the bars stand still, 1 they are all elsewhere", says: "The part of the people by which the bars changed. People can swap places while the bars stand still, so it is read beside how many moved.", source: "½ Σ |n′ − n| / n; Scheibe, Skutsch & Schofer 1975." },
  { id: "consensus_change", name: "Change of the consensus index", unit: "−1 to 1", range: "above 0 closer together, below 0 further apart", says: "The index of this round less that of the round before, among people who marked both.", source: "C after less C before." },
  { id: "consensus_change_p", name: "Chance of such a change", unit: PROBABILITY, range: "0 to 1", says: "How often so large a change would come about if each who moved had moved the other way as easily. The words say “perhaps” unless it is at most 0.10 divided by the number of domains compared.", source: "Exact, or 999 seeded draws." },
  { id: "sign_test_p", name: "Chance of so one-sided a movement", unit: PROBABILITY, range: "0 to 1", says: "How often so many would move one way if up and down were equally likely.", source: "Exact two-sided sign test." },
];

const OVERALL: readonly Measure[] = [
  { id: "mean_consensus", name: "Mean consensus index", unit: "0 to 1", range: "0 half the room at each end on every domain, 1 all on one level on every domain", says: "The consensus index, averaged over the domains that have a word. It says nothing of which domains these are.", source: "Mean of C." },
  { id: "gwet_ac2", name: "Agreement over all domains, AC2", unit: "up to 1", range: "0 what chance gives, 1 full agreement", says: "How far people agree over all domains, corrected for chance. A step of one level counts as nearly agreeing.", source: "Gwet 2014, linear weights." },
  { id: "krippendorff_alpha", name: "Telling domains apart, α", unit: "up to 1", range: "0 what chance gives, 1 everybody alike", says: "Whether people tell the domains apart in the same way. Near 0 where all domains stand at one level, even when nearly all agree.", source: "Krippendorff 1980." },
  { id: "kendall_w", name: "Same order of domains, W", unit: "0 to 1", range: "0 no common order, 1 the same order", says: "Whether people put the domains in the same order, lenient or strict alike.", source: "Kendall & Babington Smith 1939, corrected for ties." },
];

/** The measures by what they are of, for the page that explains them. */
export const MEASURES: readonly { title: string; measures: readonly Measure[] }[] = [
  { title: "Of one domain", measures: DOMAIN },
  { title: "Of groups", measures: GROUPS },
  { title: "Between two rounds", measures: ROUNDS },
  { title: "Over all domains", measures: OVERALL },
];

/** A measure with its value as it is written. */
export interface Measured {
  measure: Measure;
  value: string;
}

/** The expert line of one domain. Measures that have no value here are left out. */
export function measuresOf(result: DomainResult, levels: readonly Level[]): Measured[] {
  const movement = result.since?.movement ?? null;
  const values: Record<string, unknown> = {
    median: result.median,
    consensus: result.consensus,
    ...(result.measures ?? {}),
    middle_half: span(result.measures?.middle_half ?? null, levels),
    between_share: result.between_share,
    ...(movement ?? {}),
  };
  return take([...DOMAIN, ...GROUPS, ...ROUNDS], values, movement?.n ?? null);
}

/** The expert line of a whole round. */
export function measuresOverall(overall: ResultsView["overall"]): Measured[] {
  return take(OVERALL, { ...(overall ?? {}) }, null);
}

function take(measures: readonly Measure[], values: Record<string, unknown>, markedBoth: number | null): Measured[] {
  return measures.flatMap((measure) => {
    const value = values[measure.id];
    if (typeof value === "string") return [{ measure, value }];
    if (typeof value !== "number") return [];
    return [{ measure, value: measure.unit === PROBABILITY ? chance(value, markedBoth) : written(value) }];
  });
}

// Two places: a third would be a person with two decimal points. What rounds to nothing has no sign.
function written(value: number): string {
  const places = value.toFixed(2);
  return places === "-0.00" ? "0.00" : places.replace("-", "−");
}

// No chance is nothing, and none says anything without how many people it is of.
function chance(value: number, markedBoth: number | null): string {
  const places = value < 0.01 ? "under 0.01" : written(value);
  return markedBoth === null ? places : `${places} with ${counted(markedBoth, "person", "people")} who marked both`;
}

function span(middleHalf: readonly [number, number] | null, levels: readonly Level[]): string | null {
  if (middleHalf === null) return null;
  const [lower, upper] = middleHalf;
  const name = (level: number) => `${level} ${levels.find((candidate) => candidate.level === level)?.name ?? ""}`.trim();
  return lower === upper ? name(lower) : `${name(lower)} to ${name(upper)}`;
}
