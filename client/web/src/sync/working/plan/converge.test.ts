import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { ActionSource, Plan } from "../../../model/generated";
import { day } from "../../../model/plan/days";
import { distance, endOf, NODE_KINDS } from "../../../model/plan/thread";
import { PRIORITIES, PROGRESSES, RHYTHMS, WAYS } from "../../../model/plan/planLabels";
import { PLAN } from "../../../model/generated/documents";
import { readPlan } from "./read";
import * as edits from "./write";
import { numbers } from "../../../text/seeded";

const RUNS = 500;
const REPLICAS = 5;
const ROUNDS = 12;
const SEAT = "0b9a5a0c-31de-4a0e-8c0b-6a1d5b1f2e90";

afterEach(() => vi.restoreAllMocks());

/** The path of everything that anybody made, and of what anybody took out. */
interface Books {
  made: Map<string, edits.PlanPath>;
  removed: Set<string>;
  /** Words that were typed once and that nobody rewrote: they must be there at the end. */
  words: Map<string, { path: edits.PlanPath; text: string }>;
}

function edit(doc: Y.Doc, random: () => number, books: Books): void {
  const plan = readPlan(doc);
  const pick = <T>(things: readonly T[]): T | undefined => things[Math.floor(random() * things.length)];
  const remember = (path: edits.PlanPath) => void books.made.set(path.join("/"), path);
  const take = (path: edits.PlanPath, isOut: boolean) => {
    edits.setRemovedAt(doc, path, isOut);
    if (isOut) books.removed.add(path.join("/"));
  };
  const words = ["", "Call everybody", "Waits 😀 for a letter", "Asked\nagain"];
  const typed = (before: string): string => {
    const at = Math.floor(random() * (before.length + 1));
    return random() < 0.3 ? before.slice(0, at) : `${before.slice(0, at)}${pick(words) ?? ""}${before.slice(at)}`;
  };
  const type = (path: edits.PlanPath) => {
    const before = edits.textAt(doc, path);
    edits.writeAt(doc, path, before, typed(before));
  };
  const someDay = () => `2026-11-${String(10 + Math.floor(random() * 20))}`;
  const source: ActionSource = random() < 0.5 ? { kind: "domain", framework: "pit-a", domain: "leadership" } : { kind: "pin", map: "m1", pin: "p1" };
  const action = pick(plan.actions);
  const node = pick(plan.nodes);
  const tie = pick(plan.ties);
  const acts: (() => void)[] = [
    () => {
      const label = pick(["Harbour Trust", "a/b"]) ?? "";
      const owner = random() < 0.5 ? { kind: "seat" as const, seat: SEAT, label } : { kind: "organisation" as const, label };
      const evidence = `Seen ${Math.floor(random() * 1_000_000)} times`;
      const id = edits.addAction(doc, edits.writtenSource(source), { what: pick(words), evidence, owner, implement_by: someDay() });
      remember(["actions", id]);
      books.words.set(id, { path: ["actions", id, "evidence"], text: evidence });
    },
    () => remember(["actions", edits.addAction(doc, "")]),
    () => remember(["nodes", edits.addNode(doc, pick(NODE_KINDS) ?? "outcome", pick(words) ?? "")]),
    () => {
      const path = pick([...books.removed]);
      if (path !== undefined) edits.setRemovedAt(doc, path.split("/"), false);
    },
  ];
  if (action !== undefined) {
    const at = (field: string) => ["actions", action.id, field];
    acts.push(
      () => edits.moveAction(doc, action.id, random() < 0.5 ? -1 : 1),
      () => edits.moveAction(doc, action.id, Math.floor(random() * 9) - 4),
      () => type(at(pick(["what", "objective", "engage", "measure", "baseline", "target", "report_to"]) ?? "what")),
      () => edits.setAt(doc, at(pick(["develop_by", "implement_by", "test_by"]) ?? "test_by"), random() < 0.3 ? null : someDay()),
      () => edits.setAt(doc, at("progress"), pick(PROGRESSES)?.value ?? null),
      () => edits.setAt(doc, at("priority"), pick(PRIORITIES)?.value ?? null),
      () => edits.setAt(doc, at("rhythm"), pick(RHYTHMS)?.value ?? null),
      () => edits.setAt(doc, at("owner"), random() < 0.3 ? null : `seat/${SEAT}/Kim`),
      () => {
        const id = edits.addBlocker(doc, action.id);
        if (id !== null) remember(["actions", action.id, "blockers", id]);
      },
      () => {
        const id = edits.addCycle(doc, action.id);
        if (id !== null) remember(["actions", action.id, "cycles", id]);
      },
      () => {
        const blocker = pick(action.blockers);
        if (blocker === undefined) return;
        const path = [...at("blockers"), blocker.id];
        if (random() < 0.2) take(path, true);
        else if (random() < 0.5) type([...path, "text"]);
        else edits.setAt(doc, [...path, "resolved"], random() < 0.5);
      },
      () => {
        const cycle = pick(action.cycles);
        if (cycle === undefined) return;
        const path = [...at("cycles"), cycle.id];
        if (random() < 0.2) take(path, true);
        else if (random() < 0.5) type([...path, pick(["plan", "do", "study", "act", "result"]) ?? "do"]);
        else edits.setAt(doc, [...path, "study_on"], someDay());
      },
      () => random() < 0.4 && take(["actions", action.id], true),
      () => node !== undefined && remember(["ties", edits.addTie(doc, action.id, node.id)]),
    );
  }
  if (node !== undefined) {
    acts.push(
      () => type(["nodes", node.id, "text"]),
      () => random() < 0.4 && take(["nodes", node.id], true),
      // Whatever is tied to whatever: the reader shows what runs to the outcome.
      () => remember(["ties", edits.addTie(doc, node.id, pick(plan.nodes)?.id ?? node.id, pick(WAYS)?.value)]),
    );
  }
  if (tie !== undefined) {
    acts.push(
      () => type(["ties", tie.id, "how"]),
      () => edits.setAt(doc, ["ties", tie.id, "way"], pick(WAYS)?.value ?? null),
      () => {
        for (const [path] of books.made) {
          const fields = path.startsWith("ties/") ? doc.getMap("ties").get(path.slice(5)) : undefined;
          if (fields instanceof Y.Map && fields.get("from") === tie.from && fields.get("to") === tie.to) books.removed.add(path);
        }
        edits.removeTies(doc, tie.from, tie.to);
      },
    );
  }
  pick(acts)?.();
}

