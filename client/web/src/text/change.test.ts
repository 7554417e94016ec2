import { expect, test } from "vitest";
import { changed, movedCaret, movedSelection, textChange } from "./change";

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
  expect(changed(before, change)).toBe(after);
});

test("no change is none", () => expect(textChange("same", "same")).toBeNull());

test("of two equal letters the one before the caret is new", () => {
  expect(textChange("aa", "aaa", { start: 1, end: 1, caret: 2 })).toEqual({ at: 1, removed: 0, inserted: "a" });
  expect(textChange("aaa", "aa", { start: 1, end: 1, caret: 0 })).toEqual({ at: 0, removed: 1, inserted: "" });
});

test("what was selected is replaced whole, and a hand that is misread harms nothing", () => {
  const over = { start: 0, end: 8, caret: 2 };
  expect(textChange("GP nurse", "GP", over)).toEqual({ at: 0, removed: 8, inserted: "GP" });
  expect(textChange("GP nurse", "GP nurses", { start: 0, end: 3, caret: 9 })).toEqual({ at: 8, removed: 0, inserted: "s" });
  expect(changed("مرحبا", textChange("مرحبا", "مرحبا بك", { start: 5, end: 5, caret: 8 }) ?? { at: 0, removed: 0, inserted: "" })).toBe("مرحبا بك");
});

test("whatever is said of the hands, the change leads from the one text to the other", () => {
  const texts = ["", "a", "aa", "aba", "👍a👎", "👍👍", "by May", "a by May"];
  for (const before of texts) {
    for (const after of texts) {
      for (const [start, end, caret] of [[0, 0, 0], [0, before.length, after.length], [1, 2, 1], [9, 9, 9]] as const) {
        const change = textChange(before, after, { start, end, caret });
        expect(change === null ? before : changed(before, change)).toBe(after);
        // Never half of an emoji.
        expect(change?.inserted ?? "").not.toMatch(/\p{Surrogate}/u);
      }
    }
  }
});

test("a caret stays beside its letter, and before words that arrive at it", () => {
  expect(movedCaret(2, { at: 5, removed: 0, inserted: "abc" })).toBe(2);
  expect(movedCaret(7, { at: 5, removed: 0, inserted: "abc" })).toBe(10);
  expect(movedCaret(7, { at: 0, removed: 3, inserted: "" })).toBe(4);
  expect(movedCaret(6, { at: 4, removed: 5, inserted: "new" })).toBe(4);
  expect(movedCaret(5, { at: 5, removed: 0, inserted: "abc" })).toBe(5);
});

test("words that arrive at the edge of a selection are not drawn into it", () => {
  expect(movedSelection(2, 5, { at: 2, removed: 0, inserted: "abc" })).toEqual([5, 8]);
  expect(movedSelection(2, 5, { at: 5, removed: 0, inserted: "abc" })).toEqual([2, 5]);
  expect(movedSelection(2, 5, { at: 0, removed: 9, inserted: "" })).toEqual([0, 0]);
  expect(movedSelection(3, 3, { at: 3, removed: 0, inserted: "abc" })).toEqual([3, 3]);
});
