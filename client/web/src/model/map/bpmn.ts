// Reads BPMN 2.0 into a map (docs/BPMN.md): files of ours whole, of others the basic elements. It writes nothing.
import type { BpmnElement } from "bpmn-moddle";
import type { MapLane, MapLink, MapStep, MapStepKind, ProcessMap } from "../generated";
import { MOST } from "./caps";
import { inReadingOrder } from "./readingOrder";
import { addOwn, ownMap, ownStepComponent } from "./bpmnOwn";

/** A map out of a file, with what has no place in a map. Ids are those of the file where they can be. */
export interface ImportedMap {
  map: ProcessMap;
  /** What was left out, in words, with how many there were. */
  leftOut: readonly { what: string; count: number }[];
}

/** Why a file is no map, in a sentence. */
export class NotBpmn extends Error {}

// A drawing of two hundred steps is under 300 kB; beyond this a phone would stand still.
const MOST_CHARACTERS = 4_000_000;
const ITEM = /^[a-z0-9]{1,24}$/;

/** Reads a file. The parser is loaded only when somebody has chosen one. */
export async function importBpmn(xml: string): Promise<ImportedMap> {
  if (MOST_CHARACTERS < xml.length) throw new NotBpmn("The file is too large for a process map.");
  const { BpmnModdle } = await import("bpmn-moddle");
  let definitions: BpmnElement;
  try {
    definitions = (await new BpmnModdle().fromXML(xml)).rootElement;
  } catch {
    throw new NotBpmn("The file is no BPMN 2.0 XML.");
  }
  const processes = (definitions.rootElements ?? []).filter(({ $type }) => $type === "bpmn:Process");
  if (processes.length === 0) throw new NotBpmn("There is no process in the file.");
  return new Reading(definitions, processes).imported();
}

function kindOf(type: string): MapStepKind | null {
  switch (type) {
    case "StartEvent":
      return "start";
    case "EndEvent":
      return "end";
    case "Task":
    case "UserTask":
    case "ManualTask":
    case "ServiceTask":
    case "ScriptTask":
    case "BusinessRuleTask":
    case "ReceiveTask":
    case "CallActivity":
    case "SubProcess":
    case "AdHocSubProcess":
    case "Transaction":
    case "IntermediateThrowEvent":
      return "step";
    case "ExclusiveGateway":
    case "InclusiveGateway":
    case "ParallelGateway":
    case "EventBasedGateway":
    case "ComplexGateway":
      return "decision";
    case "IntermediateCatchEvent":
      return "wait";
    case "SendTask":
      return "hand_off";
    default:
      return null;
  }
}

/** Reads one file; ids are given as they are met. */
class Reading {
  readonly #definitions: BpmnElement;
  readonly #processes: readonly BpmnElement[];
  readonly #ids = new Map<BpmnElement, string>();
  readonly #taken = new Set<string>();
  readonly #laneOf = new Map<BpmnElement, string>();
  readonly #leftOut = new Map<string, number>();
  #lanes: MapLane[] = [];

  constructor(definitions: BpmnElement, processes: readonly BpmnElement[]) {
    this.#definitions = definitions;
    this.#processes = processes;
  }

