// Reads BPMN 2.0 into a map (docs/BPMN.md): bytes in, a map and a report out. It writes nothing.
import type { ProcessMap } from "../generated";
import { MAP } from "../generated/documents";
import { Account, nameOf, quoted } from "./bpmn/account";
import { decode } from "./bpmn/decode";
import { fit, joinsLane } from "./bpmn/fit";
import { BPMN, foreignRoot, NotBpmn, refuseByBeginning } from "./bpmn/notBpmn";
import { partsOf, participantsOf, type Part } from "./bpmn/parts";
import { readParts, titleOf } from "./bpmn/reading";
import { References } from "./bpmn/references";
import { countsOf, type Counts, type Report } from "./bpmn/report";
import { parseXml, type XmlElement } from "./bpmn/xml";

export { NotBpmn } from "./bpmn/notBpmn";

/** A file that was chosen, as the browser gives it. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A map out of a file, as it can be added to what is there, and what came of the rest. */
export interface ImportedMap {
  readonly map: ProcessMap;
  readonly report: Report;
  readonly ledger: ReturnType<Account["ledger"]>;
}

/** One diagram of a file that holds several. */
export interface Choice {
  readonly name: string;
  readonly counts: Counts;
}

// A drawing of two hundred steps is under 300 kB; one of 8 MB keeps a phone busy for seconds.
export const MOST_BYTES = 8_000_000;

/** A map without anything. */
export const NOTHING: ProcessMap = { pathway: "", why: "", grounds: [], components: [], lanes: [], steps: [], links: [], pins: [], questions: [], stakeholders: [] };

/** Refuses by its size alone, before it is read into memory. */
export function refuseBySize(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const megabytes = (size: number) => `${(size / 1_000_000).toLocaleString("en-GB", { maximumFractionDigits: 1 })} MB`;
  throw new NotBpmn(`The file has ${megabytes(bytes)}; up to ${megabytes(MOST_BYTES)} can be read. A process of 200 steps takes about 0.3 MB: save it without pictures, or only the diagram that you need.`);
}

/** Opens a file. What is no BPMN 2.0 is refused in a sentence. */
export function openBpmn(file: ChosenFile): BpmnFile {
  refuseBySize(file.bytes.length);
  refuseByBeginning(file.name, file.bytes);
  const root = parseXml(decode(file.bytes));
  if (root.local !== "definitions" || root.namespace !== BPMN) throw foreignRoot(root.namespace, root.local);
  return new BpmnFile(file.name, root);
}

/** A file that can be read in, whole or one of its diagrams. */
export class BpmnFile {
  readonly name: string;
  readonly #root: XmlElement;
  readonly #references: References;
  readonly #parts: readonly Part[];

  constructor(name: string, root: XmlElement) {
    this.name = name;
    this.#root = root;
    this.#references = new References(root);
    this.#parts = partsOf(root, this.#references);
  }

  /** The diagrams in the file, with what each would bring into an empty map. */
  choices(): Choice[] {
    return this.#parts.map((part, index) => ({ name: this.#partName(part, index), counts: this.import(NOTHING, index).report.counts }));
  }

  get count(): number {
    return this.#parts.length;
  }

  /** The map of one diagram, or of all, as it can be added to what is there. */
  import(here: ProcessMap, which: number | "all"): ImportedMap {
    const parts = which === "all" ? this.#parts : this.#parts.filter((_, index) => index === which);
    const others = this.#parts.filter((part) => !parts.includes(part));
    const most = Math.max(0, MAP.steps.most - here.steps.length);
    const first = this.#read(parts, "steps");
    // Better a sub-process as one step than half of what is inside, and the end of the pathway missing.
    const { account, map: read } = most < first.map.steps.length ? this.#read(parts, "told") : first;
    for (const part of others) this.#leaveOutPart(part, account);
    const map = fit(read, here, account);
    this.#references.tellOddIds(account);
    account.sweep(this.#root);
    const report: Report = {
      file: this.name,
      // Those that become one with an organisation of the map are there already.
      counts: { ...countsOf(map), lanes: map.lanes.filter(({ name }) => !joinsLane(name, here)).length },
      changed: account.told("changed"),
      cut: account.cuts,
      leftOut: account.told("leftOut"),
      workings: account.told("workings"),
    };
    return { map, report, ledger: account.ledger() };
  }

  #read(parts: readonly Part[], insides: "steps" | "told"): { account: Account; map: ProcessMap } {
    const account = new Account();
    account.frame(this.#root);
    return { account, map: readParts(this.#root, parts, this.#references, account, insides) };
  }

  #leaveOutPart(part: Part, account: Account): void {
    const name = this.#partName(part, this.#parts.indexOf(part));
    for (const element of [...part.collaborations, ...part.processes]) account.leaveOutAll(element, `of ${quoted(name)}, which was not chosen`);
  }

  #partName(part: Part, index: number): string {
    const names = participantsOf(part.collaborations).map((pool) => nameOf(pool));
    const title = titleOf(this.#root, [part], null);
    return title !== "" ? title : names.filter((name) => name !== "").join(", ") || `Diagram ${index + 1}`;
  }
}
