// What came of reading a file in, for whoever chose it: what is in the map now, what was changed, and what was left out.
import type { ProcessMap } from "../../generated";

/** Things of one kind that met one fate: one name each, which is empty where the thing has none. */
export interface Told {
  readonly what: string;
  readonly names: readonly string[];
}

/** A text that is longer than a map holds. */
export interface Cut {
  /** Which text of what. */
  readonly what: string;
  readonly most: number;
  readonly over: number;
  /** The whole text, to be copied. */
  readonly whole: string;
  /** Where the rest went; null where it is only here. */
  readonly restIs: string | null;
}

export interface Report {
  readonly file: string;
  readonly counts: Counts;
  /** Kept, but not as it stands in the file. */
  readonly changed: readonly Told[];
  readonly cut: readonly Cut[];
  /** Words and things of the process that are not in the map. */
  readonly leftOut: readonly Told[];
  /** What only programs read: settings, drawings, extensions. */
  readonly workings: readonly Told[];
}

/** How many things of each kind were read in, as the map shows them. */
export type Counts = Readonly<Record<(typeof COUNTED)[number]["kind"], number>>;

const COUNTED = [
  { kind: "steps", one: "step", many: "steps", isAlwaysSaid: true },
  { kind: "lanes", one: "organisation", many: "organisations", isAlwaysSaid: true },
  { kind: "links", one: "link", many: "links", isAlwaysSaid: true },
  { kind: "pins", one: "pin", many: "pins", isAlwaysSaid: false },
  { kind: "questions", one: "question", many: "questions", isAlwaysSaid: false },
  { kind: "stakeholders", one: "stakeholder", many: "stakeholders", isAlwaysSaid: false },
] as const;

export function countsOf(map: ProcessMap): Counts {
  const { steps, lanes, links, pins, questions, stakeholders } = map;
  return { steps: steps.length, lanes: lanes.length, links: links.length, pins: pins.length, questions: questions.length, stakeholders: stakeholders.length };
}

/** "3 steps, 1 organisation, 2 links". */
export function countsInWords(counts: Counts): string {
  return COUNTED.filter(({ kind, isAlwaysSaid }) => isAlwaysSaid || 0 < counts[kind])
    .map(({ kind, one, many }) => `${counts[kind]} ${counts[kind] === 1 ? one : many}`)
    .join(", ");
}

/** "a link to nowhere: 2". */
function toldInWords({ what, names }: Told): string {
  return `${what}: ${names.length}`;
}

/** Names that occur often are said once, with how often. Things without a name are counted, not listed. */
export function namesOf({ names }: Told): string[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`));
}

/** The parts of a report in their order, each with its heading. */
export function sections({ changed, leftOut, workings }: Report): { heading: string; told: readonly Told[]; isFolded: boolean }[] {
  return [
    { heading: "Left out", told: leftOut, isFolded: false },
    { heading: "Kept in another way", told: changed, isFolded: true },
    { heading: "Left out: what only programs read", told: workings, isFolded: true },
  ].filter(({ told }) => 0 < told.length);
}

/** "5 texts were cut, because they are longer than a map holds." */
export function cutsInWords(cuts: readonly Cut[]): string {
  return `${cuts.length === 1 ? "1 text was" : `${cuts.length} texts were`} cut, because ${cuts.length === 1 ? "it is" : "they are"} longer than a map holds`;
}

/** "The name of the step “Triage”: 12 characters more than the 120 a map holds. …" */
export function cutInWords({ what, most, over, restIs }: Cut): string {
  const rest = restIs === null ? "The whole text is below." : `The whole text is ${restIs}, and below.`;
  return `${what}: ${over} ${over === 1 ? "character" : "characters"} more than the ${most.toLocaleString("en-GB")} a map holds. ${rest}`;
}

/** The whole report as text, to be copied or kept as a file. */
export function reportAsText(report: Report): string {
  const lines = [`Read in from “${report.file}”: ${countsInWords(report.counts)}.`];
  if (0 < report.cut.length) {
    lines.push("", `${cutsInWords(report.cut)}:`);
    for (const cut of report.cut) lines.push(`- ${cutInWords(cut)}`, ...cut.whole.split("\n").map((line) => `    ${line}`));
  }
  for (const { heading, told } of sections(report)) {
    lines.push("", `${heading}:`);
    for (const one of told) lines.push(`- ${toldInWords(one)}`, ...namesOf(one).map((name) => `    ${name.replace(/\n/g, "\n    ")}`));
  }
  return `${lines.join("\n")}\n`;
}
