import { expect, test } from "vitest";
import type { ThreadNode } from "../generated";
import { actionsOf, mayServe, orphansOf, outcomesOf, waysUp } from "./thread";
import { anAction, aPlan, tie } from "./testPlan";

const node = (kind: ThreadNode["kind"], id: string): ThreadNode => ({ id, kind, text: id });
const nodes = [
  node("outcome", "home"),
  node("outcome", "safe"),
  node("opportunity", "beds"),
  node("solution", "wards"),
  node("measure", "count"),
  node("measure", "loose"),
];
const ties = [tie("beds", "home"), tie("wards", "beds"), tie("count", "wards"), tie("a1", "count"), tie("wards", "safe")];
const plan = aPlan([anAction(), anAction({ id: "a2" })], nodes, ties);

test("both ways are traceable: up from an action, down from an outcome", () => {
  expect(outcomesOf(plan, "a1").map(({ id }) => id)).toEqual(["home", "safe"]);
  expect(outcomesOf(plan, "a2")).toEqual([]);
  expect(actionsOf(plan, "home").map(({ id }) => id)).toEqual(["a1"]);
  expect(waysUp(plan, "a1").map((way) => way.map(({ to }) => to))).toEqual([
    ["count", "wards", "beds", "home"],
    ["count", "wards", "safe"],
  ]);
});

test("any thing may serve any outcome directly, and only what is nearer to the outcome", () => {
  const of = (id: string, kind: ThreadNode["kind"] | "action") => mayServe(plan, { id, kind, text: "" }).map((found) => found.id);
  expect(of("a2", "action")).toEqual(["home", "safe", "beds", "wards", "count", "loose"]);
  expect(of("loose", "measure")).toEqual(["home", "safe", "beds", "wards"]);
  // What it serves already is not offered again.
  expect(of("wards", "solution")).toEqual(["home"]);
  expect(of("home", "outcome")).toEqual([]);
});

test("a measure without an outcome and an action without a source hang in the air", () => {
  const sourceless = aPlan([anAction(), anAction({ id: "a2", source: null })], nodes, ties);
  expect(orphansOf(sourceless, () => true)).toEqual({ measures: ["loose"], actions: ["a2"] });
  expect(orphansOf(sourceless, () => false).actions).toEqual(["a1", "a2"]);
  // What is not known yet is not complained of.
  expect(orphansOf(sourceless, () => null).actions).toEqual(["a2"]);
});

test("a measure whose way ends before an outcome hangs in the air too", () => {
  const cut = aPlan([], nodes, ties.filter(({ to }) => to !== "home" && to !== "safe"));
  expect(orphansOf(cut, () => true).measures).toEqual(["count", "loose"]);
});
