// What a person changed in a text, as one replacement; and where the caret belongs when somebody else changed it. Pure.

/** Replace `removed` UTF-16 units at `at` by `inserted`. */
export interface TextChange {
  at: number;
  removed: number;
  inserted: string;
}

/** The smallest single replacement between two texts; null where they are the same. */
export function textChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  // Half a surrogate pair is not a character; Yjs would store a broken one.
  if (0 < start && isHigh(before.charCodeAt(start - 1))) start -= 1;
  if (0 < end && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at: start, removed: before.length - end - start, inserted: after.slice(start, after.length - end) };
}

/** Where a caret at `caret` stands after a change by somebody else. */
export function movedCaret(caret: number, change: TextChange): number {
  if (caret <= change.at) return caret;
  if (caret < change.at + change.removed) return change.at + change.inserted.length;
  return caret - change.removed + change.inserted.length;
}

const isHigh = (unit: number) => 0xd800 <= unit && unit <= 0xdbff;
const isLow = (unit: number) => 0xdc00 <= unit && unit <= 0xdfff;
