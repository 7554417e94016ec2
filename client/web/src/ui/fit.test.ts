import { expect, test } from "vitest";
import { largestFitting } from "./fit";

test("what fits is drawn as large as it is meant to be", () => {
  expect(largestFitting(() => true)).toBe(1);
});

test("what is too long is drawn as large as it can be", () => {
  expect(largestFitting((scale) => scale <= 0.72)).toBe(0.7);
});

test("what never fits ends at the least that can be read", () => {
  const tried: number[] = [];
  const scale = largestFitting((each) => {
    tried.push(each);
    return false;
  });
  expect(scale).toBe(0.35);
  expect(Math.min(...tried)).toBe(0.4);
});