  imported(): ImportedMap {
    const [process] = this.#processes;
    const own = this.#processes.map(ownMap).find((found) => found !== null) ?? null;
    for (const one of this.#processes) this.#readLanes(one);
    const nodes: { element: BpmnElement; step: MapStep }[] = [];
    const flows: BpmnElement[] = [];
    for (const element of this.#processes.flatMap(({ flowElements }) => flowElements ?? [])) {
      const kind = kindOf(local(element.$type));
      if (kind !== null) nodes.push({ element, step: this.#step(element, kind) });
      else if (local(element.$type) === "SequenceFlow") flows.push(element);
      else this.#leaveOut(inWords(element.$type));
      for (const inner of element.flowElements ?? []) this.#leaveOut(`${inWords(inner.$type)} within a sub-process`);
    }
    const collaborations = (this.#definitions.rootElements ?? []).filter(({ $type }) => $type === "bpmn:Collaboration");
    flows.push(...collaborations.flatMap(({ messageFlows }) => messageFlows ?? []));
    for (const { artifacts } of [...collaborations, ...this.#processes]) {
      for (const artifact of artifacts ?? []) this.#leaveOut(inWords(artifact.$type));
    }
    const lanes = this.#first(this.#lanes, MOST.lanes, "organisation");
    const kept = this.#first(nodes, MOST.steps, "step");
    const links = this.#first(this.#links(flows, kept), MOST.links, "link");
    let steps = kept.map(({ step }) => step);
    // Other programs write elements as they were drawn; ours in the order of the list.
    if (own === null) steps = inReadingOrder(steps, links);
    const shown = new Set(lanes.map(({ id }) => id));
    steps = steps.map((step) => (step.lane !== null && !shown.has(step.lane) ? { ...step, lane: null } : step));
    const map: ProcessMap = {
      pathway: own === null ? this.#title(process) : "",
      why: textOf(process?.documentation),
      grounds: [],
      components: [],
      lanes,
      steps,
      links: backwards(links, steps),
      pins: [],
      questions: [],
      stakeholders: [],
    };
    if (own !== null) addOwn(map, own, () => this.#freshId());
    return { map, leftOut: [...this.#leftOut].map(([what, count]) => ({ what, count })) };
  }

  #title(process: BpmnElement | undefined): string {
    return this.#participantOf(process)?.name ?? process?.name ?? this.#definitions.name ?? "";
  }

  #participantOf(process: BpmnElement | undefined): BpmnElement | undefined {
    const roots = this.#definitions.rootElements ?? [];
    return roots.flatMap(({ participants }) => participants ?? []).find(({ processRef }) => processRef === process);
  }

  // The innermost lanes say who does a step; a pool without lanes is one organisation where there are several pools.
  #readLanes(process: BpmnElement): void {
    const read = (set: BpmnElement) => {
      for (const lane of set.lanes ?? []) {
        if (lane.childLaneSet !== undefined) {
          read(lane.childLaneSet);
          continue;
        }
        if (lane.id === "no_lane") continue;
        const id = this.#id(lane, "lane_");
        this.#lanes.push({ id, name: lane.name ?? "" });
        for (const node of lane.flowNodeRef ?? []) this.#laneOf.set(node, id);
      }
    };
    const sets = process.laneSets ?? [];
    sets.forEach(read);
    const pool = this.#participantOf(process);
    if (sets.length > 0 || pool === undefined || this.#processes.length < 2) return;
    const id = this.#id(pool, "lane_");
    this.#lanes.push({ id, name: pool.name ?? "" });
    for (const node of process.flowElements ?? []) this.#laneOf.set(node, id);
  }

  #step(element: BpmnElement, kind: MapStepKind): MapStep {
    return {
      id: this.#id(element, "step_"),
      kind,
      name: (element.name ?? "").trim(),
      lane: this.#laneOf.get(element) ?? null,
      component: ownStepComponent(element),
      note: textOf(element.documentation),
    };
  }

  #links(flows: readonly BpmnElement[], nodes: readonly { element: BpmnElement; step: MapStep }[]): MapLink[] {
    const steps = new Map(nodes.map(({ element, step }) => [element, step.id]));
    const seen = new Set<string>();
    return flows.flatMap((flow) => {
      const from = flow.sourceRef === undefined ? undefined : steps.get(flow.sourceRef);
      const to = flow.targetRef === undefined ? undefined : steps.get(flow.targetRef);
      const key = `${from} ${to}`;
      if (from === undefined || to === undefined || from === to || seen.has(key)) {
        this.#leaveOut("link");
        return [];
      }
      seen.add(key);
      return [{ id: this.#id(flow, "link_"), from, to, label: (flow.name ?? "").trim(), is_back: false }];
    });
  }

  #first<T>(things: readonly T[], most: number, what: string): T[] {
    for (let count = most; count < things.length; count += 1) this.#leaveOut(`${what} beyond the ${most} a map can have`);
    return things.slice(0, most);
  }

  #leaveOut(what: string): void {
    this.#leftOut.set(what, (this.#leftOut.get(what) ?? 0) + 1);
  }

  #id(element: BpmnElement, prefix: string): string {
    const known = this.#ids.get(element);
    if (known !== undefined) return known;
    const written = element.id ?? "";
    const own = written.startsWith(prefix) ? written.slice(prefix.length) : "";
    const id = ITEM.test(own) && !this.#taken.has(prefix + own) ? own : this.#freshId();
    this.#taken.add(prefix + id);
    this.#ids.set(element, id);
    return id;
  }

  // Unique within the file; new ids are drawn when it is written into a map that is not empty.
  #freshId(): string {
    return `new${(this.#fresh += 1)}`;
  }
  #fresh = 0;
}

function backwards(links: readonly MapLink[], steps: readonly MapStep[]): MapLink[] {
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  const place = (id: string) => places.get(id) ?? 0;
  return links
    .map((link) => ({ ...link, is_back: place(link.to) < place(link.from) }))
    .sort((one, other) => place(one.from) - place(other.from) || place(one.to) - place(other.to));
}

function textOf(documentation: readonly BpmnElement[] | undefined): string {
  return (documentation ?? []).map(({ text }) => text ?? "").join("\n\n");
}

function local(type: string): string {
  return type.slice(type.indexOf(":") + 1);
}

function inWords(type: string): string {
  return local(type)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
