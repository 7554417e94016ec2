import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { ProcessMap } from "../../../model/generated";
import { MAP } from "../../../model/generated/documents";
import { CLASSES, COMPONENTS, GROUNDS, KINDS, METHODS } from "../../../model/map/mapLabels";
import * as edits from "./edits";
import { readMap } from "./read";
import { numbers } from "../../../text/seeded";

const RUNS = 500;
const REPLICAS = 5;
const ROUNDS = 12;

afterEach(() => vi.restoreAllMocks());

const KINDS_OF_ITEMS = ["lanes", "steps", "links", "pins", "questions", "stakeholders"] as const;

/** What was made by anybody, and what anybody took out. */
interface Books {
  made: Map<string, edits.MapRoot>;
  removed: Set<string>;
}

function edit(doc: Y.Doc, random: () => number, books: Books): void {
  const map = readMap(doc);
  const pick = <T>(things: readonly T[]): T | undefined => things[Math.floor(random() * things.length)];
  const place = () => Math.floor(random() * (map.steps.length + 1));
  const remember = (kind: edits.MapRoot, id: string | null) => void (id !== null && books.made.set(id, kind));
  const step = pick(map.steps)?.id;
  const words = ["", "Referral", "Waits 😀 for a letter", "Asked\nagain"];
  const typed = (before: string): string => {
    const at = Math.floor(random() * (before.length + 1));
    return random() < 0.3 ? before.slice(0, at) : `${before.slice(0, at)}${pick(words) ?? ""}${before.slice(at)}`;
  };
  const actions: (() => void)[] = [
    () => remember("steps", edits.addStep(doc, step ?? null, { kind: pick(KINDS), name: pick(words) })),
    () => remember("steps", edits.addStep(doc, null)),
    () => remember("lanes", edits.addLane(doc, pick(words))),
    () => edits.setGround(doc, pick(GROUNDS) ?? "change", random() < 0.5),
    () => edits.setComponentLabel(doc, pick(COMPONENTS) ?? "a", pick(words) ?? ""),
    () => {
      const text = pick(["pathway", "why", "definition_a"] as const) ?? "why";
      const before = doc.getText(text).toString();
      edits.writeAbout(doc, text, before, typed(before));
    },
    () => remember("stakeholders", edits.addStakeholder(doc, step ?? null)),
    () => {
      const lane = pick(map.lanes);
      if (lane !== undefined) edits.moveLane(doc, lane.id, Math.floor(random() * map.lanes.length));
    },
    () => {
      const kind = pick(KINDS_OF_ITEMS) ?? "steps";
      const item = pick<{ id: string }>(map[kind]);
      if (item === undefined) return;
      edits.takeOut(doc, kind, item.id, true);
      books.removed.add(item.id);
    },
    () => {
      const gone = pick([...books.removed]);
      const kind = gone === undefined ? undefined : books.made.get(gone);
      if (gone !== undefined && kind !== undefined) edits.takeOut(doc, kind, gone, false);
    },
  ];
  if (step !== undefined) {
    actions.push(
      () => edits.moveStep(doc, step, place()),
      () => edits.moveStep(doc, step, 1),
      () => edits.setKind(doc, step, pick(KINDS) ?? "step"),
      () => edits.dragStep(doc, step, pick(map.lanes)?.id ?? null, place()),
      () => edits.setComponent(doc, step, pick([...COMPONENTS, null]) ?? null),
      () => remember("links", edits.addLink(doc, step, pick(map.steps)?.id ?? step)),
      () => remember("pins", edits.addPin(doc, step, pick(CLASSES) ?? null)),
      () => remember("questions", edits.addQuestion(doc, step)),
      () => {
        const field = pick(["name", "note"]) ?? "name";
        const before = edits.itemText(doc, "steps", step, field);
        edits.writeItem(doc, "steps", step, field, before, typed(before));
      },
      () => {
        const who = pick(map.stakeholders);
        if (who !== undefined) edits.setSay(doc, who.id, step, random() < 0.5);
      },
      () => {
        const question = pick(map.questions);
        if (question !== undefined) edits.setMethod(doc, question.id, pick(METHODS) ?? null);
      },
    );
  }
  // A link is also taken out where a new step comes between: whoever adds it has changed the way on purpose.
  const before = new Set(map.links.map(({ id }) => id));
  pick(actions)?.();
  const after = readMap(doc);
  for (const link of after.links) books.made.set(link.id, "links");
  const shown = new Set(after.links.map(({ id }) => id));
  for (const id of before) if (!shown.has(id)) books.removed.add(id);
}

