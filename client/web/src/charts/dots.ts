// Where each person's dot stands: one column a level, filled from the bottom, row by row. Pure.

/** One dot, in steps of one dot's own size. */
interface Dot {
  level: number;
  column: number;
  row: number;
}

/** All dots and the size of the field they fill. */
export interface DotField {
  dots: Dot[];
  /** Dots side by side within a level. */
  perRow: number;
  rows: number;
}

/** People beyond this are shown as bars: single dots can no longer be counted by eye. */
export const MOST_DOTS = 60;

// Fewer side by side would make a handful of people look like a crowd.
const FEWEST_A_ROW = 3;

/** Lays out the dots so that the field is nowhere taller than `tallest` rows, if that can be had with `widest` a row. */
export function dotField(counts: readonly number[], tallest = 6, widest = 10): DotField {
  const most = Math.max(1, ...counts);
  const perRow = Math.min(widest, Math.max(FEWEST_A_ROW, Math.ceil(most / tallest)));
  const dots = counts.flatMap((count, level) =>
    Array.from({ length: count }, (_, nth) => ({ level, column: nth % perRow, row: Math.floor(nth / perRow) })),
  );
  return { dots, perRow, rows: Math.ceil(most / perRow) };
}

// Letters of the app's typeface are at most about this wide, on average of a word.
const LETTER_EM = 0.58;
const GAP_EM = 0.75;

/** How wide a column must be for the longest word beneath any of them. */
export function columnWidth_em(names: readonly string[]): number {
  const longest = Math.max(0, ...names.flatMap((name) => name.split(/\s+/)).map((word) => word.length));
  return longest * LETTER_EM + GAP_EM;
}
