// Finds the pieces of markup in a text of XML, and says where elements are not closed as they were opened.
import { NotBpmn } from "./notBpmn";

/** The next piece of markup: where it stands, and whether it is the tag of an element. */
export function nextMarkup(xml: string, at: number): { from: number; to: number; isTag: boolean } {
  const from = xml.indexOf("<", at);
  if (from < 0) return { from: xml.length, to: xml.length, isTag: false };
  if (xml.startsWith("<!--", from)) return { from, to: endOf(xml, "-->", from + 4), isTag: false };
  if (xml.startsWith("<![CDATA[", from)) return { from, to: endOf(xml, "]]>", from + 9), isTag: false };
  if (xml.startsWith("<?", from)) return { from, to: endOf(xml, "?>", from + 2), isTag: false };
  let place = from + 1;
  while (place < xml.length && xml.charAt(place) !== ">") {
    const letter = xml.charAt(place);
    place = letter === '"' || letter === "'" ? endOf(xml, letter, place + 1) : place + 1;
  }
  return { from, to: Math.min(place + 1, xml.length), isTag: true };
}

/** Where a mark ends that is looked for from a place; the end of the text where it is missing. */
export function endOf(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found < 0 ? xml.length : found + mark.length;
}

/**
 * Refuses a text whose elements are not closed as they were opened: nearly every file that was cut off or changed by
 * hand. The parser would refuse it too, but in each browser in other words.
 */
export function refuseUnclosed(xml: string): void {
  const open: { name: string; at: number }[] = [];
  for (let at = 0; at < xml.length; ) {
    const { from, to, isTag } = nextMarkup(xml, at);
    at = to;
    if (!isTag || xml.startsWith("<!", from)) continue;
    const tag = xml.slice(from, to);
    if (!tag.endsWith(">")) throw notWellFormed(`it ends in the middle of an element in line ${lineOf(xml, from)}`);
    const [, slash, name = ""] = /^<(\/?)([^\s/>]*)/.exec(tag) ?? [];
    if (slash === "/") {
      const opened = open.pop();
      if (opened?.name !== name) throw notWellFormed(`“${name}” is closed in line ${lineOf(xml, from)}, where ${opened === undefined ? "nothing is open" : `“${opened.name}” is open`}`);
    } else if (!tag.endsWith("/>")) open.push({ name, at: from });
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw notWellFormed(`it ends before “${unclosed.name}” is closed, which begins in line ${lineOf(xml, unclosed.at)}`);
}

/** What to say of a file that breaks the rules of XML. */
export function notWellFormed(where: string | null): NotBpmn {
  return new NotBpmn(
    `The file is not well-formed XML${where === null ? "" : `: ${where}`}. It may have been cut off or changed by hand. Save it again in the program that made it, then choose it again.`,
  );
}

function lineOf(xml: string, at: number): number {
  return xml.slice(0, at).split("\n").length;
}
