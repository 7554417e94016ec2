// The edits that people make in an action plan, each one transaction. What may be shown of them is decided by the reader.
import * as Y from "yjs";
import type { Action, ActionOwner, ActionSource, NodeKind, TieWay } from "../../../model/generated";
import { createItem, isFields, moveItem, newItemId, readItems, setField, setRemoved, type Scalar } from "../items";
import { PLAN_WORDS, wordsAt, wordsPlace, writeWords } from "../textFields";
import { readPlan } from "./read";

/** Where something stands: root, item, field; for a blocker or a cycle root, item, map, item, field. */
export type PlanPath = readonly string[];

/** What a new action begins with. */
export interface ActionDraft {
  what?: string;
  objective?: string;
  evidence?: string;
  measure?: string;
  target?: string;
  owner?: ActionOwner | null;
  develop_by?: string | null;
  implement_by?: string | null;
  test_by?: string | null;
}

/** An owner as it stands in the document. */
export function writtenOwner(owner: ActionOwner): string {
  const label = owner.label.trim();
  return owner.kind === "seat" ? `seat/${owner.seat}/${label}` : `organisation/${label}`;
}

/** A source as it stands in the document. */
export function writtenSource(source: ActionSource): string {
  switch (source.kind) {
    case "domain":
      return `domain/${source.framework}/${source.domain}`;
    case "step":
      return `step/${source.map}/${source.step}`;
    case "pin":
      return `pin/${source.map}/${source.pin}`;
  }
}

/** Adds an action behind the others; `source` is empty where it comes from nothing that is named. */
export function addAction(replica: Y.Doc, source: string, draft: ActionDraft = {}, id?: string): string {
  const { what = "", objective = "", evidence = "", measure = "", target = "", owner = null } = draft;
  return createItem(
    replica.getMap("actions"),
    {
      lines: { what, measure, baseline: "", target, report_to: "" },
      texts: { objective, engage: "", evidence },
      scalars: {
        owner: owner === null ? null : writtenOwner(owner),
        develop_by: draft.develop_by ?? null,
        implement_by: draft.implement_by ?? null,
        test_by: draft.test_by ?? null,
        priority: null,
        rhythm: null,
        progress: "not_started",
        source: source === "" ? null : source,
      },
      maps: { blockers: {}, cycles: {} },
    },
    undefined,
    id,
  );
}

/** Moves an action up or down in rank, by places; beyond an end it stays there. */
export function moveAction(replica: Y.Doc, id: string, by: number): void {
  const root = replica.getMap("actions");
  const place = readItems(root).findIndex((item) => item.id === id);
  if (0 <= place) moveItem(root, id, Math.max(0, place + by));
}

/** Sets a field that is no text. */
export function setAt(replica: Y.Doc, path: PlanPath, value: Scalar): void {
  const found = fieldsAt(replica, path);
  if (found !== null) setField(found.fields, found.field, value);
}

/** A text as it stands, with the blanks at its ends that somebody is just typing. */
export function textAt(replica: Y.Doc, path: PlanPath): string {
  const place = wordsPlace(replica, path);
  return place === null ? "" : (wordsAt(place) ?? "");
}

/** Writes what a person typed. */
export function writeAt(replica: Y.Doc, path: PlanPath, before: string, after: string): void {
  writeWords(replica, PLAN_WORDS, path, before, after);
}

/** Adds something that stands in an action's way. */
export function addBlocker(replica: Y.Doc, action: string, id?: string): string | null {
  return addWithin(replica, action, "blockers", { lines: { escalated_to: "" }, texts: { text: "" }, scalars: { resolved: false } }, id);
}

/** Adds a cycle of plan, do, study, act. */
export function addCycle(replica: Y.Doc, action: string, id?: string): string | null {
  const texts = { plan: "", do: "", study: "", act: "" };
  const scalars = { plan_on: null, do_on: null, study_on: null, act_on: null };
  return addWithin(replica, action, "cycles", { lines: { result: "" }, texts, scalars }, id);
}

/** Adds a node to the thread. */
export function addNode(replica: Y.Doc, kind: NodeKind, text: string, id?: string): string {
  return createItem(replica.getMap("nodes"), { lines: { text }, scalars: { kind } }, undefined, id);
}

/** Ties something to what it serves. */
export function addTie(replica: Y.Doc, from: string, to: string, way: TieWay = "direct", id?: string): string {
  return createItem(replica.getMap("ties"), { lines: { how: "" }, scalars: { from, to, way } }, undefined, id);
}

/** Unties something: every tie from the one to the other, or the next of them would be shown instead. */
export function removeTies(replica: Y.Doc, from: string, to: string): void {
  const root = replica.getMap("ties");
  replica.transact(() => {
    for (const { id, fields } of readItems(root)) {
      if (fields.get("from") === from && fields.get("to") === to) setRemoved(root, id, true);
    }
  });
}

/** Takes an item out, or puts it back with everybody's words. The path leads to the item. */
export function setRemovedAt(replica: Y.Doc, path: PlanPath, isRemoved: boolean): void {
  const id = path.at(-1);
  const root = mapAt(replica, path.slice(0, -1));
  if (id !== undefined && root !== null) setRemoved(root, id, isRemoved);
}

/** Puts back what words stand in, with the items without which it is not shown. */
export function putBackAt(replica: Y.Doc, path: PlanPath): void {
  replica.transact(() => {
    for (let length = 2; length < path.length; length += 2) setRemovedAt(replica, path.slice(0, length), false);
    if (path[0] !== "ties") return;
    const tie = mapAt(replica, path.slice(0, 2));
    for (const end of [tie?.get("from"), tie?.get("to")]) {
      for (const root of ["actions", "nodes"]) if (typeof end === "string") setRemovedAt(replica, [root, end], false);
    }
  });
}

/** One action as it reads; null where it is not shown. */
export function actionAt(replica: Y.Doc, id: string): Action | null {
  return readPlan(replica).actions.find((action) => action.id === id) ?? null;
}

function addWithin(
  replica: Y.Doc,
  action: string,
  field: "blockers" | "cycles",
  item: Parameters<typeof createItem>[1],
  id: string = newItemId(),
): string | null {
  const fields = mapAt(replica, ["actions", action]);
  if (fields === null) return null;
  return replica.transact(() => {
    // An action that another program made may lack the map.
    const known = fields.get(field);
    const root = isFields(known) ? known : fields.set(field, new Y.Map<unknown>());
    return createItem(root, item, undefined, id);
  });
}

function fieldsAt(replica: Y.Doc, path: PlanPath): { fields: Y.Map<unknown>; field: string } | null {
  const field = path.at(-1);
  const fields = mapAt(replica, path.slice(0, -1));
  return field === undefined || fields === null ? null : { fields, field };
}

function mapAt(replica: Y.Doc, path: PlanPath): Y.Map<unknown> | null {
  const [name, ...rest] = path;
  if (name === undefined) return null;
  let map: Y.Map<unknown> = replica.getMap(name);
  for (const key of rest) {
    const inner = map.get(key);
    if (!isFields(inner)) return null;
    map = inner;
  }
  return map;
}
