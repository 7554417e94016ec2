import { expect, test } from "vitest";
import { ordered } from "./ranking";
import { result } from "../testSession";

const mixed = ["a", "b", "c"].map((name) => result(name));

test("the framework's order is left alone", () => {
  expect(ordered(mixed, "framework", [2, 0, 1]).map(({ domain }) => domain)).toEqual(["a", "b", "c"]);
});

test("disagreement goes as the server ranks it, and nothing is changed in place", () => {
  expect(ordered(mixed, "disagreement", [2, 0, 1]).map(({ domain }) => domain)).toEqual(["c", "a", "b"]);
  expect(mixed[0]?.domain).toBe("a");
});
