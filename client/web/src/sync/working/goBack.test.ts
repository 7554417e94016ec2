import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { KINDS } from "../../model/map/mapLabels";
import { numbers } from "../../text/seeded";
import { goBack, isNothing, MAP_KEPT, PLAN_KEPT, wouldGoBack, type Kept } from "./goBack";
import * as mapEdits from "./map/edits";
import { readMap } from "./map/read";
import { readPlan } from "./plan/read";
import * as planEdits from "./plan/write";

const RUNS = 40;
const REPLICAS = 3;

afterEach(() => vi.restoreAllMocks());

/** So many people with a replica each, and everything that is drawn drawn from this seed. */
function people(random: () => number): [Y.Doc, ...Y.Doc[]] {
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    // Only bytes are drawn in this app.
    const bytes = array as unknown as Uint8Array;
    bytes.forEach((_, index) => (bytes[index] = Math.floor(random() * 256)));
    return array;
  });
  const person = (id: number) => Object.assign(new Y.Doc(), { clientID: id });
  return [person(1), ...Array.from({ length: REPLICAS - 1 }, (_, index) => person(index + 2))];
}

type Edit = (doc: Y.Doc, random: () => number) => void;
const pick = <T>(things: readonly T[], random: () => number): T | undefined => things[Math.floor(random() * things.length)];

function typed(before: string, random: () => number): string {
  const at = Math.floor(random() * (before.length + 1));
  return random() < 0.3 ? before.slice(0, at) : `${before.slice(0, at)}${pick(["Referral", "😀 Waits", "Asked\nagain"], random) ?? ""}${before.slice(at)}`;
}

const editMap: Edit = (doc, random) => {
  const map = readMap(doc);
  const step = pick(map.steps, random)?.id;
  const others: (() => void)[] = [
    () => void mapEdits.addStep(doc, step ?? null, { kind: pick(KINDS, random), name: "Step" }),
    () => void mapEdits.addLane(doc, "Clinic"),
    () => mapEdits.setGround(doc, "change", random() < 0.5),
    () => mapEdits.setComponentLabel(doc, "a", pick(["", "Start"], random) ?? ""),
    () => mapEdits.writeAbout(doc, "why", doc.getText("why").toString(), typed(doc.getText("why").toString(), random)),
    () => void mapEdits.addStakeholder(doc, step ?? null),
  ];
  const kind = pick(["lanes", "steps", "links", "pins", "questions", "stakeholders"] as const, random) ?? "steps";
  const item = pick<{ id: string }>(map[kind], random);
  if (item !== undefined) others.push(() => mapEdits.takeOut(doc, kind, item.id, true));
  if (step !== undefined) {
    const note = mapEdits.itemText(doc, "steps", step, "note");
    const name = mapEdits.itemText(doc, "steps", step, "name");
    others.push(
      () => mapEdits.moveStep(doc, step, Math.floor(random() * map.steps.length)),
      () => mapEdits.writeItem(doc, "steps", step, "note", note, typed(note, random)),
      () => mapEdits.writeItem(doc, "steps", step, "name", name, typed(name, random)),
      () => mapEdits.setLane(doc, step, pick(map.lanes, random)?.id ?? null),
      () => void mapEdits.addPin(doc, step),
      () => void mapEdits.addQuestion(doc, step),
      () => mapEdits.setSay(doc, pick(map.stakeholders, random)?.id ?? "", step, random() < 0.5),
    );
  }
  pick(others, random)?.();
};

const editPlan: Edit = (doc, random) => {
  const plan = readPlan(doc);
  const action = pick(plan.actions, random);
  const node = pick(plan.nodes, random);
  const others: (() => void)[] = [
    () => void planEdits.addAction(doc, "", { what: "Call everybody", evidence: "Seen", implement_by: "2026-11-20" }),
    () => void planEdits.addNode(doc, pick(["outcome", "measure"] as const, random) ?? "outcome", "Fewer wait"),
  ];
  if (node !== undefined) others.push(() => planEdits.setRemovedAt(doc, ["nodes", node.id], true));
  if (action !== undefined) {
    const at = (field: string) => ["actions", action.id, field];
    const [blocker, cycle] = [pick(action.blockers, random), pick(action.cycles, random)];
    const type = (path: string[]) => planEdits.writeAt(doc, path, planEdits.textAt(doc, path), typed(planEdits.textAt(doc, path), random));
    others.push(
      () => planEdits.moveAction(doc, action.id, random() < 0.5 ? -1 : 2),
      () => type(at(pick(["what", "objective", "measure"], random) ?? "what")),
      () => planEdits.setAt(doc, at("progress"), pick(["done", "under_way", null], random) ?? null),
      () => planEdits.setAt(doc, at("owner"), pick([null, "organisation/Harbour Trust"], random) ?? null),
      () => void planEdits.addBlocker(doc, action.id),
      () => void planEdits.addCycle(doc, action.id),
      () => planEdits.setRemovedAt(doc, ["actions", action.id], true),
      () => node !== undefined && void planEdits.addTie(doc, action.id, node.id),
    );
    if (blocker !== undefined) others.push(() => type([...at("blockers"), blocker.id, "text"]), () => planEdits.setRemovedAt(doc, [...at("blockers"), blocker.id], true));
    if (cycle !== undefined) others.push(() => type([...at("cycles"), cycle.id, "do"]));
  }
  pick(others, random)?.();
};

