import { expect, test } from "vitest";
import { hasBegun, placeOf, progressOf, type Mark } from "./marks";
import { termsIn } from "./glossary";
import { framework } from "../testData";

test("progress counts this round only, and not sure is an answer", () => {
  const marks = new Map<string, Mark>([
    ["r1/a", 2],
    ["r1/b", "unsure"],
    ["r2/c", 1],
    ["r1/gone", 1],
  ]);
  expect(progressOf(framework, "r1", marks)).toEqual({ marked: 2, total: 3, firstUnmarked: "c" });
  expect(progressOf(framework, "r2", marks)).toEqual({ marked: 1, total: 3, firstUnmarked: "a" });
  expect(progressOf(framework, "r1", new Map([...marks, ["r1/c", 1]])).firstUnmarked).toBeNull();
});

test("a domain knows its neighbours", () => {
  expect(placeOf(framework, "a")).toEqual({ index: 0, previous: null, next: "b" });
  expect(placeOf(framework, "c")).toEqual({ index: 2, previous: "b", next: null });
  expect(placeOf(framework, "gone")).toBeNull();
});

test("only the terms that a domain uses are explained", () => {
  const [first, second] = framework.domains;
  if (first === undefined || second === undefined) throw new Error("the test framework has domains");
  expect(termsIn(framework, first).map(({ term }) => term)).toEqual(["ICB"]);
  expect(termsIn(framework, second)).toEqual([]);
});

test("a round has begun with its first mark, not with another round's", () => {
  const marks = new Map<string, Mark>([["r1/a", "unsure"]]);
  expect([hasBegun("r1", marks), hasBegun("r2", marks), hasBegun("r", marks)]).toEqual([true, false, false]);
});
