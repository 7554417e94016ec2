import { expect, test } from "vitest";
import { shared } from "./share";

const steps = () => [
  { id: "a", name: "Refer", pins: [{ id: "p", why: "" }] },
  { id: "b", name: "Triage", pins: [] },
];

test("what is the same stays the same thing, down to its smallest part", () => {
  const before = { title: "Falls", steps: steps() };
  expect(shared(before, { title: "Falls", steps: steps() })).toBe(before);
  const renamed = { title: "Falls", steps: steps().map((step) => (step.id === "b" ? { ...step, name: "Triage call" } : step)) };
  const now = shared(before, renamed);
  expect(now).toEqual(renamed);
  expect(now.steps[0]).toBe(before.steps[0]);
  expect(now.steps[1]?.pins).toBe(before.steps[1]?.pins);
});

test("items of a list are known by their id, wherever they have gone", () => {
  const before = steps();
  const [first, second] = before;
  const moved = shared(before, steps().reverse());
  expect(moved[0]).toBe(second);
  expect(moved[1]).toBe(first);
  expect(shared(before, steps().slice(0, 1))[0]).toBe(first);
});

test("a value that has changed its kind, gained a part or lost one is a new one", () => {
  const same = (before: unknown, after: unknown) => Object.is(shared<unknown>(before, after), before);
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(false);
  expect(same([], {})).toBe(false);
  expect(same(null, {})).toBe(false);
  const date = new Map([["a", 1]]);
  expect(shared<unknown>({ date }, { date: new Map(date) })).not.toEqual({ date: {} });
});
