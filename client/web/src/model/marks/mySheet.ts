// "My sheet": one row a domain, as shown, downloaded and printed. Pure.
import type { Domain, Framework, RoundKind, RoundSummary, SessionView } from "../generated";
import { fateOf, markedInWords, type Counted, type Fate, type Phase } from "./counting";
import { BEGINS_A_FORMULA } from "../generated/spreadsheet";
import { ROUND_KIND } from "../generated/words";
import { cell, markInWords, type Mark } from "./marks";
import { capital } from "../labels";

/** One row of a person's sheet. */
export interface SheetRow {
  domain: string;
  name: string;
  mark: Mark | null;
  /** The mark in words: "2 Developing", "Not sure", "Not marked yet". */
  answer: string;
  fate: Fate;
  /** The mark and whether it counts, as the page says it. */
  inWords: string;
  reason: string;
  /** What was counted, in words; empty while that is not known. */
  counted: string;
}

/** What is known of what counts in a round. */
export interface Standing {
  phase: Phase;
  counted: Counted;
}

/** The rows of one round, in the framework's order. */
export function sheetRows(
  framework: Framework,
  round: string,
  marks: ReadonlyMap<string, Mark>,
  reasons: ReadonlyMap<string, string>,
  { phase, counted }: Standing,
): SheetRow[] {
  return framework.domains.map(({ id, name }) => {
    const mark = marks.get(cell(round, id)) ?? null;
    const fate = fateOf(phase, counted, id, mark);
    const held = counted?.get(id);
    return {
      domain: id,
      name,
      mark,
      answer: markInWords(framework, mark),
      fate,
      inWords: markedInWords(framework, fate, counted, id, mark),
      reason: reasons.get(cell(round, id)) ?? "",
      counted: counted === null ? "" : held === undefined ? "Nothing" : markInWords(framework, held),
    };
  });
}

/** How it is done, where the step's own instruction is about more than marking; null where that says it. */
export function howToMark(kind: RoundKind): string | null {
  switch (kind) {
    case "now":
    case "needed":
      return null;
    case "lost":
      return "How many people are lost at each step, or come out worse than they could? Answer alone.";
    case "priority":
      return "How much would each action change for people, and how soon? Answer alone.";
  }
}

/** A round as a title: its framework, and what it asks where the framework's own title does not say so. */
export function roundTitle(session: SessionView | null, round: RoundSummary): string {
  const title = session?.frameworks.find(({ id }) => id === round.framework)?.title ?? round.framework;
  switch (round.kind) {
    case "now":
    case "needed":
      return `${title}: ${ROUND_KIND[round.kind].word}`;
    case "lost":
    case "priority":
      return title;
  }
}

/**
 * What stands above the levels while one thing is marked. An action's two questions stand under its name, and what is
 * asked of it beside that.
 */
export function titleOf(domain: Domain): { caption: string | null; heading: string } {
  const { group, name, about } = domain;
  return about?.kind === "action" ? { caption: capital(about.aspect), heading: group ?? name } : { caption: group, heading: name };
}

/** The sheet as CSV (RFC 4180), with the mark of order that spreadsheets need to read accents. */
export function sheetCsv(rows: readonly SheetRow[]): string {
  const lines = [
    ["domain", "level", "answer", "reason", "counted"],
    ...rows.map((row) => [row.name, typeof row.mark === "number" ? String(row.mark) : "", row.answer, row.reason, row.counted]),
  ];
  return `\uFEFF${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
}

// A field that begins like a formula is run by spreadsheets; a leading apostrophe keeps it text, as in the server's files.
function field(text: string): string {
  const safe = BEGINS_A_FORMULA.some((sign) => text.startsWith(sign)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A file name made of a title: letters, digits and hyphens. */
export function fileName(title: string, ending: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${slug === "" ? "workshop" : slug}-my-sheet.${ending}`;
}
