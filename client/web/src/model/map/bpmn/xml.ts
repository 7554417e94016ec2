// Text to a tree of elements, by the browser's own parser: nothing in it is dropped, mended or guessed.
import { unfoldEntities } from "./entities";
import { notWellFormed, refuseUnclosed } from "./markup";
import { noXml, NotBpmn } from "./notBpmn";

/** One attribute; its namespace is empty where it has no prefix. */
interface XmlAttribute {
  readonly namespace: string;
  readonly local: string;
  readonly written: string;
  readonly value: string;
}

/** One element as it stands in the file. */
export interface XmlElement {
  readonly namespace: string;
  readonly local: string;
  /** Its name with the prefix, as it is written. */
  readonly written: string;
  readonly parent: XmlElement | null;
  readonly attributes: readonly XmlAttribute[];
  /** Its elements and its texts, in their order. */
  readonly nodes: readonly (XmlElement | string)[];
}

// Deeper than any drawing: the calls that walk the tree are as deep as it is.
const MOST_DEPTH = 200;

/** The root of a file of XML. */
export function parseXml(text: string): XmlElement {
  // Blanks before the declaration are against the rules, and many editors write them.
  const trimmed = text.replace(/^[\ufeff\s]+/, "");
  if (!trimmed.startsWith("<")) throw noXml();
  // The text is decoded, so that what the declaration says of its encoding holds no more.
  const declaration = /^<\?xml\s[^>]*\?>/.exec(trimmed)?.[0] ?? "";
  const xml = unfoldEntities("\n".repeat(declaration.split("\n").length - 1) + trimmed.slice(declaration.length));
  refuseUnclosed(xml);
  let root: Element | null = null;
  let problem: string | null = null;
  try {
    const parsed = new DOMParser().parseFromString(xml, "application/xml");
    const [error] = parsed.getElementsByTagNameNS("*", "parsererror");
    if (error === undefined) root = parsed.documentElement;
    else problem = error.textContent;
  } catch (error) {
    problem = error instanceof Error ? error.message : null;
  }
  if (root === null) throw notWellFormed(placeIn(problem));
  return treeOf(root);
}

// Browsers say where in words of their own: "error on line 3 at column 5", "Line Number 3, Column 5".
function placeIn(problem: string | null): string | null {
  const line = /\bline(?: number)?[ :]*(\d+)/i.exec(problem ?? "")?.[1];
  return line === undefined ? null : `something is wrong in line ${line}`;
}

interface Growing extends XmlElement {
  nodes: (XmlElement | string)[];
}

function treeOf(root: Element): XmlElement {
  const top = elementOf(root, null);
  const open: { from: Element; to: Growing; depth: number }[] = [{ from: root, to: top, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { from, to, depth } = next;
    if (MOST_DEPTH < depth) throw new NotBpmn(`The file has more than ${MOST_DEPTH} elements within each other, which is no process map.`);
    for (let node = from.firstChild; node !== null; node = node.nextSibling) {
      // Elements are nodes of type 1; 3 is text and 4 is CDATA.
      if (node.nodeType === 1) {
        const element = elementOf(node as Element, to);
        to.nodes.push(element);
        open.push({ from: node as Element, to: element, depth: depth + 1 });
      } else if (node.nodeType === 3 || node.nodeType === 4) to.nodes.push(node.nodeValue ?? "");
    }
  }
  return top;
}

function elementOf(element: Element, parent: XmlElement | null): Growing {
  const attributes: XmlAttribute[] = [];
  for (let index = 0; index < element.attributes.length; index += 1) {
    const attribute = element.attributes.item(index);
    if (attribute === null) continue;
    const { namespaceURI, localName, name, value } = attribute;
    attributes.push({ namespace: namespaceURI ?? "", local: localName, written: name, value });
  }
  return {
    namespace: element.namespaceURI ?? "",
    local: element.localName,
    written: element.nodeName,
    parent,
    attributes,
    nodes: [],
  };
}

/** The elements directly within one. */
export function childrenOf(element: XmlElement): XmlElement[] {
  return element.nodes.filter((node): node is XmlElement => typeof node !== "string");
}

/** An attribute without a prefix; empty where there is none. */
export function attributeOf(element: XmlElement, name: string): string {
  return element.attributes.find(({ namespace, local }) => namespace === "" && local === name)?.value ?? "";
}

/** Its own text, without that of elements within. */
export function textOf(element: XmlElement): string {
  return element.nodes.filter((node) => typeof node === "string").join("");
}

/** All within as it would be written, for elements that hold a text with tags. */
export function markupOf(element: XmlElement): string {
  return element.nodes
    .map((node) => (typeof node === "string" ? escaped(node) : `<${node.local}${marks(node)}>${markupOf(node)}</${node.local}>`))
    .join("");
}

/** Whether something stands directly or deeper within an element. */
export function isWithin(element: XmlElement, outer: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

function marks(element: XmlElement): string {
  return element.attributes.map(({ local, value }) => ` ${local}="${escaped(value).replace(/"/g, "&quot;")}"`).join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
