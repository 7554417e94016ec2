// Marks that the server did not take: kept aside on this device until the person has read of them. Pure.
import type { Mark } from "./marks";

/** What the server does not hold of a ballot that was refused. */
export interface MarksNotTaken {
  /** The server's sentence for why. */
  because: string;
  /** By `"{round}/{domain}"`. */
  marks: readonly [string, Mark][];
  reasons: readonly [string, string][];
}

interface Content {
  marks: ReadonlyMap<string, Mark>;
  reasons: ReadonlyMap<string, string>;
}

/** What was here and is not at the server; null where that is nothing. */
function marksNotTaken(here: Content, server: Content, because: string): MarksNotTaken | null {
  const differs = <V>(one: ReadonlyMap<string, V>, other: ReadonlyMap<string, V>) => [...one].filter(([key, value]) => other.get(key) !== value);
  const marks = differs(here.marks, server.marks);
  const reasons = differs(here.reasons, server.reasons);
  return marks.length + reasons.length === 0 ? null : { because, marks, reasons };
}

/** What is kept aside from now on, as it is written: what was kept before, and what was refused now. */
export function withNotTaken(kept: string, here: Content, server: Content, because: string): string {
  const before = readNotTaken(kept);
  const found = marksNotTaken(here, server, because);
  return found === null ? kept : JSON.stringify(bothNotTaken(before, found));
}

/** Both, where a second refusal comes before the first was read; of two marks on one thing the later one holds. */
function bothNotTaken(before: MarksNotTaken | null, found: MarksNotTaken): MarksNotTaken {
  if (before === null) return found;
  return {
    because: found.because,
    marks: [...new Map([...before.marks, ...found.marks])],
    reasons: [...new Map([...before.reasons, ...found.reasons])],
  };
}

/** Reads what was kept; null where there is nothing, or something else. */
export function readNotTaken(text: string): MarksNotTaken | null {
  if (text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    const isOne = typeof value === "object" && value !== null && "marks" in value && "reasons" in value && Array.isArray(value.marks) && Array.isArray(value.reasons);
    // Written by this app from a value of the same type.
    return isOne ? (value as MarksNotTaken) : null;
  } catch {
    return null;
  }
}
