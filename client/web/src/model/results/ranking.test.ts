import { expect, test } from "vitest";
import type { Verdict } from "../generated";
import { ordered } from "./ranking";
import { result } from "../testSession";

const named = (name: string, verdict: Verdict, consensus: number | null) => result(name, { verdict, consensus });
const mixed = [
  named("a", "consensus", 0.8),
  named("b", "too_few", null),
  named("c", "leaning", 0.6),
  named("d", "polarised", 0.3),
  named("e", "leaning", 0.4),
  named("f", "scattered", 0.2),
  named("g", "polarised", 0.1),
  named("h", "split", 0.5),
];

test("the framework's order is left alone", () => {
  expect(ordered(mixed, "framework").map(({ domain }) => domain).join("")).toBe("abcdefgh");
});

test("disagreement goes by the word first, then by the index, the hidden last", () => {
  expect(ordered(mixed, "disagreement").map(({ domain }) => domain).join("")).toBe("gdfhecab");
});

test("domains that are alike keep the framework's order, and nothing is changed in place", () => {
  const alike = ["x", "y", "z"].map((name) => named(name, "leaning", 0.5));
  expect(ordered(alike, "disagreement").map(({ domain }) => domain)).toEqual(["x", "y", "z"]);
  ordered(mixed, "disagreement");
  expect(mixed[0]?.domain).toBe("a");
});
