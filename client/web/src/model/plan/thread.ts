// The thread from actions to outcomes: what may serve what, what is reached from where, and what hangs in the air. Pure.
import type { Action, ActionSource, NodeKind, Orphans, Plan, ThreadNode, ThreadTie } from "../generated";
import { NODE_KIND } from "../generated/words";
import { valuesOf } from "../labels";

/** The kinds of node, the furthest from the action first. */
export const NODE_KINDS = valuesOf(NODE_KIND);

/** How near to the outcome a thing stands: 0 for an outcome, 4 for an action. */
export function distance(kind: NodeKind | "action"): number {
  return kind === "action" ? NODE_KINDS.length : NODE_KINDS.indexOf(kind);
}

/** One end of a tie, whatever it is. */
export interface ThreadEnd {
  id: string;
  kind: NodeKind | "action";
  text: string;
}

/** The action or node with this id; an id that is both is the action's. */
export function endOf(plan: Plan, id: string): ThreadEnd | null {
  const action = plan.actions.find((known) => known.id === id);
  if (action !== undefined) return { id, kind: "action", text: action.what };
  return plan.nodes.find((known) => known.id === id) ?? null;
}

/** What something may serve: nodes nearer to the outcome, outcomes first; what it serves already is left out. */
export function mayServe(plan: Plan, from: ThreadEnd): ThreadNode[] {
  const served = new Set(tiesUp(plan, from.id).map(({ to }) => to));
  const isAction = new Set(plan.actions.map(({ id }) => id));
  const isOpen = (node: ThreadNode) =>
    distance(node.kind) < distance(from.kind) && !served.has(node.id) && !isAction.has(node.id);
  return NODE_KINDS.flatMap((kind) => plan.nodes.filter((node) => node.kind === kind && isOpen(node)));
}

/** How something serves what is nearer to the outcome. */
export function tiesUp(plan: Plan, id: string): ThreadTie[] {
  return plan.ties.filter((tie) => tie.from === id);
}

/** How something is served by what is nearer to the action. */
export function tiesDown(plan: Plan, id: string): ThreadTie[] {
  return plan.ties.filter((tie) => tie.to === id);
}

/** One way along the thread: ties from a thing to an outcome, or as far as it leads. */
export type Way = readonly ThreadTie[];

/** Every way from a thing towards outcomes; ties lead from kind to kind, so no way is longer than four. */
export function waysUp(plan: Plan, id: string): Way[] {
  return tiesUp(plan, id).flatMap((tie) => {
    const further = waysUp(plan, tie.to);
    return further.length === 0 ? [[tie]] : further.map((way) => [tie, ...way]);
  });
}

/** The outcomes that something reaches by any way, in the order of the plan. */
export function outcomesOf(plan: Plan, id: string): ThreadNode[] {
  const reached = reachedFrom(plan, id);
  return plan.nodes.filter((node) => node.kind === "outcome" && node.id !== id && reached.has(node.id));
}

/** The actions that serve a node by any way, in the order of the plan. */
export function actionsOf(plan: Plan, id: string): Action[] {
  return plan.actions.filter((action) => action.id !== id && reachedFrom(plan, action.id).has(id));
}

// Each thing is looked at once, however many ways lead to it.
function reachedFrom(plan: Plan, id: string): ReadonlySet<string> {
  const reached = new Set([id]);
  for (const from of reached) for (const { to } of tiesUp(plan, from)) reached.add(to);
  return reached;
}

/** Whether a source is there: true, false, or null while that is not known yet. */
export type HasSource = (source: ActionSource) => boolean | null;

/** What hangs in the air: measures from which no tie leads to an outcome, and actions without a source. */
export function orphansOf(plan: Plan, has: HasSource): Orphans {
  // An id that is an action's and a node's is the action's, so its ties say nothing of the node.
  const served = new Set(plan.nodes.filter(({ kind }) => kind === "outcome").map(({ id }) => id));
  for (const kind of NODE_KINDS.slice(1)) {
    for (const node of plan.nodes.filter((candidate) => candidate.kind === kind)) {
      if (tiesUp(plan, node.id).some(({ to }) => served.has(to))) served.add(node.id);
    }
  }
  return {
    measures: plan.nodes.filter(({ kind, id }) => kind === "measure" && !served.has(id)).map(({ id }) => id),
    actions: plan.actions.filter(({ source }) => source === null || has(source) === false).map(({ id }) => id),
  };
}
