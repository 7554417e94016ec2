// Who does a step: the innermost lanes, pools that have none, and pools of which the file says only the name.
import type { Account } from "./account";
import { labelOf, nameOf, quoted } from "./account";
import { BPMN } from "./notBpmn";
import type { Contents, Node } from "./nodes";
import { participantsOf, type Part } from "./parts";
import type { References } from "./references";
import { attributeOf, childrenOf, textOf, type XmlElement } from "./xml";

/** One organisation of the file. */
export interface Organisation {
  readonly element: XmlElement;
  name: string;
  /** The names around it, the nearest first, to tell it from another of the same name. */
  readonly around: readonly string[];
}

export interface Organisations {
  readonly all: Organisation[];
  readonly of: Map<Node, Organisation>;
  /** The only pool, whose name is that of the pathway. */
  readonly only: XmlElement | null;
}

export function organisationsOf(parts: readonly Part[], contents: Contents, references: References, account: Account, isOwn: boolean): Organisations {
  const all: Organisation[] = [];
  const of = new Map<Node, Organisation>();
  const pools = parts.flatMap(({ collaborations }) => participantsOf(collaborations));
  const only = pools.length === 1 ? (pools[0] ?? null) : null;
  const poolOf = new Map<XmlElement, XmlElement>();
  for (const pool of pools) {
    const process = references.of(pool, "processRef");
    if (process !== null && !poolOf.has(process)) poolOf.set(process, pool);
  }

  for (const part of parts) {
    for (const process of part.processes) readProcess(process);
    for (const pool of participantsOf(part.collaborations)) if (poolOf.get(references.of(pool, "processRef") ?? pool) !== pool) readBlackBox(pool);
  }
  inherit(contents, of);
  tellApart(all, account);
  return { all, of, only };

  function readProcess(process: XmlElement): void {
    const pool = poolOf.get(process) ?? null;
    const around = [pool === null ? nameOf(process) : nameOf(pool)].filter((name) => name !== "");
    const before = all.length;
    for (const set of contents.laneSets) if (set.process === process) readSet(set.element, around);
    if (pool === null) return;
    account.keepNamed(pool);
    if (nameOf(process) === nameOf(pool)) account.useName(process);
    if (pool === only) return;
    // Steps of a pool that stand in none of its lanes are the pool's own.
    const own = contents.nodes.filter((node) => node.inside === null && processOf(node.element) === process && !of.has(node));
    if (before === all.length || (0 < own.length && nameOf(pool) !== "" && !isOwn)) {
      const organisation = add(pool, []);
      for (const node of own) of.set(node, organisation);
    } else if (nameOf(pool) !== "") account.tell("changed", "pool whose lanes are the organisations, so that its own name is not one", quoted(nameOf(pool)));
  }

  function readBlackBox(pool: XmlElement): void {
    account.keepNamed(pool);
    const process = attributeOf(pool, "processRef");
    if (process !== "" && references.of(pool, "processRef") === null) {
      account.tell("workings", "a pool names a process that is not in the file", `${labelOf(pool)}: ${process}`);
    }
    if (pool === only) return;
    const name = nameOf(pool);
    const known = name === "" ? undefined : all.find((organisation) => organisation.name === name);
    if (known !== undefined) account.tell("changed", "pool without steps, which is one with the organisation of its name", quoted(name));
    else {
      add(pool, []);
      account.tell("changed", "pool without steps, kept as an organisation", labelOf(pool));
    }
  }

  function readSet(set: XmlElement, around: readonly string[]): void {
    for (const lane of childrenOf(set)) if (lane.namespace === BPMN && lane.local === "lane") readLane(lane, around);
  }

  function readLane(lane: XmlElement, around: readonly string[]): void {
    account.keepNamed(lane);
    const name = nameOf(lane);
    // Our own files put the steps of no organisation there.
    const isNone = attributeOf(lane, "id") === "no_lane" && isOwn;
    const sets = childrenOf(lane).filter(({ local }) => local === "childLaneSet");
    const hasInner = sets.some((set) => childrenOf(set).some(({ local }) => local === "lane"));
    if (hasInner) for (const set of sets) readSet(set, name === "" ? around : [name, ...around]);
    const nodes: Node[] = [];
    for (const reference of childrenOf(lane).filter(({ local }) => local === "flowNodeRef")) {
      const found = references.find(textOf(reference), lane);
      const node = found === null ? undefined : contents.byElement.get(found);
      if (found === null) account.tell("workings", "a lane names a step that is not in the file", `${labelOf(lane)}: ${textOf(reference).trim()}`);
      else if (node !== undefined && !of.has(node)) nodes.push(node);
      else if (node !== undefined && !hasInner) account.tell("changed", "step that stands in two lanes, kept in the first", labelOf(found));
    }
    if (isNone) return;
    if (hasInner && nodes.length === 0) {
      if (name !== "") account.tell("changed", "lane whose inner lanes are the organisations, so that its own name is not one", quoted(name));
      return;
    }
    const organisation = add(lane, around);
    for (const node of nodes) of.set(node, organisation);
  }

  function add(element: XmlElement, around: readonly string[]): Organisation {
    const organisation: Organisation = { element, name: nameOf(element), around };
    all.push(organisation);
    return organisation;
  }
}

function processOf(element: XmlElement): XmlElement {
  let at = element;
  while (at.parent !== null && at.local !== "process") at = at.parent;
  return at;
}

// What is inside a sub-process is done where the sub-process is done, unless a lane says otherwise.
function inherit({ nodes }: Contents, of: Map<Node, Organisation>): void {
  for (const node of nodes) {
    const around = node.inside === null ? undefined : of.get(node.inside);
    if (around !== undefined && !of.has(node)) of.set(node, around);
  }
}

// Two organisations of one name would be two rows that nobody can tell apart.
function tellApart(all: readonly Organisation[], account: Account): void {
  const names = new Map<string, Organisation[]>();
  for (const one of all) if (one.name !== "") names.set(one.name, [...(names.get(one.name) ?? []), one]);
  const taken = new Set(all.map(({ name }) => name));
  for (const [name, same] of names) {
    if (same.length < 2) continue;
    for (const one of same) {
      const [nearest] = one.around.filter((around) => same.some((other) => !other.around.includes(around)));
      let apart = nearest === undefined ? name : `${name} (${nearest})`;
      for (let count = 2; taken.has(apart) && one !== same[0]; count += 1) apart = `${nearest === undefined ? name : `${name} (${nearest})`} ${count}`;
      if (apart === name) continue;
      taken.add(apart);
      one.name = apart;
      account.tell("changed", "organisation renamed, because another has the same name", `${quoted(name)} is ${quoted(apart)}`);
    }
  }
}
