// The diagrams of one file: a collaboration with its processes is one, and so is each process that stands alone.
import { nameOf } from "./account";
import { BPMN, NotBpmn } from "./notBpmn";
import { kindOf } from "./elements";
import type { References } from "./references";
import { childrenOf, type XmlElement } from "./xml";

export interface Part {
  readonly collaborations: readonly XmlElement[];
  readonly processes: readonly XmlElement[];
}

/** The diagrams in which there is a step. */
export function partsOf(root: XmlElement, references: References): Part[] {
  const roots = childrenOf(root).filter(({ namespace }) => namespace === BPMN);
  const processes = roots.filter(({ local }) => local === "process");
  const collaborations = roots.filter(({ local }) => local === "collaboration" || local === "globalConversation");
  const parts: { collaborations: XmlElement[]; processes: XmlElement[] }[] = [];
  for (const collaboration of collaborations) {
    const own = processes.filter((process) => participantsOf([collaboration]).some((pool) => references.of(pool, "processRef") === process));
    // Collaborations that share a process are views of one diagram.
    const shared = parts.filter((part) => part.processes.some((process) => own.includes(process)));
    const joined = {
      collaborations: [...shared.flatMap((part) => part.collaborations), collaboration],
      processes: processes.filter((process) => own.includes(process) || shared.some((part) => part.processes.includes(process))),
    };
    parts.splice(0, parts.length, ...parts.filter((part) => !shared.includes(part)), joined);
  }
  const taken = new Set(parts.flatMap((part) => part.processes));
  for (const process of processes) if (!taken.has(process)) parts.push({ collaborations: [], processes: [process] });
  const filled = parts.filter((part) => part.processes.some(hasStep));
  if (0 < filled.length) return filled;
  throw nothingToRead(roots, processes, participantsOf(collaborations));
}

export function participantsOf(collaborations: readonly XmlElement[]): XmlElement[] {
  return collaborations.flatMap(childrenOf).filter(({ namespace, local }) => namespace === BPMN && local === "participant");
}

function hasStep(process: XmlElement): boolean {
  return childrenOf(process).some(({ namespace, local }) => namespace === BPMN && kindOf(local) !== null);
}

function nothingToRead(roots: readonly XmlElement[], processes: readonly XmlElement[], pools: readonly XmlElement[]): NotBpmn {
  const names = pools.map((pool) => nameOf(pool)).filter((name) => name !== "");
  const only = names.length === 0 ? "" : ` It names ${names.map((name) => `“${name}”`).join(", ")}, but not what they do.`;
  const choreography = roots.some(({ local }) => /choreography|conversation/i.test(local)) ? " It holds a choreography or a conversation, of which a map cannot be made." : "";
  const what = processes.length === 0 ? "There is no process in the file." : "The process in the file has no steps.";
  return new NotBpmn(`${what}${only}${choreography} Nothing was read in. Check that it is the right file.`);
}
