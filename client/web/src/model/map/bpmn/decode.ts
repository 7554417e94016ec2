// Bytes to text: by the byte order mark, then by what the XML declaration says, else UTF-8. What does not fit is refused.
import { NotBpmn } from "./notBpmn";

// A declaration stands at the very beginning; the longest that is sensible has well under this many characters.
const DECLARATION_BYTES = 1_024;
const DECLARED = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']\s*([^"'>\s]+)\s*["']/;
// Bytes to which windows-1252 gives no character: where one occurs, the text is in another encoding.
const NO_CHARACTER = /[\u0080-\u009f]/;

/** The text of a file of XML. */
export function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new NotBpmn(
      `The file says it is written in “${encoding.slice(0, 40)}”, an encoding this browser does not know. Save it in UTF-8 in the program that made it, then choose it again.`,
    );
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw notIn(encoding, new TextDecoder(encoding).decode(bytes).indexOf("\ufffd"), bytes);
  }
  const place = decoder.encoding === "windows-1252" ? text.search(NO_CHARACTER) : -1;
  if (0 <= place) throw notIn(encoding, place, bytes);
  return text;
}

function notIn(encoding: string, place: number, bytes: Uint8Array): NotBpmn {
  const before = new TextDecoder(encoding).decode(bytes).slice(0, Math.max(0, place));
  const line = before.split("\n").length;
  return new NotBpmn(
    `The file should be in ${encoding.toUpperCase()}, but line ${line} has characters that are in another encoding, so letters would be lost. Nothing was read in. Save it in UTF-8 in the program that made it, then choose it again.`,
  );
}

function encodingOf(bytes: Uint8Array): string {
  const [first = -1, second = -1, third = -1, fourth = -1] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  const isWide = (first === 0xff && second === 0xfe && third === 0 && fourth === 0) || (first === 0 && second === 0 && third === 0xfe && fourth === 0xff);
  if (isWide || (first === 0x3c && second === 0 && third === 0 && fourth === 0) || (first === 0 && second === 0 && third === 0 && fourth === 0x3c)) {
    return "utf-32";
  }
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Without a mark, `<` tells how wide a character is and which byte comes first.
  if (first === 0x3c && second === 0) return "utf-16le";
  if (first === 0 && second === 0x3c) return "utf-16be";
  const beginning = Array.from(bytes.subarray(0, DECLARATION_BYTES), (byte) => String.fromCharCode(byte)).join("");
  const declared = DECLARED.exec(beginning)?.[1] ?? "utf-8";
  // The declaration itself was read byte by byte: a program has rewritten the file and left the old word in it.
  return /^(utf-?16|ucs-?2|utf-?32|iso-10646-ucs-[24])/i.test(declared) ? "utf-8" : declared;
}
