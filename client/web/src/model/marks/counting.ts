// Whether a mark counts, in words: the one place from which every page says it. Facts in, sentences out. Pure.
import type { Framework, RoundSummary, SeatView, SessionView } from "../generated";
import { markInWords, type Mark } from "./marks";

/**
 * Where a round stands: it is marked; it is closed, and marking may be opened again; it is shown, and stays as it was
 * counted; or the workshop is over, and nothing is marked at all.
 */
export type Phase = "open" | "closed" | "shown" | "over";

/** The phase of a round. */
export function phaseOf(session: Pick<SessionView, "state">, round: RoundSummary): Phase {
  if (session.state !== "open") return "over";
  if (round.is_open) return "open";
  return round.revealed === null ? "closed" : "shown";
}

/** What was counted of this seat's marks in a closed round, by domain; null while the server has not said it. */
export type Counted = ReadonlyMap<string, Mark> | null;

/** What the server has told this seat of a round. */
export function countedIn(seat: SeatView | null, round: string): Counted {
  const told = seat?.counted.find((one) => one.round === round);
  return told === undefined ? null : new Map(told.marks.map(({ domain, level }) => [domain, level ?? "unsure"]));
}

/** What became of one mark. */
export type Fate =
  /** Marking is open: it counts as it stands when marking closes. */
  | "open"
  /** Marking has closed, and the server has not said yet what it counted. */
  | "unknown"
  | "counted"
  /** Another mark was counted; this one came later. */
  | "changed"
  /** It came when marking had closed. */
  | "late"
  /** There is none, and none was counted. */
  | "none";

/** What became of a mark, beside what was counted. */
export function fateOf(phase: Phase, counted: Counted, domain: string, mark: Mark | null): Fate {
  if (phase === "open") return "open";
  if (counted === null) return "unknown";
  const held = counted.get(domain) ?? null;
  if (held === mark) return mark === null ? "none" : "counted";
  return held === null ? "late" : "changed";
}

/** A mark, what was counted of it and what became of it, as a row of a sheet says it. */
export function markedInWords(framework: Framework, fate: Fate, counted: Counted, domain: string, mark: Mark | null): string {
  const words = markInWords(framework, mark);
  switch (fate) {
    case "open":
    case "unknown":
      return words;
    case "counted":
      return `Counted: ${words}`;
    case "changed": {
      const held = markInWords(framework, counted?.get(domain) ?? null);
      const now = mark === null ? "You took it back" : `You changed it to ${words}`;
      return `Counted: ${held}. ${now} after marking closed; that is not counted.`;
    }
    case "late":
      return `Late, not counted: ${words}`;
    case "none":
      return "Not marked";
  }
}

/** The same beside the room's counts; null where there is nothing that is known to belong there. */
export function mineInWords(framework: Framework, phase: Phase, counted: Counted, domain: string, mark: Mark | null): string | null {
  const fate = fateOf(phase, counted, domain, mark);
  switch (fate) {
    case "open":
      return mark === null ? null : `You: ${markInWords(framework, mark)}.`;
    case "unknown":
    case "none":
      return null;
    case "counted":
    case "late":
      return `You: ${lowerFirst(markedInWords(framework, fate, counted, domain, mark))}.`;
    case "changed":
      return `You: ${lowerFirst(markedInWords(framework, fate, counted, domain, mark))}`;
  }
}

/** What may be said of a mark that the server has acknowledged. */
export function savedInWords(fates: readonly Fate[]): string {
  return fates.some((fate) => fate === "late" || fate === "changed") ? "Saved as late, not counted" : "Saved";
}

/** The same of a whole sheet. */
export function savedSheetInWords(fates: readonly Fate[]): string {
  return savedInWords(fates) === "Saved" ? "Saved" : "Saved. Late marks are not counted.";
}

/** What marking now would mean, for somebody who is on a page where marks are made; null while they count. */
export function afterCloseInWords(phase: Phase, counted: Counted): string | null {
  switch (phase) {
    case "open":
      return null;
    case "closed":
      return "What you mark or change now is listed as late, and not counted unless your facilitator opens marking again.";
    case "shown":
      return counted?.size === 0
        ? "What you mark now is listed as late, and not counted unless your facilitator counts late people in."
        : "What you mark or change now is listed as late, and not counted.";
    case "over":
      return "The workshop has closed: nothing can be marked or changed any more.";
  }
}

/** Marks of one round, in numbers. */
export interface SheetNumbers {
  marked: number;
  total: number;
  /** "domains", "steps", "questions". */
  items: string;
}

/** The first words of a person's own sheet. */
export function sheetInWords(phase: Phase, counted: Counted, { marked, total, items }: SheetNumbers): string {
  if (phase === "open") {
    return marked === total
      ? `All ${total} ${items} are marked. There is nothing to submit: you can change a mark until marking closes.`
      : `${marked} of ${total} ${items} are marked. There is nothing to submit: marks go in as you make them, until marking closes.`;
  }
  const closed = phase === "over" ? (afterCloseInWords(phase, counted) ?? "") : "Marking has closed.";
  const held = counted === null ? null : `${counted.size} of ${total} ${items} ${counted.size === 1 ? "was" : "were"} marked in time, and counted.`;
  const later = phase === "over" ? null : afterCloseInWords(phase, counted);
  return [closed, held, later].filter((sentence) => sentence !== null).join(" ");
}

/** Whether counts that are seen before the reveal may still move. */
export function liveInWords(phase: Phase): string {
  switch (phase) {
    case "open":
      return "Marks are still coming in: these counts may change.";
    case "closed":
      return "Marking is closed. These counts stay as they are, unless marking is opened again.";
    case "shown":
    case "over":
      return "Marking is closed. These counts stay as they are.";
  }
}

/** Several marks in words, for a person whose marks were not taken: "Leadership: 3 Maturing". */
export function namedMark(framework: Framework | null, domain: string, mark: Mark): string {
  const name = framework?.domains.find(({ id }) => id === domain)?.name ?? domain;
  return `${name}: ${framework === null ? String(mark) : markInWords(framework, mark)}`;
}

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