/** The laws of a plan (PL): nothing is there twice, nothing dangles, every tie runs to the outcome, every day is one. */
function expectLawful(plan: Plan): void {
  const lists = [plan.actions, plan.nodes, plan.ties, ...plan.actions.flatMap(({ blockers, cycles }) => [blockers, cycles])];
  for (const list of lists) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
  expect(plan.actions.length <= PLAN.actions.most && plan.nodes.length <= PLAN.nodes.most && plan.ties.length <= PLAN.ties.most).toBe(true);
  for (const { develop_by, implement_by, test_by } of plan.actions) {
    for (const named of [develop_by, implement_by, test_by]) expect(named === null || day(named) === named).toBe(true);
  }
  const pairs = new Set<string>();
  for (const { from, to } of plan.ties) {
    const [leaves, reaches] = [endOf(plan, from), endOf(plan, to)];
    if (leaves === null || reaches === null) throw new Error(`the tie from ${from} to ${to} dangles`);
    expect(distance(reaches.kind) < distance(leaves.kind)).toBe(true);
    expect(pairs.has(`${from} ${to}`)).toBe(false);
    pairs.add(`${from} ${to}`);
  }
}

function run(seed: number): { shown: number } {
  const random = numbers(seed);
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    // Only bytes are drawn in this app.
    const bytes = array as unknown as Uint8Array;
    bytes.forEach((_, index) => (bytes[index] = Math.floor(random() * 256)));
    return array;
  });
  const books: Books = { made: new Map(), removed: new Set(), words: new Map() };
  const sent: Uint8Array[] = [];
  const replicas = Array.from({ length: REPLICAS }, (_, index) => {
    const doc = new Y.Doc();
    doc.clientID = index + 1;
    doc.on("update", (update: Uint8Array, origin: unknown) => void (origin !== "network" && sent.push(update)));
    return doc;
  });
  const deliver = (doc: Y.Doc, update: Uint8Array) => Y.applyUpdate(doc, update, "network");
  const shuffled = (updates: readonly Uint8Array[]) => {
    const drawn = updates.map((update) => ({ update, place: random() }));
    return drawn.sort((one, other) => one.place - other.place).map(({ update }) => update);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const doc of replicas) {
      if (random() < 0.8) edit(doc, random, books);
      // Somebody offline hears nothing for a while; others hear some of it, late, twice and in any order.
      if (random() < 0.3) continue;
      for (const update of shuffled(sent.filter(() => random() < 0.4))) deliver(doc, update);
    }
  }
  for (const doc of replicas) for (const update of shuffled([...sent, ...sent.slice(0, 3)])) deliver(doc, update);
  const [first, ...others] = replicas.map(readPlan);
  const [doc] = replicas;
  if (first === undefined || doc === undefined) throw new Error("no replica");
  for (const other of others) expect(other, `seed ${seed}`).toEqual(first);
  expectLawful(first);
  expectNothingLost(first, doc, books, seed);
  for (const replica of replicas) replica.destroy();
  return { shown: first.actions.length + first.nodes.length };
}

function expectNothingLost(plan: Plan, doc: Y.Doc, books: Books, seed: number): void {
  const shown = new Set([
    ...plan.actions.flatMap(({ id, blockers, cycles }) => [
      `actions/${id}`,
      ...blockers.map((blocker) => `actions/${id}/blockers/${blocker.id}`),
      ...cycles.map((cycle) => `actions/${id}/cycles/${cycle.id}`),
    ]),
    ...plan.nodes.map(({ id }) => `nodes/${id}`),
    ...plan.ties.map(({ id }) => `ties/${id}`),
  ]);
  for (const [key, path] of books.made) {
    if (shown.has(key) || books.removed.has(key)) continue;
    const [root = "", id = ""] = path;
    // What belongs to an action goes with it.
    if (path.length === 4 && !shown.has(`${root}/${id}`)) continue;
    const fields = doc.getMap(root).get(id);
    if (root !== "ties" || !(fields instanceof Y.Map)) throw new Error(`seed ${seed}: ${key} was lost`);
    // A tie is hidden with its ends, where it does not run to the outcome, and behind its twin.
    const [from, to] = [endOf(plan, String(fields.get("from"))), endOf(plan, String(fields.get("to")))];
    if (from === null || to === null || distance(from.kind) <= distance(to.kind)) continue;
    expect(plan.ties.some((tie) => tie.from === from.id && tie.to === to.id), `seed ${seed}: ${key}`).toBe(true);
  }
  for (const { path, text } of books.words.values()) expect(edits.textAt(doc, path)).toBe(text);
}

test(`${RUNS} seeded runs of ${REPLICAS} people at once end in one valid plan`, { timeout: 300_000 }, () => {
  let shown = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) shown += run(seed).shown;
  // The runs are about something: on average more than five actions and nodes are left.
  expect(shown).toBeGreaterThan(5 * RUNS);
});
