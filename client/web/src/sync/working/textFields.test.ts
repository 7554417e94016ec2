import { expect, test } from "vitest";
import * as Y from "yjs";
import { isFields } from "./items";
import * as map from "./map/edits";
import * as plan from "./plan/write";
import { isText } from "./text";
import { MAP_WORDS, PLAN_WORDS, wordsKind, writeWords, type WordsTable } from "./textFields";

/** Every field below the roots, with its path. */
function fieldsOf(value: Y.Map<unknown>, path: readonly string[]): { path: string[]; value: unknown }[] {
  return [...value].flatMap(([key, inner]) => (isFields(inner) ? fieldsOf(inner, [...path, key]) : [{ path: [...path, key], value: inner }]));
}

/** What the table says of every field that was made: lines are strings, texts are texts, and nothing else is words. */
function check(doc: Y.Doc, roots: readonly string[], table: WordsTable, choices: readonly string[]): void {
  const met = new Set<string>();
  for (const { path, value } of roots.flatMap((root) => fieldsOf(doc.getMap(root), [root]))) {
    const kind = wordsKind(table, path);
    const name = path.map((part, index) => (index % 2 === 0 ? part : "*")).join("/");
    if (kind === null) expect(isText(value) || (typeof value === "string" && !choices.includes(path.at(-1) ?? "")), name).toBe(false);
    else {
      met.add(name);
      expect(kind.manner === "text" ? isText(value) : typeof value === "string", `${name} is made as a ${kind.manner}`).toBe(true);
    }
  }
  const made = Object.keys(table).filter((pattern) => pattern.includes("/"));
  expect([...met].sort()).toEqual(made.sort());
}

test("every field of a map is made as the table says, and every word of the table is made", () => {
  const doc = new Y.Doc();
  const step = map.addStep(doc, null, { name: "Visit", lane: map.addLane(doc, "GP") }) ?? "";
  map.addStep(doc, step);
  map.addPin(doc, step);
  map.addQuestion(doc, step);
  map.addStakeholder(doc, step);
  map.setComponentLabel(doc, "a", "All");
  check(doc, ["lanes", "steps", "links", "pins", "questions", "stakeholders", "components"], MAP_WORDS, ["order", "kind", "lane", "from", "to", "step"]);
});

test("every field of a plan is made as the table says, and every word of the table is made", () => {
  const doc = new Y.Doc();
  const action = plan.addAction(doc, "");
  plan.addBlocker(doc, action);
  plan.addCycle(doc, action);
  const node = plan.addNode(doc, "outcome", "Fewer wait");
  plan.addTie(doc, action, node);
  check(doc, ["actions", "nodes", "ties"], PLAN_WORDS, ["order", "kind", "progress", "from", "to", "way"]);
});

test("a line is replaced as a whole, whatever stood there, and a text letter by letter", () => {
  const doc = new Y.Doc();
  const step = map.addStep(doc, null) ?? "";
  const fields = doc.getMap("steps").get(step);
  if (!isFields(fields)) throw new Error("a step was made");
  // As another program has it.
  fields.set("name", new Y.Text("GP nurse"));
  writeWords(doc, MAP_WORDS, ["steps", step, "name"], "GP nurse", "GP");
  expect(fields.get("name")).toBe("GP");
  const note = fields.get("note");
  writeWords(doc, MAP_WORDS, ["steps", step, "note"], "", "Asked");
  expect(fields.get("note")).toBe(note);
  expect(String(note)).toBe("Asked");
  expect(writeWords(doc, MAP_WORDS, ["steps", "gone", "name"], "", "x")).toBe(false);
});
