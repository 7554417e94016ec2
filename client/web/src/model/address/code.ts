// Finds a join code in what people paste, by the rules of protocol/src/id/code/text.rs: the shared vectors hold the two
// together. It is read here, too, so that a pasted e-mail never stands in an address.

/** What a text says: a code, no code, or more than one. */
export type CodeRead = { code: string } | { code: null; isSeveral: boolean };

const LETTER = "[CDFGHJKMNPQRTVWXY346]";
const END = "(?![A-Z0-9])";
const WORD = /[\p{Alphabetic}\p{N}]/u;
const spread = (gap: string) => `(${LETTER}(?:${gap}{0,3}${LETTER}){6})${END}`;

// The likeliest places first: in a link, behind the word "code", alone, anywhere as a word or as the screen shows it.
const PLACES = [
  `/JOIN/[^A-Z0-9]*${spread("[ -]")}`,
  `CODE[^A-Z0-9]*(?:IS${END}[^A-Z0-9]*)?${spread("[ -]")}`,
  `^[^A-Z0-9]*${spread("[^A-Z0-9]")}[^A-Z0-9]*$`,
  `(?:^|[^A-Z0-9])(${LETTER}{7}|${LETTER}{3}[ -]${LETTER}{4})${END}`,
];

/** Reads a text as people type, paste or forward it. */
export function readCode(text: string): CodeRead {
  const letters = plain(text);
  for (const place of PLACES) {
    const found = new Set<string>();
    letters.replace(new RegExp(place, "g"), (_, code: string) => {
      found.add(code.replace(/[^A-Z0-9]/g, ""));
      return "";
    });
    const [code] = found;
    if (code !== undefined) return found.size === 1 ? { code } : { code: null, isSeveral: true };
  }
  return { code: null, isSeveral: false };
}

/** Capitals and digits, hyphens and spaces, and of everything else whether it belongs to a word (`E`) or not (`.`). */
function plain(text: string): string {
  return unescaped(unescaped(text))
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g, "-")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u0085]/g, " ")
    .replace(/[a-z]+/g, (small) => small.toUpperCase())
    .replace(/[^\0-\x7f]/gu, (other) => (WORD.test(other) ? "E" : "."));
}

function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** What is wrong with a typed code before the server is asked; null where it may be right. */
export function codeProblem(typed: string): string | null {
  const read = readCode(typed);
  if (read.code !== null) return null;
  if (read.isSeveral) return "There is more than one join code in this. Enter the one for your workshop.";
  const letters = plain(typed).replace(/[^A-Z0-9]/g, "");
  if (letters === "") return "Enter the join code. It is on the screen in the room, or in your invitation.";
  if (14 < letters.length) return "There is no join code in this. A join code has 7 letters and digits, for example KQM 4WTX.";
  if (letters.length !== 7) return `A join code has 7 letters and digits; this one has ${letters.length}.`;
  const strange = [...typed.normalize("NFKC").toUpperCase()].find((letter) => WORD.test(letter) && !LETTER.includes(letter));
  return `A join code never has ${/\d/.test(strange ?? "") ? "the digit" : "the letter"} ${strange}. Check it against the screen.`;
}

/** A link with a key in it, which somebody took for the link to join. */
export interface KeyLink {
  page: "facilitate" | "screen";
  address: string;
}

/** Finds a facilitator's or a screen's link in a text; null where there is none. */
export function keyLink(text: string): KeyLink | null {
  const link = /(?:https?:\/\/[^\s"'<>/]+)?\/(facilitate|screen)\/[\w-]+#token=[\w-]+/i.exec(unescaped(unescaped(text)));
  if (link === null) return null;
  const [address, page = ""] = link;
  return { page: page.toLowerCase() === "screen" ? "screen" : "facilitate", address };
}
