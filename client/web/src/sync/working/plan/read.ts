// Reads an action plan out of its document by docs/PROTOCOL.md, PL: what is valid in it, and nothing else.
import type * as Y from "yjs";
import type {
  Action,
  ActionOwner,
  ActionPriority,
  ActionProgress,
  ActionSource,
  Blocker,
  NodeKind,
  PdsaCycle,
  PdsaStage,
  Plan,
  ReportRhythm,
  ThreadNode,
  ThreadTie,
} from "../../../model/generated";
import { day } from "../../../model/plan/days";
import { distance } from "../../../model/plan/thread";
import { isFields, isItemId, readItems, removedItems, type Item } from "../items";
import { readLine, readText } from "../text";
import { LONGEST, MOST } from "./caps";

const SEAT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FRAMEWORK_OR_DOMAIN = /^[a-z0-9-]{1,48}$/;
const MAP = /^m[1-9][0-9]{0,4}$/;
// Maps are counted in sixteen bits.
const MAP_NUMBER_MAX = 65_535;

const PRIORITY: Record<ActionPriority, true> = { first: true, next: true, later: true };
const RHYTHM: Record<ReportRhythm, true> = { weekly: true, fortnightly: true, monthly: true, quarterly: true };
const PROGRESS: Record<ActionProgress, true> = { not_started: true, under_way: true, done: true, stopped: true };
const KIND: Record<NodeKind, true> = { outcome: true, opportunity: true, solution: true, measure: true };

/** Reads a plan. */
export function readPlan(replica: Y.Doc): Plan {
  const actions = readItems(replica.getMap("actions")).slice(0, MOST.actions).map(readAction);
  const nodes = readItems(replica.getMap("nodes"))
    .flatMap((item) => {
      const node = readNode(item);
      return node === null ? [] : [node];
    })
    .slice(0, MOST.nodes);
  return { actions, nodes, ties: readTies(readItems(replica.getMap("ties")), actions, nodes) };
}

/** Something that was taken out of a plan and can be put back. */
export interface Removed {
  id: string;
  text: string;
}

/** The actions and nodes that were taken out, in their order. */
export function readRemoved(replica: Y.Doc): { actions: Removed[]; nodes: Removed[] } {
  const of = (root: string, field: string) =>
    removedItems(replica.getMap(root)).map(({ id, fields }) => ({ id, text: readLine(fields.get(field), LONGEST.sentence) }));
  return { actions: of("actions", "what"), nodes: of("nodes", "text") };
}

function readAction({ id, fields }: Item): Action {
  const line = (field: string, most: number) => readLine(fields.get(field), most);
  const text = (field: string, most: number) => readText(fields.get(field), most);
  const items = (field: string) => {
    const map = fields.get(field);
    return isFields(map) ? readItems(map) : [];
  };
  return {
    id,
    what: line("what", LONGEST.sentence),
    objective: text("objective", LONGEST.paragraph),
    owner: readOwner(fields.get("owner")),
    engage: text("engage", LONGEST.remark),
    evidence: text("evidence", LONGEST.paragraph),
    develop_by: day(fields.get("develop_by")),
    implement_by: day(fields.get("implement_by")),
    test_by: day(fields.get("test_by")),
    measure: line("measure", LONGEST.sentence),
    baseline: line("baseline", LONGEST.label),
    target: line("target", LONGEST.label),
    priority: word(fields.get("priority"), PRIORITY),
    rhythm: word(fields.get("rhythm"), RHYTHM),
    report_to: line("report_to", LONGEST.label),
    blockers: items("blockers").slice(0, MOST.blockers).map(readBlocker),
    cycles: items("cycles").slice(0, MOST.cycles).map(readCycle),
    progress: word(fields.get("progress"), PROGRESS) ?? "not_started",
    source: readSource(fields.get("source")),
  };
}

function readBlocker({ id, fields }: Item): Blocker {
  return {
    id,
    text: readText(fields.get("text"), LONGEST.remark),
    escalated_to: readLine(fields.get("escalated_to"), LONGEST.label),
    is_resolved: fields.get("resolved") === true,
  };
}

