// What a person changed in a text, as one replacement; and where carets belong when somebody else changed it. Pure.

/** Replace `removed` UTF-16 units at `at` by `inserted`. */
export interface TextChange {
  at: number;
  removed: number;
  inserted: string;
}

/** Where the person was: what was selected before, and the caret afterwards. It says which of two equal letters is new. */
export interface Hands {
  start: number;
  end: number;
  caret: number;
}

/**
 * What was replaced between two texts; null where they are the same. What was selected counts as replaced whole: two
 * people who paste over one sentence would otherwise each take out what the other kept.
 */
export function textChange(before: string, after: string, hands?: Hands): TextChange | null {
  if (before === after) return null;
  return (hands === undefined ? null : replaced(before, after, hands)) ?? smallest(before, after, after.length);
}

/** A text as the result of a change. */
export function changed(text: string, { at, removed, inserted }: TextChange): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

/** Half a surrogate pair is no character: it would travel as another one than the one that stands here. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function replaced(before: string, after: string, { start, end, caret }: Hands): TextChange | null {
  const kept = before.length - end;
  const isSelected = start < end;
  const fits = isSelected && before.length - (end - start) <= after.length;
  if (fits && before.slice(0, start) === after.slice(0, start) && (kept === 0 || before.slice(end) === after.slice(-kept))) {
    return { at: start, removed: end - start, inserted: after.slice(start, after.length - kept) };
  }
  return smallest(before, after, caret);
}

// Behind the caret nothing was typed, so what stands there is the end of both; only then is the beginning compared.
function smallest(before: string, after: string, caret: number): TextChange | null {
  const behind = after.length - caret;
  const isBehind = 0 < behind && behind <= before.length && before.slice(-behind) === after.slice(-behind);
  let end = isBehind ? behind : 0;
  const shorter = Math.min(before.length, after.length) - end;
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  while (end < Math.min(before.length, after.length) - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (0 < start && isHigh(before.charCodeAt(start - 1)) && (start < before.length || start < after.length)) start -= 1;
  if (0 < end && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at: start, removed: before.length - end - start, inserted: after.slice(start, after.length - end) };
}

/**
 * Where a caret stands after a change by somebody else. It stays before words that arrive exactly at it, or the word that
 * is being typed would be split.
 */
export function movedCaret(caret: number, change: TextChange): number {
  if (caret <= change.at) return caret;
  if (caret < change.at + change.removed) return change.at;
  return caret - change.removed + change.inserted.length;
}

/** Where a selection stands afterwards: words that arrive at its edge are not drawn into it, or typing would remove them. */
export function movedSelection(start: number, end: number, change: TextChange): [number, number] {
  if (start === end) {
    const caret = movedCaret(start, change);
    return [caret, caret];
  }
  const last = movedCaret(end, change);
  const isBefore = change.at <= start && change.removed === 0;
  return [Math.min(isBefore ? start + change.inserted.length : movedCaret(start, change), last), last];
}

const isHigh = (unit: number) => 0xd800 <= unit && unit <= 0xdbff;
const isLow = (unit: number) => 0xdc00 <= unit && unit <= 0xdfff;
