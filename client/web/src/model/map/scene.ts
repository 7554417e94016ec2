// A map on a projector: rows of columns that fit its width in letters that are read from ten metres. Pure.
import type { MapLink, ProcessMap } from "../generated";
import type { Columns } from "./columns";
import { layoutMap, type Layout, type Sizes } from "./layout";
import { laneName } from "./mapLabels";

/** Sizes in units of the projector's picture, of which 1080 are its height; text is 28. */
export const SCENE: Sizes = { nodeWidth: 256, nodeHeight: 104, gap: 54, rowGap: 24, padding: 12, label: 186, inset: 0 };

// Airy where there is room, and close where that saves the bands.
const HEIGHTS = [
  { nodeHeight: 126, padding: 24, rowGap: 40 },
  { nodeHeight: 104, padding: 12, rowGap: 24 },
  { nodeHeight: 100, padding: 7, rowGap: 16 },
] as const;

// Wider than this a name of one line swims in its shape.
const WIDEST = 380;

const BETWEEN_ROWS = 22;

// Smaller letters than these, of the scene's units, cannot be read from where people sit; a line takes a little more.
const SMALL_LETTERS = 20;
const LINE = 1.12 * SMALL_LETTERS;
// How wide a letter is on average, and how wide one of the scripts that are written in squares.
const LETTER = 0.55;
const SQUARE = 1;
const FIRST_SQUARE = 0x2e80;
// What a step keeps free at its sides, and above and below its words.
const SIDES = 44;
const ABOVE_AND_BELOW = 8;
// A step that is higher than this leaves no room for others.
const HIGHEST = 220;

/** How high a step has to be for its words to be read, the longest of all: its kind, and its name. */
function heightFor(words: readonly string[], nodeWidth: number): number {
  const width = (text: string) => [...text].reduce((sum, letter) => sum + (FIRST_SQUARE <= (letter.codePointAt(0) ?? 0) ? SQUARE : LETTER), 0);
  const longest = Math.max(0, ...words.map(width)) * SMALL_LETTERS;
  return Math.min(HIGHEST, (1 + Math.ceil(longest / (nodeWidth - SIDES))) * LINE + ABOVE_AND_BELOW);
}

/** One row of the drawing. */
interface SceneRow {
  layout: Layout;
  y: number;
  /** Links of which both ends are in this row. */
  links: MapLink[];
}

/** A map for a projector: rows of bands where they fit, else as many steps as do, without bands. */
export type MapPicture =
  | { kind: "rows"; rows: SceneRow[]; height: number; sizes: Sizes }
  | { kind: "cards"; shown: number; perRow: number; left: number; nodeWidth: number; nodeHeight: number };

/** How a map is shown in so much room. */
export function pictureOf(map: ProcessMap, columns: Columns, width: number, height: number): MapPicture {
  for (const heights of [null, ...HEIGHTS]) {
    const picture = rowsOf(map, columns, width, heights);
    if (picture !== null && picture.height <= height) return picture;
  }
  const perRow = Math.max(1, Math.floor((width + SCENE.rowGap) / (SCENE.nodeWidth + SCENE.rowGap)));
  const nodeWidth = Math.min(WIDEST, (width + SCENE.rowGap) / perRow - SCENE.rowGap);
  const words = map.steps.map(({ name, lane }) => `${laneName(map.lanes.find(({ id }) => id === lane))} ${name}`);
  const nodeHeight = Math.max(SCENE.nodeHeight, heightFor(words, nodeWidth));
  const lines = Math.max(1, Math.floor((height - SCENE.nodeHeight / 2) / (nodeHeight + 2 * SCENE.rowGap)));
  const shown = Math.min(map.steps.length, perRow * lines);
  return { kind: "cards", shown, perRow, left: map.steps.length - shown, nodeWidth, nodeHeight };
}

/** The rows at these heights; without any, as high as the longest name asks for, and null where it asks for no more. */
function rowsOf(map: ProcessMap, columns: Columns, width: number, heights: (typeof HEIGHTS)[number] | null): Extract<MapPicture, { kind: "rows" }> | null {
  const wanted = { ...SCENE, ...(heights ?? HEIGHTS[1]) };
  const last = Math.max(0, ...[...columns.values()].map(({ column }) => column));
  const perRow = Math.max(1, Math.floor((width - wanted.label) / (wanted.nodeWidth + wanted.gap)));
  // Rows of nearly the same length: no step stands alone in the last one.
  const count = Math.ceil((last + 1) / perRow);
  const length = Math.ceil((last + 1) / count);
  // What room is left over goes to the names.
  const nodeWidth = Math.min(WIDEST, Math.max(wanted.nodeWidth, (width - wanted.label) / length - wanted.gap));
  const longNames = heightFor(map.steps.map(({ name }) => name), nodeWidth);
  if (heights === null && longNames <= HEIGHTS[0].nodeHeight) return null;
  const sizes = { ...wanted, nodeWidth, ...(heights === null ? { nodeHeight: longNames } : {}) };
  const rows: SceneRow[] = [];
  let y = 0;
  for (let row = 0; row < count; row += 1) {
    const part = new Set(map.steps.map(({ id }) => id).filter((id) => Math.floor((columns.get(id)?.column ?? 0) / length) === row));
    const layout = layoutMap(map, columns, sizes, part);
    rows.push({ layout, y, links: map.links.filter(({ from, to }) => part.has(from) && part.has(to)) });
    y += layout.height + BETWEEN_ROWS;
  }
  return { kind: "rows", rows, height: y - BETWEEN_ROWS, sizes };
}