function readCycle({ id, fields }: Item): PdsaCycle {
  const stage = (name: string): PdsaStage => ({
    text: readText(fields.get(name), LONGEST.paragraph),
    on: day(fields.get(`${name}_on`)),
  });
  return {
    id,
    plan: stage("plan"),
    do: stage("do"),
    study: stage("study"),
    act: stage("act"),
    result: readLine(fields.get("result"), LONGEST.sentence),
  };
}

/** `seat/{seat}/{label}` or `organisation/{label}`; a label may hold slashes of its own. */
function readOwner(value: unknown): ActionOwner | null {
  const [kind, rest] = splitOnce(value);
  if (rest === null) return null;
  if (kind === "organisation") {
    const label = readLine(rest, LONGEST.label);
    return label === "" ? null : { kind: "organisation", label };
  }
  if (kind !== "seat") return null;
  const [seat, named] = splitOnce(rest);
  const label = named === null ? "" : readLine(named, LONGEST.label);
  return label === "" || !SEAT.test(seat) ? null : { kind: "seat", seat, label };
}

/** `domain/{framework}/{domain}`, `step/{map}/{step}` or `pin/{map}/{pin}`. */
export function readSource(value: unknown): ActionSource | null {
  const [kind, rest] = splitOnce(value);
  // No id holds a slash, so a further one is no part of a valid second.
  const [first, second] = splitOnce(rest);
  if (second === null) return null;
  switch (kind) {
    case "domain":
      if (!FRAMEWORK_OR_DOMAIN.test(first) || !FRAMEWORK_OR_DOMAIN.test(second)) return null;
      return { kind, framework: first, domain: second };
    case "step":
      return isMap(first) && isItemId(second) ? { kind, map: first, step: second } : null;
    case "pin":
      return isMap(first) && isItemId(second) ? { kind, map: first, pin: second } : null;
    default:
      return null;
  }
}

function readNode({ id, fields }: Item): ThreadNode | null {
  const kind = word(fields.get("kind"), KIND);
  return kind === null ? null : { id, kind, text: readLine(fields.get("text"), LONGEST.sentence) };
}

function readTies(items: readonly Item[], actions: readonly Action[], nodes: readonly ThreadNode[]): ThreadTie[] {
  // Actions after nodes, so that an id that is both is the action's.
  const ends = new Map<string, { place: number; kind: NodeKind | "action" }>();
  nodes.forEach(({ id, kind }, index) => ends.set(id, { place: actions.length + index, kind }));
  actions.forEach(({ id }, place) => ends.set(id, { place, kind: "action" }));
  const shown = new Map<string, { leaves: number; reaches: number; tie: ThreadTie }>();
  for (const { id, fields } of items) {
    const [from, to] = [fields.get("from"), fields.get("to")];
    if (typeof from !== "string" || typeof to !== "string") continue;
    const [leaves, reaches] = [ends.get(from), ends.get(to)];
    if (leaves === undefined || reaches === undefined || distance(leaves.kind) <= distance(reaches.kind)) continue;
    const key = `${leaves.place} ${reaches.place}`;
    const known = shown.get(key);
    if (known !== undefined && known.tie.id < id) continue;
    const tie: ThreadTie = {
      id,
      from,
      to,
      way: fields.get("way") === "indirect" ? "indirect" : "direct",
      how: readLine(fields.get("how"), LONGEST.sentence),
    };
    shown.set(key, { leaves: leaves.place, reaches: reaches.place, tie });
  }
  return [...shown.values()]
    .sort((one, other) => one.leaves - other.leaves || one.reaches - other.reaches)
    .slice(0, MOST.ties)
    .map(({ tie }) => tie);
}

function word<W extends string>(value: unknown, words: Record<W, true>): W | null {
  // An own key of `words` is one of its words.
  return typeof value === "string" && Object.hasOwn(words, value) ? (value as W) : null;
}

function isMap(text: string): boolean {
  return MAP.test(text) && Number(text.slice(1)) <= MAP_NUMBER_MAX;
}

function splitOnce(value: unknown): [string, string | null] {
  if (typeof value !== "string") return ["", null];
  const at = value.indexOf("/");
  return at < 0 ? [value, null] : [value.slice(0, at), value.slice(at + 1)];
}
