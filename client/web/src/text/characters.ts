// How long words are, as people count: in characters, not in the units of UTF-16 of which an emoji has two. Pure.

/** How many characters a text has. */
export function characters(text: string): number {
  // A string has at least as many units as characters, so an array is made only where it tells something.
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length;
}

/** What is too long about something, in a sentence; null where it fits. Spaces at its ends do not count. */
export function tooLong(what: string, text: string, cap: number): string | null {
  const over = characters(text.trim()) - cap;
  if (over <= 0) return null;
  return `${what} is ${over} ${over === 1 ? "character" : "characters"} too long: ${cap} at most`;
}

/** What happens with words that go over a field's cap. */
export type Beyond = "held" | "kept" | "cut";

/** What is said under a field about its length; empty while there is plenty of room. */
export function lengthInWords(text: string, cap: number, beyond: Beyond): string {
  const left = cap - characters(text);
  if (NEAR < left) return "";
  if (0 <= left) return left === 1 ? "1 character left" : `${left} characters left`;
  switch (beyond) {
    case "held":
      return `${-left} too many. Nothing is cut: it can be sent once it fits in ${cap}.`;
    case "kept":
      return `${-left} too many. All of it stays in this field; lists, the screen and exports show the first ${cap}.`;
    case "cut":
      return `${-left} too many: only the first ${cap} are kept.`;
  }
}

// Told only near the end: a count under every field is noise.
const NEAR = 40;
