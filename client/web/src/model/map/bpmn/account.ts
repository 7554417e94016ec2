// The account of a file: every element in it is claimed by whatever reads it, and what nobody claimed is told at the end.
// That is why an element that nobody has thought of yet cannot vanish without a word.
import type { Cut, Told } from "./report";
import { attributeOf, childrenOf, markupOf, textOf, type XmlElement } from "./xml";
import { BPMN } from "./notBpmn";
import { elementInWords, isFrame, isWorking, OWN, STRUCTURE, trimLine } from "./elements";
import { isOurs } from "./own";
import { plainText } from "./plainText";

/** How what is told is grouped. */
export type Group = "changed" | "leftOut" | "workings";

/** What became of an element. */
export type Fate = "kept" | "frame" | "told" | "part";

export class Account {
  readonly #fates = new Map<XmlElement, Fate>();
  // Elements whose name went into the map or has been told.
  readonly #named = new Set<XmlElement>();
  readonly #told: Record<Group, Map<string, string[]>> = { changed: new Map(), leftOut: new Map(), workings: new Map() };
  readonly cuts: Cut[] = [];

  /** It is in the map; its name, if it has one, is told unless somebody uses it. */
  keep(element: XmlElement): void {
    this.#fates.set(element, "kept");
  }

  /** It is in the map, name and all. */
  keepNamed(element: XmlElement): void {
    this.keep(element);
    this.useName(element);
  }

  /** It only holds others together; its name, if it has one, is told unless somebody uses it. */
  frame(element: XmlElement): void {
    if (!this.#fates.has(element)) this.#fates.set(element, "frame");
  }

  /** Its name is in the map. */
  useName(element: XmlElement): void {
    this.#named.add(element);
  }

  /** It is not in the map, for the reason in `what`. */
  leaveOut(element: XmlElement, what: string, name = labelOf(element), group: Group = "leftOut"): void {
    this.#fates.set(element, "told");
    this.#named.add(element);
    const own = element.namespace === BPMN ? nameOf(element) : "";
    this.tell(group, what, own === "" || name.includes(own) ? name : joined(quoted(own), name));
  }

  /** Something that is worth telling beyond what became of an element. */
  tell(group: Group, what: string, name = ""): void {
    const names = this.#told[group].get(what) ?? [];
    if (names.length === 0) this.#told[group].set(what, names);
    names.push(name);
  }

  cut(cut: Cut): void {
    this.cuts.push(cut);
  }

  told(group: Group): Told[] {
    return [...this.#told[group]].map(([what, names]) => ({ what, names }));
  }

  /** How many elements of each name met which fate, for whoever counts the file in another way. */
  ledger(): Map<string, Record<Fate, number>> {
    const counts = new Map<string, Record<Fate, number>>();
    for (const [{ local }, fate] of this.#fates) {
      const known = counts.get(local) ?? { kept: 0, frame: 0, told: 0, part: 0 };
      known[fate] += 1;
      counts.set(local, known);
    }
    return counts;
  }

  /** Leaves out a part of the file as a whole: what has words in it is told by name. */
  leaveOutAll(element: XmlElement, what: string): void {
    for (const child of childrenOf(element)) this.leaveOutAll(child, what);
    if (this.#fates.has(element)) return;
    if (element.namespace === BPMN && isFrame(element.local) && attributeOf(element, "name") === "") this.#fates.set(element, "frame");
    else if (element.namespace === BPMN && (hasWords(element) || !isWorking(element.local))) this.leaveOut(element, `${elementInWords(element)} ${what}`);
    else this.#fates.set(element, "part");
  }

  /** Tells all that nobody claimed, and every name that nobody used. */
  sweep(root: XmlElement): void {
    const open: XmlElement[] = [root];
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      open.push(...childrenOf(element).reverse());
      const isOfBpmn = element.namespace === BPMN;
      if (!this.#fates.has(element)) this.#tellUnclaimed(element);
      else if (isOfBpmn && !this.#named.has(element) && attributeOf(element, "name").trim() !== "") {
        this.tell("leftOut", `${elementInWords(element)} name`, quoted(nameOf(element)));
      }
      if (isOfBpmn) this.#tellSettings(element);
    }
  }

  #tellUnclaimed(element: XmlElement): void {
    const { local, namespace, parent } = element;
    if (namespace === BPMN) {
      if (isFrame(local)) this.#fates.set(element, "frame");
      else if (local === "documentation") this.#tellDocumentation(element);
      else if (this.#isToldWith(element)) this.#fates.set(element, "part");
      else this.leaveOut(element, elementInWords(element), labelOf(element), isWorking(local) ? "workings" : "leftOut");
      if (isFrame(local) && attributeOf(element, "name").trim() !== "") {
        this.tell("leftOut", `${elementInWords(element)} name`, quoted(nameOf(element)));
        this.#named.add(element);
      }
    } else if (namespace === OWN) this.leaveOut(element, `${element.written} of another version of Plenary`, textOf(element).trim());
    // Tags in a text are part of its words.
    else if (parent !== null && (parent.namespace === namespace || /^(documentation|text)$/.test(parent.local))) this.#fates.set(element, "part");
    else if (local === "BPMNDiagram") this.leaveOut(element, "the drawing with its places and colours (a map makes its own)", attributeOf(element, "name"), "workings");
    else if (parent !== null && /^(BPMN|DD)/.test(parent.local) && parent.namespace !== BPMN) this.#fates.set(element, "part");
    else this.leaveOut(element, `${element.written}, an extension of another program`, ownerOf(element), "workings");
  }

  // A detail without words of its own is told by what it is a detail of.
  #isToldWith(element: XmlElement): boolean {
    const { parent } = element;
    const fate = parent === null ? undefined : this.#fates.get(parent);
    return (fate === "told" || fate === "part") && isWorking(element.local) && !hasWords(element);
  }

  #tellDocumentation(element: XmlElement): void {
    const words = documentationOf(element);
    if (words === "") this.#fates.set(element, "frame");
    else this.leaveOut(element, `${element.parent === null ? "" : `${elementInWords(element.parent)} `}documentation`, joined(ownerOf(element), words));
  }

  #tellSettings(element: XmlElement): void {
    for (const { namespace, local, written, value } of element.attributes) {
      if (namespace === XMLNS || namespace === XML || value === "") continue;
      if (namespace === "" && STRUCTURE.has(local)) continue;
      this.tell("workings", `setting ${written}`, joined(ownerOf(element, true), value));
    }
  }
}

