// Abbreviations that a file of XML defines in its document type: unfolded here, within bounds, since parsers differ.
import { HTML_ENTITIES } from "./htmlEntities";
import { endOf, nextMarkup } from "./markup";
import { NotBpmn } from "./notBpmn";

// No file that was seen has one of more than a line; a few hundred that unfold each other would fill the memory.
const MOST_ADDED_CHARACTERS = 200_000;
const MOST_DEPTH = 16;
const PREDEFINED = new Set(["amp", "lt", "gt", "quot", "apos"]);
const REFERENCE = /&([A-Za-z_:][\w:.-]*);/g;

/** The file without its document type, and every entity of its own unfolded. Nothing is fetched from anywhere. */
export function unfoldEntities(xml: string): string {
  const type = documentType(xml);
  const body = type === null ? xml : xml.slice(0, type.at) + lineFeeds(xml.slice(type.at, type.end)) + xml.slice(type.end);
  if (!body.includes("&")) return body;
  const entities = new Entities(type === null ? new Map() : definitions(type.subset));
  // What stands in comments, instructions and CDATA is never unfolded.
  const pieces: string[] = [];
  let at = 0;
  while (at < body.length) {
    const { from, to, isTag } = nextMarkup(body, at);
    pieces.push(entities.unfold(body.slice(at, from), false));
    pieces.push(isTag ? entities.unfold(body.slice(from, to), true) : body.slice(from, to));
    at = to;
  }
  return pieces.join("");
}

class Entities {
  readonly #known: ReadonlyMap<string, string | null>;
  #added = 0;

  constructor(known: ReadonlyMap<string, string | null>) {
    this.#known = known;
  }

  unfold(text: string, isInTag: boolean): string {
    return text.includes("&") ? this.#unfold(text, isInTag, 0) : text;
  }

  #unfold(text: string, isInTag: boolean, depth: number): string {
    return text.replace(REFERENCE, (written, name: string) => {
      if (PREDEFINED.has(name)) return written;
      const value = this.#known.get(name);
      if (value === null) throw new NotBpmn(`In the file “${written}” stands for another file, which is not fetched. Save it without such references, then choose it again.`);
      if (value === undefined) {
        const character = HTML_ENTITIES[name];
        if (character !== undefined) return `&#${character.codePointAt(0)};`;
        throw new NotBpmn(`The file uses “${written.slice(0, 60)}” without saying what it stands for. Save it again in the program that made it, then choose it again.`);
      }
      if (MOST_DEPTH <= depth) throw tooMuch();
      this.#added += value.length;
      if (MOST_ADDED_CHARACTERS < this.#added) throw tooMuch();
      const unfolded = this.#unfold(value, isInTag, depth + 1);
      return isInTag ? unfolded.replace(/"/g, "&quot;").replace(/'/g, "&apos;").replace(/</g, "&lt;") : unfolded;
    });
  }
}

function tooMuch(): NotBpmn {
  return new NotBpmn("The file’s abbreviations unfold into more than a process map can hold, as in a file that is meant to do harm. Nothing was read in.");
}

function documentType(xml: string): { at: number; end: number; subset: string } | null {
  let at = 0;
  for (;;) {
    const { from, to } = nextMarkup(xml, at);
    if (xml.length <= from) return null;
    if (xml.startsWith("<!DOCTYPE", from)) break;
    // The root has begun: no document type stands behind it.
    if (!xml.startsWith("<?", from) && !xml.startsWith("<!--", from)) return null;
    at = to;
  }
  const from = nextMarkup(xml, at).from;
  let opened = -1;
  for (let place = from + 9; place < xml.length; place += 1) {
    const letter = xml.charAt(place);
    if (letter === '"' || letter === "'") place = endOf(xml, letter, place + 1) - 1;
    else if (xml.startsWith("<!--", place)) place = endOf(xml, "-->", place + 4) - 1;
    else if (xml.startsWith("<?", place)) place = endOf(xml, "?>", place + 2) - 1;
    else if (letter === "[" && opened < 0) opened = place + 1;
    else if (letter === "]" && 0 <= opened) return { at: from, end: endOf(xml, ">", place), subset: xml.slice(opened, place) };
    else if (letter === ">" && opened < 0) return { at: from, end: place + 1, subset: "" };
  }
  throw new NotBpmn("The file is not well-formed XML: its document type has no end. It may have been cut off.");
}

// A value, or null where it is another file's. Definitions by parameters (`%`) are passed over: what needs them is refused.
function definitions(subset: string): Map<string, string | null> {
  const found = new Map<string, string | null>();
  const plain = subset.replace(/<!--[^]*?-->|<\?[^]*?\?>/g, "");
  for (const match of plain.matchAll(/<!ENTITY\s+([A-Za-z_:][\w:.-]*)\s+(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC)\b)/g)) {
    const [, name = "", double, single] = match;
    const value = double ?? single ?? null;
    // The first definition binds.
    if (!found.has(name) && !PREDEFINED.has(name)) found.set(name, value);
  }
  return found;
}

// The lines keep their numbers, for the sentence about a fault.
function lineFeeds(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
