// The ways between steps. Every flow of the file becomes a link, goes into a note, or is left out with the reason.
import type { Account } from "./account";
import { labelOf, nameOf, quoted } from "./account";
import { elementInWords, eventInWords, isSubProcess } from "./elements";
import { BPMN } from "./notBpmn";
import type { Contents, Node } from "./nodes";
import type { Part } from "./parts";
import type { References } from "./references";
import { attributeOf, childrenOf, type XmlElement } from "./xml";

/** A way from one step to another. */
export interface Way {
  readonly element: XmlElement;
  readonly from: Node;
  readonly to: Node;
  label: string;
}

interface Exit {
  readonly node: Node;
  readonly label: string;
}

export class Ways {
  readonly #contents: Contents;
  readonly #references: References;
  readonly #account: Account;
  readonly #ways = new Map<string, Way>();
  readonly #exits = new Map<Node, readonly Exit[]>();
  readonly #insides = new Map<Node, Node[]>();
  readonly #numbers = new Map<Node, number>();
  readonly #leaving = new Map<XmlElement, XmlElement[]>();
  readonly #arriving = new Map<XmlElement, XmlElement[]>();

  constructor(contents: Contents, references: References, account: Account) {
    this.#contents = contents;
    this.#references = references;
    this.#account = account;
    contents.nodes.forEach((node, index) => {
      this.#numbers.set(node, index);
      if (node.inside !== null) push(this.#insides, node.inside, node);
    });
    for (const flow of contents.flows) {
      const source = references.source(flow);
      const target = references.target(flow);
      if (source === null || target === null || this.#stepOf(source) === null || this.#stepOf(target) === null) continue;
      push(this.#leaving, source, flow);
      if (source !== target) push(this.#arriving, target, flow);
    }
  }

  all(): Way[] {
    return [...this.#ways.values()];
  }

  read(parts: readonly Part[]): void {
    for (const flow of this.#contents.flows) this.#readSequence(flow);
    for (const node of this.#contents.nodes) this.#enter(node);
    const collaborations = parts.flatMap(({ collaborations: some }) => some);
    for (const flow of collaborations.flatMap(childrenOf)) {
      if (flow.namespace === BPMN && flow.local === "messageFlow") this.#readMessage(flow);
    }
  }

  /** A tie between two steps, which is drawn as a dotted line; false where it ties something else. */
  tie(association: XmlElement): boolean {
    const from = this.#stepOf(this.#references.source(association));
    const to = this.#stepOf(this.#references.target(association));
    if (from === null || to === null || from === to) return false;
    this.#account.tell("changed", "association between two steps, kept as a link", between(from, to));
    this.#add(association, from, to, eventOf(this.#references.source(association)));
    return true;
  }

  #readSequence(flow: XmlElement): void {
    const source = this.#references.source(flow);
    const target = this.#references.target(flow);
    const to = this.#stepOf(target);
    const from = this.#stepOf(source);
    if (source === null || target === null || from === null || to === null) return this.#leaveOut(flow, source, target);
    if (source === target) return this.#account.leaveOut(flow, "a link from a step to itself", this.#nameOf(flow, source, target));
    const isEnd = this.#contents.silent.has(target) && isEndEvent(target);
    if (isEnd) {
      // The way leads out of the sub-process: it is told as the way onwards from there.
      this.#account.keepNamed(flow);
      return;
    }
    const exits = this.#exitsOf(source).filter(({ node }) => node !== to);
    if (exits.length === 0) return this.#account.leaveOut(flow, "a link from a step to itself", this.#nameOf(flow, source, target));
    for (const exit of exits) {
      this.#add(flow, exit.node, to, withLabel(exit.label, nameOf(flow)));
    }
    this.#account.keepNamed(flow);
  }

  #readMessage(flow: XmlElement): void {
    const source = this.#references.source(flow);
    const target = this.#references.target(flow);
    const from = this.#stepOf(source);
    const to = this.#stepOf(target);
    if (from !== null && to !== null) {
      if (from === to) return this.#account.leaveOut(flow, "a message from a step to itself", this.#nameOf(flow, source, target));
      this.#account.useName(flow);
      return this.#add(flow, from, to, nameOf(flow));
    }
    // A pool of which only the name is known sends or takes it: the words go to the step at the other end.
    if (from !== null && target?.local === "participant") return this.#note(flow, from, "Message to", target);
    if (to !== null && source?.local === "participant") return this.#note(flow, to, "Message from", source);
    const isBetweenPools = source?.local === "participant" && target?.local === "participant";
    if (isBetweenPools) this.#account.leaveOut(flow, "a message between two pools (which steps send and take it is not in the file)", this.#nameOf(flow, source, target));
    else this.#leaveOut(flow, source, target);
  }

  #note(flow: XmlElement, at: Node, words: string, pool: XmlElement): void {
    const name = nameOf(flow);
    at.notes.push(`${words} ${nameOf(pool) === "" ? "a pool without a name" : nameOf(pool)}${name === "" ? "" : `: ${name}`}`);
    this.#account.leaveOut(flow, "message to or from a pool without steps, kept in the note of the step", `${labelOf(flow)} ${words.slice(8)} ${labelOf(pool)}, at ${quoted(at.name)}`, "changed");
  }

  // The steps with which a sub-process begins follow it.
  #enter(node: Node): void {
    if (node.inside === null || isEventSubProcess(node.element) || this.#arriving.has(node.element)) return;
    if (attributeOf(node.element, "isForCompensation") === "true") return;
    this.#add(node.element, node.inside, node, "");
  }

  /** Words that found no link to stand on go to the note of their step. */
  settle(): void {
    for (const [event, host] of this.#contents.edges) {
      this.#account.keepNamed(event);
      const words = eventInWords(event);
      const name = `${quoted(words === "" ? "without a name" : words)} at ${quoted(host.name)}`;
      if (words === "" ? this.#leaving.has(event) : this.#hasWay(host, words)) {
        this.#account.tell("changed", "event at the edge of a step, kept as the words on the link that leaves from there", name);
        continue;
      }
      if (words !== "") host.notes.push(words);
      this.#account.tell("changed", "event at the edge of a step that leads to no other step, kept in the note of the step", name);
    }
    for (const [end] of this.#contents.silent) {
      for (const flow of this.#arriving.get(end) ?? []) {
        const from = this.#stepOf(this.#references.source(flow));
        const words = nameOf(flow);
        if (from === null || words === "" || [...this.#ways.values()].some(({ label }) => label.split(" / ").includes(words))) continue;
        from.notes.push(words);
        this.#account.tell("changed", "words on a link to the end of a sub-process, kept in the note of the step before", `${quoted(words)} at ${quoted(from.name)}`);
      }
    }
  }

  #hasWay(host: Node, words: string): boolean {
    return [...this.#ways.values()].some(({ from, label }) => from === host && label.split(" / ").includes(words));
  }

  // From where the way onwards begins: behind a sub-process that is where its inside ends.
  #exitsOf(element: XmlElement): readonly Exit[] {
    const host = this.#contents.edges.get(element);
    if (host !== undefined) return [{ node: host, label: eventInWords(element) }];
    const silent = this.#contents.silent.get(element);
    if (silent !== undefined) return [{ node: silent, label: "" }];
    const node = this.#contents.byElement.get(element);
    return node === undefined ? [] : this.#exitsOfNode(node);
  }

  #exitsOfNode(node: Node): readonly Exit[] {
    const known = this.#exits.get(node);
    if (known !== undefined) return known;
    const insides = this.#insides.get(node) ?? [];
    if (!isSubProcess(node.element) || insides.length === 0) return [{ node, label: "" }];
    const exits: Exit[] = [];
    for (const inner of insides) {
      if (isEventSubProcess(inner.element) || endsBadly(inner.element)) continue;
      const onwards = this.#leaving.get(inner.element) ?? [];
      if (onwards.length === 0) exits.push(...this.#exitsOfNode(inner));
      for (const flow of onwards) {
        const end = this.#references.target(flow);
        if (end === null || !this.#contents.silent.has(end) || !isEndEvent(end) || endsBadly(end)) continue;
        exits.push(...this.#exitsOfNode(inner).map((exit) => ({ node: exit.node, label: withLabel(exit.label, nameOf(flow)) })));
      }
    }
    const found = exits.length === 0 ? [{ node, label: "" }] : exits;
    this.#exits.set(node, found);
    return found;
  }

  #add(element: XmlElement, from: Node, to: Node, label: string): void {
    const key = `${this.#numbers.get(from)} ${this.#numbers.get(to)}`;
    const isOfFile = element !== to.element;
    const known = this.#ways.get(key);
    if (known === undefined) {
      this.#ways.set(key, { element, from, to, label });
      if (isOfFile) this.#account.keep(element);
      return;
    }
    if (!isOfFile) return;
    const has = known.label.split(" / ").includes(label);
    if (label === "" || has) return this.#account.leaveOut(element, "a second link between the same two steps", between(from, to, label));
    known.label = withLabel(known.label, label);
    this.#account.keep(element);
    this.#account.tell("changed", "links between the same two steps, kept as one with the words of both", between(from, to, known.label));
  }

  #stepOf(element: XmlElement | null): Node | null {
    if (element === null) return null;
    return this.#contents.byElement.get(element) ?? this.#contents.edges.get(element) ?? this.#contents.silent.get(element) ?? null;
  }

  #leaveOut(flow: XmlElement, source: XmlElement | null, target: XmlElement | null): void {
    const what = flow.local === "messageFlow" ? "a message" : "a link";
    const name = this.#nameOf(flow, source, target);
    if (source === null || target === null) return this.#account.leaveOut(flow, `${what} ${source === null ? "from" : "to"} nowhere`, name);
    const missing = this.#stepOf(source) === null ? source : target;
    this.#account.leaveOut(flow, `${what} to or from something that is no step (${elementInWords(missing)})`, name);
  }

  #nameOf(flow: XmlElement, source: XmlElement | null, target: XmlElement | null): string {
    const end = (element: XmlElement | null, attribute: string) =>
      element === null ? `“${attributeOf(flow, attribute)}”, which is not in the file` : labelOf(element) === "" ? `a ${elementInWords(element)} without a name` : labelOf(element);
    const ends = `${end(source, "sourceRef")} to ${end(target, "targetRef")}`;
    return nameOf(flow) === "" ? ends : `${quoted(nameOf(flow))}: ${ends}`;
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function withLabel(first: string, second: string): string {
  return [first, second].filter((label) => label !== "").join(" / ");
}

function between(from: Node, to: Node, label = ""): string {
  const ends = `${labelOf(from.element)} to ${labelOf(to.element)}`;
  return label === "" ? ends : `${quoted(label)}: ${ends}`;
}

function eventOf(element: XmlElement | null): string {
  return element !== null && element.local.toLowerCase() === "boundaryevent" ? eventInWords(element) : "";
}

function isEndEvent({ local }: XmlElement): boolean {
  return local.toLowerCase() === "endevent";
}

// An end by an error leaves by the event at the edge, not by the way onwards.
function endsBadly(element: XmlElement): boolean {
  return isEndEvent(element) && childrenOf(element).some(({ local }) => /^(error|cancel|terminate)EventDefinition$/.test(local));
}

function isEventSubProcess(element: XmlElement): boolean {
  return isSubProcess(element) && attributeOf(element, "triggeredByEvent") === "true";
}
