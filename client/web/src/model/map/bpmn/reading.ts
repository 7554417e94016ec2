// Reads the diagrams that were chosen into one map, whatever its size. Ids are those of the file where they can be.
import type { MapLink, MapStep, ProcessMap } from "../../generated";
import { inReadingOrder } from "../readingOrder";
import { nameOf, type Account } from "./account";
import { BPMN } from "./notBpmn";
import { organisationsOf, type Organisation } from "./lanes";
import { Ways, type Way } from "./links";
import { contentsOf, type Insides, type Node } from "./nodes";
import { documentationsOf, readAnnotations, readDocumentation } from "./notes";
import { addOwn, ownMap, ownStepComponent } from "./own";
import { participantsOf, type Part } from "./parts";
import type { References } from "./references";
import { attributeOf, childrenOf, isWithin, type XmlElement } from "./xml";

const ITEM = /^[a-z0-9]{1,24}$/;

export function readParts(root: XmlElement, parts: readonly Part[], references: References, account: Account, insides: Insides): ProcessMap {
  const processes = parts.flatMap((part) => part.processes);
  for (const element of [root, ...processes, ...parts.flatMap(({ collaborations }) => collaborations)]) account.frame(element);
  const own = processes.map(ownMap).find((found) => found !== null) ?? null;
  const ids = new Ids();
  const contents = contentsOf(processes, references, account, insides);
  readDocumentation(contents, account);
  const organisations = organisationsOf(parts, contents, references, account, own !== null);
  const ways = new Ways(contents, references, account);
  ways.read(parts);
  readAnnotations(parts, contents, ways, references, account);
  ways.settle();
  keepDataTogether(processes, references, account);

  const lanes = organisations.all.map((organisation) => ({ id: ids.of(organisation.element, "lane_"), name: organisation.name }));
  const stepOf = (node: Node): MapStep => {
    const lane: Organisation | undefined = organisations.of.get(node);
    return {
      id: ids.of(node.element, "step_"),
      kind: node.kind,
      name: node.name,
      lane: lane === undefined ? null : ids.of(lane.element, "lane_"),
      component: ownStepComponent(node.element, account),
      note: node.notes.filter((words) => words !== "").join("\n\n"),
    };
  };
  const linkOf = ({ element, from, to, label }: Way): MapLink => ({
    // One flow may lead from several ends of a sub-process.
    id: ids.ofFirst(element, "link_"),
    from: ids.of(from.element, "step_"),
    to: ids.of(to.element, "step_"),
    label,
    is_back: false,
  });
  const links = ways.all().map(linkOf);
  // Other programs write elements as they were drawn; ours in the order of the list. Diagrams come one after the other.
  const steps =
    own !== null
      ? contents.nodes.map(stepOf)
      : parts.flatMap((part) => inReadingOrder(contents.nodes.filter(({ element }) => part.processes.some((process) => isWithin(element, process))).map(stepOf), links));
  const map: ProcessMap = {
    pathway: own === null ? titleOf(root, parts, account) : "",
    why: processes.map((process) => documentationsOf(process, account)).filter((words) => words !== "").join("\n\n"),
    grounds: [],
    components: [],
    lanes,
    steps,
    links: backwards(links, steps),
    pins: [],
    questions: [],
    stakeholders: [],
  };
  if (own !== null) {
    addOwn(map, own, () => ids.fresh(), account);
    // In files of ours these names are the pathway's again, or the title of the map, which stays with the workshop.
    for (const element of [root, ...processes]) account.useName(element);
  }
  return map;
}

/** What the diagrams are called: the only pool, else the collaboration, the only process, the file, or the first process. */
export function titleOf(root: XmlElement, parts: readonly Part[], account: Account | null): string {
  const collaborations = parts.flatMap((part) => part.collaborations);
  const pools = participantsOf(collaborations);
  const processes = parts.flatMap((part) => part.processes);
  const candidates = [...(pools.length === 1 ? pools : []), ...collaborations, ...(processes.length === 1 ? processes : []), root, ...processes];
  const name = candidates.map(nameOf).find((words) => words !== "") ?? "";
  // Programs often repeat one name on several of them.
  for (const element of candidates) if (nameOf(element) === name) account?.useName(element);
  return name;
}

// A data object is often written twice: once as itself and once where it is drawn, with its name.
function keepDataTogether(processes: readonly XmlElement[], references: References, account: Account): void {
  const look = (container: XmlElement) => {
    for (const element of childrenOf(container)) {
      if (element.namespace !== BPMN) continue;
      if (/^data(Object|Store)Reference$/.test(element.local)) {
        const data = references.of(element, element.local === "dataObjectReference" ? "dataObjectRef" : "dataStoreRef");
        if (data !== null && (nameOf(data) === "" || nameOf(data) === nameOf(element))) {
          account.frame(data);
          account.useName(data);
        }
      }
      look(element);
    }
  };
  processes.forEach(look);
}

function backwards(links: readonly MapLink[], steps: readonly MapStep[]): MapLink[] {
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  const place = (id: string) => places.get(id) ?? 0;
  return links
    .map((link) => ({ ...link, is_back: place(link.to) < place(link.from) }))
    .sort((one, other) => place(one.from) - place(other.from) || place(one.to) - place(other.to));
}

/** Ids of the map: those of our own files as they are, else new ones, unique within the file. */
class Ids {
  readonly #given = new Map<string, Map<XmlElement, string>>();
  readonly #taken = new Set<string>();
  #count = 0;

  of(element: XmlElement, prefix: string): string {
    const given = this.#given.get(prefix) ?? new Map<XmlElement, string>();
    this.#given.set(prefix, given);
    const known = given.get(element);
    if (known !== undefined) return known;
    const written = attributeOf(element, "id");
    const own = written.startsWith(prefix) ? written.slice(prefix.length) : "";
    const id = ITEM.test(own) && !this.#taken.has(prefix + own) ? own : this.fresh(prefix);
    this.#taken.add(prefix + id);
    given.set(element, id);
    return id;
  }

  /** The element's id for the first that asks, a new one for all others. */
  ofFirst(element: XmlElement, prefix: string): string {
    return this.#given.get(prefix)?.has(element) === true ? this.fresh(prefix) : this.of(element, prefix);
  }

  // New ids are drawn again when it is written into a map that is not empty.
  fresh(prefix = ""): string {
    do this.#count += 1;
    while (this.#taken.has(`${prefix}new${this.#count}`));
    return `new${this.#count}`;
  }
}