/** The laws of a map (MA): nothing dangles, nothing is there twice, links that do not lead back form no cycle. */
function expectLawful(map: ProcessMap): void {
  const places = new Map(map.steps.map(({ id }, index) => [id, index]));
  const lanes = new Set(map.lanes.map(({ id }) => id));
  for (const kind of KINDS_OF_ITEMS) {
    const ids = map[kind].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length <= MAP[kind].most).toBe(true);
  }
  for (const { lane } of map.steps) expect(lane === null || lanes.has(lane)).toBe(true);
  const pairs = new Set<string>();
  for (const { from, to, is_back } of map.links) {
    const leaves = places.get(from) ?? Number.NaN;
    const reaches = places.get(to) ?? Number.NaN;
    expect(is_back ? reaches < leaves : leaves < reaches).toBe(true);
    expect(pairs.has(`${from} ${to}`)).toBe(false);
    pairs.add(`${from} ${to}`);
  }
  for (const { step } of [...map.pins, ...map.questions]) expect(places.has(step)).toBe(true);
  for (const { steps } of map.stakeholders) expect(steps.every((step) => places.has(step))).toBe(true);
}

function run(seed: number): void {
  const random = numbers(seed);
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    // Only bytes are drawn in this app.
    const bytes = array as unknown as Uint8Array;
    bytes.forEach((_, index) => (bytes[index] = Math.floor(random() * 256)));
    return array;
  });
  const books: Books = { made: new Map(), removed: new Set() };
  const sent: Uint8Array[] = [];
  const replicas = Array.from({ length: REPLICAS }, (_, index) => {
    const doc = new Y.Doc();
    doc.clientID = index + 1;
    doc.on("update", (update: Uint8Array, origin: unknown) => void (origin !== "network" && sent.push(update)));
    return doc;
  });
  const deliver = (doc: Y.Doc, update: Uint8Array) => Y.applyUpdate(doc, update, "network");
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const doc of replicas) {
      if (random() < 0.8) edit(doc, random, books);
      // Somebody offline hears nothing for a while; others hear some of it, late, twice and in any order.
      if (random() < 0.3) continue;
      const heard = sent.filter(() => random() < 0.4).sort(() => random() - 0.5);
      for (const update of heard) deliver(doc, update);
    }
  }
  for (const doc of replicas) for (const update of [...sent].sort(() => random() - 0.5)) deliver(doc, update);
  const [first, ...others] = replicas.map(readMap);
  if (first === undefined) throw new Error("no replica");
  for (const other of others) expect(other, `seed ${seed}`).toEqual(first);
  expectLawful(first);
  const shown = new Set(KINDS_OF_ITEMS.flatMap((kind) => first[kind].map(({ id }) => id)));
  for (const [id, kind] of books.made) {
    if (books.removed.has(id) || shown.has(id)) continue;
    // What hangs on a step goes with it; of two links with the same ends one is shown.
    const fields = replicas[0]?.getMap(kind).get(id);
    if (!(fields instanceof Y.Map)) throw new Error(`seed ${seed}: ${kind} ${id} is gone`);
    const hangs = [fields.get("step"), fields.get("from"), fields.get("to")];
    const isHidden = hangs.some((step) => typeof step === "string" && !shown.has(step));
    const hasTwin = first.links.some(({ from, to }) => from === fields.get("from") && to === fields.get("to"));
    expect(isHidden || hasTwin, `seed ${seed}: ${kind} ${id} was lost`).toBe(true);
  }
  for (const doc of replicas) doc.destroy();
}

test(`${RUNS} seeded runs of ${REPLICAS} people at once end in one valid map`, { timeout: 300_000 }, () => {
  let most = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    run(seed);
    most = Math.max(most, seed);
  }
  expect(most).toBe(RUNS);
});
