// The steps of a process with those inside its sub-processes, and everything else in it that something is made of.
import type { MapStepKind } from "../../generated";
import type { Account } from "./account";
import { labelOf, nameOf } from "./account";
import { elementInWords, eventInWords, isSubProcess, kindOf } from "./elements";
import { BPMN } from "./notBpmn";
import type { References } from "./references";
import { childrenOf, type XmlElement } from "./xml";

/** A flow node that becomes a step. */
export interface Node {
  readonly element: XmlElement;
  readonly kind: MapStepKind;
  readonly name: string;
  /** The sub-process in which it stands; null at the top. */
  readonly inside: Node | null;
  readonly notes: string[];
}

/** What is in the processes that were chosen. */
export interface Contents {
  readonly nodes: Node[];
  readonly byElement: Map<XmlElement, Node>;
  readonly flows: XmlElement[];
  readonly annotations: XmlElement[];
  readonly associations: XmlElement[];
  readonly laneSets: { element: XmlElement; process: XmlElement; inside: Node | null }[];
  /** Events at the edge of a step, with the step. */
  readonly edges: Map<XmlElement, Node>;
  /** Starts and ends without a name inside a sub-process: it stands for them. */
  readonly silent: Map<XmlElement, Node>;
}

/** Whether the inside of sub-processes becomes steps, or is only told. */
export type Insides = "steps" | "told";

export function contentsOf(processes: readonly XmlElement[], references: References, account: Account, insides: Insides): Contents {
  const contents: Contents = {
    nodes: [],
    byElement: new Map(),
    flows: [],
    annotations: [],
    associations: [],
    laneSets: [],
    edges: new Map(),
    silent: new Map(),
  };
  const named = namedBySteps(processes, references);
  for (const process of processes) walk(process, process, null);
  for (const element of edgeEvents(processes)) placeEdge(element);
  return contents;

  function walk(container: XmlElement, process: XmlElement, inside: Node | null): void {
    for (const element of childrenOf(container)) {
      if (element.namespace !== BPMN) continue;
      const kind = kindOf(element.local) ?? (named.has(element) ? kindOfUnknown(element, account) : null);
      if (kind !== null) addNode(element, kind, process, inside);
      else if (element.local === "sequenceFlow") contents.flows.push(element);
      else if (element.local === "textAnnotation") contents.annotations.push(element);
      else if (element.local === "association") contents.associations.push(element);
      else if (element.local === "laneSet") contents.laneSets.push({ element, process, inside });
    }
  }

  function addNode(element: XmlElement, kind: MapStepKind, process: XmlElement, inside: Node | null): void {
    const name = nameOf(element);
    if (inside !== null && name === "" && (kind === "start" || kind === "end")) {
      contents.silent.set(element, inside);
      account.leaveOut(element, `${elementInWords(element)} without a name inside a sub-process (the sub-process stands for it)`, labelOf(element), "changed");
      return;
    }
    // People come into a pathway once; where a sub-process begins or ends is a step on the way.
    const isOnTheWay = inside !== null && (kind === "start" || kind === "end");
    const node: Node = { element, kind: isOnTheWay ? "step" : kind, name, inside, notes: [] };
    account.keepNamed(element);
    if (isOnTheWay) account.tell("changed", `${elementInWords(element)} inside a sub-process, kept as a step`, labelOf(element));
    contents.nodes.push(node);
    contents.byElement.set(element, node);
    if (!isSubProcess(element)) return;
    if (insides === "steps") {
      const before = contents.nodes.length;
      walk(element, process, node);
      if (before < contents.nodes.length) account.tell("changed", "sub-process whose inside follows it as steps", labelOf(element));
    } else {
      const what = "inside a sub-process (too many for one map; the sub-process is one step)";
      for (const child of childrenOf(element)) {
        if (child.namespace === BPMN && !/^(incoming|outgoing|documentation|extensionElements)$/.test(child.local)) account.leaveOutAll(child, what);
      }
    }
  }

  function placeEdge(element: XmlElement): void {
    const host = references.of(element, "attachedToRef");
    const step = host === null ? undefined : contents.byElement.get(host);
    if (step !== undefined) {
      contents.edges.set(element, step);
      return;
    }
    const around = element.parent === null ? undefined : contents.byElement.get(element.parent);
    account.tell("changed", "event at the edge of a step that is not in the file, kept as a step", labelOf(element));
    account.keepNamed(element);
    const node: Node = { element, kind: "wait", name: eventInWords(element), inside: around ?? null, notes: [] };
    contents.nodes.push(node);
    contents.byElement.set(element, node);
  }

  function edgeEvents(containers: readonly XmlElement[]): XmlElement[] {
    return containers.flatMap((container) =>
      childrenOf(container).flatMap((element) => {
        if (element.namespace !== BPMN) return [];
        if (element.local.toLowerCase() === "boundaryevent") return [element];
        return isSubProcess(element) && insides === "steps" ? edgeEvents([element]) : [];
      }),
    );
  }
}

// What links lead to or from, or a lane names, is a step, even if its word is not known here.
function namedBySteps(processes: readonly XmlElement[], references: References): Set<XmlElement> {
  const named = new Set<XmlElement>();
  const look = (container: XmlElement) => {
    for (const element of childrenOf(container)) {
      if (element.namespace !== BPMN) continue;
      if (element.local === "sequenceFlow") {
        for (const end of [references.source(element), references.target(element)]) if (end !== null && canBeStep(end)) named.add(end);
      } else if (isSubProcess(element)) look(element);
    }
  };
  processes.forEach(look);
  return named;
}

const NO_STEPS = /^(process|participant|lane|boundaryevent|textannotation|group|data.*|sequenceflow|messageflow|association)$/i;

function canBeStep({ local, namespace }: XmlElement): boolean {
  return namespace === BPMN && kindOf(local) === null && !NO_STEPS.test(local);
}

function kindOfUnknown(element: XmlElement, account: Account): MapStepKind {
  account.tell("changed", `${elementInWords(element)}, which is not known here, kept as a step`, labelOf(element));
  return "step";
}
