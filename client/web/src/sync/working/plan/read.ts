// Reads an action plan out of its document: what its schema lets through, and what compares its fields with each other
// (docs/PROTOCOL.md, PL).
import type * as Y from "yjs";
import type { Action, ActionSource, NodeKind, Plan, ThreadNode, ThreadTie } from "../../../model/generated";
import { PLAN } from "../../../model/generated/documents";
import { distance } from "../../../model/plan/thread";
import { removedItems } from "../items";
import { joined, readDocument, readPath } from "../schema";
import { readLine } from "../text";

const { source, what } = PLAN.actions.fields;

/** Reads a plan. */
export function readPlan(replica: Y.Doc): Plan {
  const { actions, nodes, ties } = readDocument(replica, PLAN);
  return { actions, nodes, ties: readTies(ties, actions, nodes) };
}

/** Something that was taken out of a plan and can be put back. */
export interface Removed {
  id: string;
  text: string;
}

/** The actions and nodes that were taken out, in their order. */
export function readRemoved(replica: Y.Doc): { actions: Removed[]; nodes: Removed[] } {
  const of = (root: string, { name, cap }: { name: string; cap: number }) =>
    removedItems(replica.getMap(root)).map(({ id, fields }) => ({ id, text: readLine(fields.get(name), cap) }));
  return { actions: of("actions", what), nodes: of("nodes", PLAN.nodes.fields.text) };
}

/** Where an action comes from, as it is written in the plan. */
export function readSource(value: unknown): ActionSource | null {
  return readPath(value, source.forms);
}

function readTies(ties: readonly ThreadTie[], actions: readonly Action[], nodes: readonly ThreadNode[]): ThreadTie[] {
  // Actions after nodes, so that an id that is both is the action's.
  const ends = new Map<string, { place: number; kind: NodeKind | "action" }>();
  nodes.forEach(({ id, kind }, index) => ends.set(id, { place: actions.length + index, kind }));
  actions.forEach(({ id }, place) => ends.set(id, { place, kind: "action" }));
  return joined(ties, PLAN.ties.most, ({ from, to }) => {
    const [leaves, reaches] = [ends.get(from), ends.get(to)];
    if (leaves === undefined || reaches === undefined || distance(leaves.kind) <= distance(reaches.kind)) return null;
    return [leaves.place, reaches.place];
  });
}