const CASES: readonly { of: string; kept: Kept; edit: Edit; read: (doc: Y.Doc) => unknown }[] = [
  { of: "map", kept: MAP_KEPT, edit: editMap, read: readMap },
  { of: "plan", kept: PLAN_KEPT, edit: editPlan, read: readPlan },
];

/** Everything that a document holds, as another document. */
function copied(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function exchange(replicas: readonly Y.Doc[]): void {
  for (const one of replicas) for (const other of replicas) Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
}

/** Several people write for a while, now and then hearing of each other. */
function write(replicas: readonly Y.Doc[], edit: Edit, random: () => number, times: number): void {
  for (let turn = 0; turn < times; turn += 1) {
    for (const doc of replicas) edit(doc, random);
    if (random() < 0.4) exchange(replicas);
  }
  exchange(replicas);
}

for (const { of, kept, edit, read } of CASES) {
  test(`hi5 after going back a ${of} reads as it did, and forth again as it did before going back`, { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const random = numbers(seed);
      const replicas = people(random);
      const [doc] = replicas;
      write(replicas, edit, random, 6);
      const then = copied(doc);
      write(replicas, edit, random, 6);
      const before = copied(doc);

      const would = wouldGoBack(doc, then, kept);
      expect(read(doc), `seed ${seed}: looking changes nothing`).toEqual(read(before));
      expect(goBack(doc, then, kept), `seed ${seed}`).toEqual(would);
      expect(read(doc), `seed ${seed}: back`).toEqual(read(then));
      expect(isNothing(goBack(doc, then, kept)), `seed ${seed}: once is enough`).toBe(true);
      goBack(doc, before, kept);
      expect(read(doc), `seed ${seed}: forth`).toEqual(read(before));
    }
  });

  test(`replicas of a ${of} agree after one has gone back while others wrote`, { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const random = numbers(seed);
      const replicas = people(random);
      const [doc, ...others] = replicas;
      write(replicas, edit, random, 5);
      const then = copied(doc);
      write(replicas, edit, random, 4);
      goBack(doc, then, kept);
      for (const other of others) edit(other, random);
      exchange(replicas);
      exchange(replicas);
      for (const other of others) expect(read(other), `seed ${seed}`).toEqual(read(doc));
    }
  });
}

test("what others typed or added in the same moment stays", () => {
  const [desk, phone] = [new Y.Doc(), new Y.Doc()];
  const id = planEdits.addAction(desk, "", { what: "Offer evening slots", objective: "Nobody waits" });
  exchange([desk, phone]);
  const then = copied(desk);
  planEdits.writeAt(desk, ["actions", id, "objective"], "Nobody waits", "");
  planEdits.setRemovedAt(desk, ["actions", id], true);
  exchange([desk, phone]);

  const went = goBack(desk, then, PLAN_KEPT);
  expect(went).toEqual({ putBack: { actions: 1 }, takenOut: {}, texts: 1, others: 0 });
  planEdits.writeAt(phone, ["actions", id, "objective"], "", "Call first. ");
  const added = planEdits.addAction(phone, "", { what: "Ring twice" });
  exchange([desk, phone]);
  const plan = readPlan(desk);
  const objectiveOf = (action: string) => plan.actions.find((known) => known.id === action)?.objective;
  expect(objectiveOf(id)).toContain("Nobody waits");
  expect(objectiveOf(id)).toContain("Call first.");
  expect(objectiveOf(added)).toBe("");
});

test("hi5 an item that is really gone is made again, and nothing is deleted on the way back", () => {
  const doc = new Y.Doc();
  const id = mapEdits.addStep(doc, null, { name: "Referral" });
  const then = copied(doc);
  doc.getMap("steps").delete(id ?? "");
  const later = mapEdits.addStep(doc, null, { name: "Booking" });
  goBack(doc, then, MAP_KEPT);
  expect(readMap(doc).steps.map(({ name }) => name)).toEqual(["Referral"]);
  expect(doc.getMap("steps").has(later ?? "")).toBe(true);
});