const XMLNS = "http://www.w3.org/2000/xmlns/";
const XML = "http://www.w3.org/XML/1998/namespace";

/** The words of a documentation or an annotation, without tags. */
export function documentationOf(element: XmlElement): string {
  const isHtml = /html/i.test(attributeOf(element, "textFormat"));
  const hasTags = 0 < childrenOf(element).length;
  if (isOurs(element) && !isHtml && !hasTags) return textOf(element);
  return plainText(hasTags ? markupOf(element) : textOf(element), isHtml || hasTags).trim();
}

/** A name as a line, without tags. */
export function nameOf(element: XmlElement): string {
  const name = attributeOf(element, "name");
  return name === "" ? "" : trimLine(isOurs(element) ? name : plainText(name));
}

/** What to call an element: by its name, else by its words, else by what it belongs to. */
export function labelOf(element: XmlElement): string {
  const name = nameOf(element);
  if (name !== "") return joined(quoted(name), element.local === "textAnnotation" ? wordsIn(element) : "");
  return joined(ownerOf(element), wordsIn(element));
}

function hasWords(element: XmlElement): boolean {
  return attributeOf(element, "name").trim() !== "" || wordsIn(element) !== "";
}

function wordsIn(element: XmlElement): string {
  if (element.local === "categoryValue") return attributeOf(element, "value").trim();
  if (element.local === "textAnnotation") {
    return childrenOf(element).filter(({ local }) => local === "text").map(documentationOf).join("\n");
  }
  if (element.local === "documentation") return documentationOf(element);
  // What only refers to another element is no word.
  return /Refs?$|^(incoming|outgoing|source|target|import)$/.test(element.local) ? "" : textOf(element).trim();
}

function ownerOf(element: XmlElement, isSelf = false): string {
  for (let at = isSelf ? element : element.parent; at !== null; at = at.parent) {
    const name = at.namespace === BPMN ? nameOf(at) : "";
    if (name !== "" && !isFrame(at.local)) return quoted(name);
  }
  return "";
}

/** A name between quotation marks. */
export function quoted(name: string): string {
  return `“${name}”`;
}

function joined(owner: string, words: string): string {
  return owner === "" ? words : words === "" ? owner : `${owner}: ${words}`;
}
