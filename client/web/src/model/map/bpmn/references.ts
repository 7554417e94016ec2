// Who is meant where one element names another: ids that occur twice or are not allowed are no reason to lose anything.
import type { Account } from "./account";
import { labelOf } from "./account";
import { BPMN } from "./notBpmn";
import { attributeOf, childrenOf, isWithin, textOf, type XmlElement } from "./xml";

// What XML allows as an id (an NCName, in the letters that occur).
const ALLOWED = /^[\p{L}_][\p{L}\p{N}\p{M}._\u00b7-]*$/u;

export class References {
  readonly #byId = new Map<string, XmlElement[]>();
  // Where a link has no ends of its own, the steps may say which links come and go.
  readonly #leaves = new Map<string, XmlElement>();
  readonly #reaches = new Map<string, XmlElement>();

  constructor(root: XmlElement) {
    const open: XmlElement[] = [root];
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      open.push(...childrenOf(element).reverse());
      if (element.namespace !== BPMN) continue;
      const id = attributeOf(element, "id");
      const same = this.#byId.get(id);
      if (same !== undefined) same.push(element);
      else if (id !== "") this.#byId.set(id, [element]);
      if (element.parent === null) continue;
      if (element.local === "outgoing") this.#leaves.set(textOf(element).trim(), element.parent);
      if (element.local === "incoming") this.#reaches.set(textOf(element).trim(), element.parent);
    }
  }

  /** Tells of ids that BPMN does not allow; the elements are all kept. */
  tellOddIds(account: Account): void {
    for (const [id, elements] of this.#byId) {
      if (1 < elements.length) {
        for (const element of elements) account.tell("workings", `an id that ${elements.length} elements share (all were read)`, `${id}: ${labelOf(element)}`);
      } else if (!ALLOWED.test(id) && elements[0] !== undefined) {
        account.tell("workings", "an id that BPMN does not allow (it was read all the same)", `${id}: ${labelOf(elements[0])}`);
      }
    }
  }

  /**
   * The element of an id; null where there is none. Where several have it, one that can be meant, and of those the one
   * that is nearest to who names it.
   */
  find(id: string, from: XmlElement, isMeant: (element: XmlElement) => boolean = canBeEnd): XmlElement | null {
    const written = id.trim();
    // A name may carry a prefix that says from which file it is.
    const all = this.#byId.get(written) ?? this.#byId.get(written.slice(written.indexOf(":") + 1)) ?? [];
    const meant = all.filter(isMeant);
    const found = meant.length === 0 ? all : meant;
    if (found.length < 2) return found[0] ?? null;
    for (let around: XmlElement | null = from.parent; around !== null; around = around.parent) {
      const scope = around;
      const near = found.find((element) => element !== from && isWithin(element, scope));
      if (near !== undefined) return near;
    }
    return found[0] ?? null;
  }

  /** What an attribute names. */
  of(element: XmlElement, attribute: string): XmlElement | null {
    const id = attributeOf(element, attribute);
    return id === "" ? null : this.find(id, element, attribute === "processRef" ? isProcess : undefined);
  }

  /** Where a link begins. */
  source(flow: XmlElement): XmlElement | null {
    return this.#end(flow, "sourceRef", this.#leaves);
  }

  /** Where a link leads. */
  target(flow: XmlElement): XmlElement | null {
    return this.#end(flow, "targetRef", this.#reaches);
  }

  #end(flow: XmlElement, attribute: string, said: ReadonlyMap<string, XmlElement>): XmlElement | null {
    // Associations write their ends as attributes, data associations as children.
    if (attributeOf(flow, attribute) !== "") return this.of(flow, attribute);
    const child = childrenOf(flow).find(({ local }) => local === attribute);
    if (child !== undefined) return this.find(textOf(child), flow);
    return said.get(attributeOf(flow, "id")) ?? null;
  }
}

function isProcess({ local }: XmlElement): boolean {
  return local === "process";
}

// What holds steps together or leads from one to another is nothing that a link leads to.
function canBeEnd({ local }: XmlElement): boolean {
  return !/^(definitions|process|collaboration|lane|laneSet|childLaneSet|sequenceFlow|messageFlow|association|.*EventDefinition)$/.test(local);
}
