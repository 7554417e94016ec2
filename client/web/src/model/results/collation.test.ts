import { expect, test } from "vitest";
import { collationSheet } from "./collation";
import { framework, result, results } from "../testSession";

const tool = framework(["leadership", "evaluation", "targets"]);
const marked = results([
  result("leadership", { counts: [1, 14, 8, 0], unsure: 2, agreed: { level: 2, because: "" } }),
  result("evaluation", { counts: null, unsure: null }),
  result("targets", { counts: [9, 0, 0, 9], agreed: { level: null, because: "Two views" } }),
]);

test("pit20_rows_are_levels_with_counts_then_consensus_then_priorities", () => {
  const sheet = collationSheet(tool, marked, new Map([["targets", "Agree a baseline"]]), 5);
  expect(sheet.columns.map(({ name }) => name)).toEqual(["leadership", "evaluation", "targets"]);
  expect(sheet.rows.map(({ heading, cells }) => [heading, ...cells])).toEqual([
    ["Emerging (1)", "1", "<5", "9"],
    ["Developing (2)", "14", "<5", "0"],
    ["Maturing (3)", "8", "<5", "0"],
    ["Thriving (4)", "0", "<5", "9"],
    ["Consensus (1–4)", "2", "", "No consensus: Two views"],
    ["Proposed priorities for action discussed", "", "", "Agree a baseline"],
  ]);
  expect(sheet.hasHidden).toBe(true);
});

test("without results the sheet is blank, never full of zeros", () => {
  const sheet = collationSheet(tool, null, new Map(), 5);
  expect(sheet.rows.flatMap(({ cells }) => cells).every((cell) => cell === "")).toBe(true);
  expect(sheet.hasHidden).toBe(false);
});

test("paper never carries the counts of a small room, whoever prints it", () => {
  const named = results([result("leadership", { counts: [0, 2, 1, 0], n: 3, unsure: 0 }), result("evaluation", { counts: [0, 2, 3, 0], n: 5 })]);
  const sheet = collationSheet(framework(["leadership", "evaluation"]), named, new Map(), 5);
  const levels = sheet.rows.filter(({ kind }) => kind === "level").map(({ cells }) => cells);
  expect(levels).toEqual([["<5", "0"], ["<5", "2"], ["<5", "3"], ["<5", "0"]]);
  expect(sheet.hasHidden).toBe(true);
});
