import { expect, test } from "vitest";
import { columnWidth_em, dotField } from "./dots";
import { levelFill, levelInk, shade } from "./levels";

test.each([[[1, 14, 8, 0]], [[30, 30]], [[60, 0, 0]], [[0, 0, 0, 0]], [[5, 1, 1, 1, 1, 1, 6]]])(
  "every person in %j has a place of their own",
  (counts) => {
    const { dots, perRow, rows } = dotField(counts);
    expect(dots).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
    expect(new Set(dots.map(({ level, column, row }) => `${level} ${column} ${row}`)).size).toBe(dots.length);
    for (const { column, row } of dots) expect(column < perRow && row < rows).toBe(true);
  },
);

test("columns fill from the bottom, row by row", () => {
  const { dots, perRow, rows } = dotField([14]);
  expect([perRow, rows]).toEqual([3, 5]);
  expect(dots.slice(0, 4)).toEqual([
    { level: 0, column: 0, row: 0 },
    { level: 0, column: 1, row: 0 },
    { level: 0, column: 2, row: 0 },
    { level: 0, column: 0, row: 1 },
  ]);
});

test("a column is as wide as the longest word under any of them", () => {
  expect(columnWidth_em(["Emerging", "Developing well"])).toBeCloseTo(10 * 0.58 + 0.75);
});

test("a level has the colour of its place among its levels", () => {
  expect(levelFill(0, 4)).toBe("var(--level-1-of-4)");
  expect(levelInk(6, 7)).toBe("var(--on-level-7-of-7)");
  expect(levelFill(9, 9)).toBe("var(--level-7-of-7)");
});

test("cells darken with their share; nobody is never a shade", () => {
  expect([0, 1, 5, 10, 15, 20].map((count) => shade(count, 20))).toEqual([0, 1, 2, 3, 4, 4]);
  expect(shade(0, 0)).toBe(0);
});
