import { expect, test } from "vitest";
import { movedCaret, textChange } from "./textChange";

test.each([
  ["", "a", { at: 0, removed: 0, inserted: "a" }],
  ["ab", "axb", { at: 1, removed: 0, inserted: "x" }],
  ["abc", "ac", { at: 1, removed: 1, inserted: "" }],
  ["abc", "", { at: 0, removed: 3, inserted: "" }],
  ["aa", "aaa", { at: 2, removed: 0, inserted: "a" }],
  ["by March", "by May", { at: 5, removed: 3, inserted: "y" }],
  ["x👍", "x👎", { at: 1, removed: 2, inserted: "👎" }],
  ["👍x", "👎x", { at: 0, removed: 2, inserted: "👎" }],
])("from %j to %j", (before, after, change) => {
  expect(textChange(before, after)).toEqual(change);
  const { at, removed, inserted } = change;
  expect(before.slice(0, at) + inserted + before.slice(at + removed)).toBe(after);
});

test("no change is none", () => expect(textChange("same", "same")).toBeNull());

test("a caret stays beside its letter", () => {
  expect(movedCaret(2, { at: 5, removed: 0, inserted: "abc" })).toBe(2);
  expect(movedCaret(7, { at: 5, removed: 0, inserted: "abc" })).toBe(10);
  expect(movedCaret(7, { at: 0, removed: 3, inserted: "" })).toBe(4);
  expect(movedCaret(6, { at: 4, removed: 5, inserted: "new" })).toBe(7);
});
