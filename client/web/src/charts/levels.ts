// Which colour a level has. The numeral is always printed with it, so the colour only repeats what is written.
import "./levels.scss";

// The frameworks of Plenary have 2 to 7 levels; the ramp is made for those.
const FEWEST = 2;
const MOST = 7;

/** The fill of a level, counted from 0, among `count` levels. */
export function levelFill(index: number, count: number): string {
  return `var(--level-${place(index, count)})`;
}

/** What is written on that fill. */
export function levelInk(index: number, count: number): string {
  return `var(--on-level-${place(index, count)})`;
}

function place(index: number, count: number): string {
  const levels = Math.min(MOST, Math.max(FEWEST, count));
  return `${Math.min(levels, index + 1)}-of-${levels}`;
}

/** How dark a cell is that holds this share of the people: 0 (nobody) to 4. */
export function shade(count: number, n: number): 0 | 1 | 2 | 3 | 4 {
  if (count === 0 || n === 0) return 0;
  const share = count / n;
  if (share < 0.25) return 1;
  if (share < 0.5) return 2;
  return share < 0.75 ? 3 : 4;
}
