import { expect, test } from "vitest";
import type { DomainResult, Framework, ProcessMap, ResultsView } from "../generated";
import { lostFinding, lostInWords, lostSteps } from "./losses";

const names = ["Called", "Waits", "Seen", "Hidden"];
const framework = {
  levels: ["Hardly any", "Some", "Many", "Most"].map((name, index) => ({ level: index + 1, name })),
  domains: names.map((name, index) => ({ id: `d${index}`, name, about: { kind: "step", map: "m1", step: `s${index}` } })),
  // Only levels and domains are looked at.
} as unknown as Framework;
const map = { steps: [{ id: "s1" }, { id: "s0" }, { id: "s2" }], pins: [{ id: "p", step: "s1" }] } as unknown as ProcessMap;
const results = (counts: (number[] | null)[], medians: (number | null)[]): ResultsView => {
  const domains = counts.map((of, index): Partial<DomainResult> => {
    const n = of === null ? null : of.reduce((sum, count) => sum + count, 0);
    return { domain: `d${index}`, counts: of, n, median: medians[index] ?? null };
  });
  // Only the domains are looked at.
  return { domains } as unknown as ResultsView;
};

test("steps stand by their middle, then by how many say many or most; what is not shown comes last", () => {
  const steps = lostSteps(framework, results([[2, 4, 4, 2], [0, 3, 5, 4], [2, 3, 4, 3], null], [2.5, 3, 2.5, null]), map);
  expect(steps.map(({ name, number, high }) => [name, number, high])).toEqual([
    ["Waits", 1, 9],
    ["Seen", 3, 7],
    ["Called", 2, 6],
    ["Hidden", null, null],
  ]);
  expect(steps[0]?.pins).toHaveLength(1);
  expect(steps.map((step) => lostInWords(step, framework))).toEqual(["9 of 12 say many or most", "7 of 12 say many or most", "6 of 12 say many or most", ""]);
  expect(lostFinding(steps, framework)).toBe("Most people are lost at “Waits”: 9 of 12 say many or most.");
});

test("nothing is said of counts that are not shown, nor of a step at which nobody is lost", () => {
  expect(lostFinding(lostSteps(framework, null, map), framework)).toBeNull();
  expect(lostSteps(framework, null, map).map(({ name }) => name)).toEqual(names);
  const none = lostSteps(framework, results([[5, 0, 0, 0]], [1]), map);
  expect(lostFinding(none, framework)).toBe("Nobody says that many are lost at any step.");
});
