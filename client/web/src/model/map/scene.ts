// A map on a projector: rows of columns that fit its width in letters that are read from ten metres. Pure.
import type { MapLink, ProcessMap } from "../generated";
import type { Columns } from "./columns";
import { layoutMap, type Layout, type Sizes } from "./layout";

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

/** One row of the drawing. */
export interface SceneRow {
  layout: Layout;
  y: number;
  /** Links of which both ends are in this row. */
  links: MapLink[];
}

/** A map for a projector: rows of bands where they fit, else as many steps as do, without bands. */
export type MapPicture =
  | { kind: "rows"; rows: SceneRow[]; height: number; sizes: Sizes }
  | { kind: "cards"; shown: number; perRow: number; left: number };

/** How a map is shown in so much room. */
export function pictureOf(map: ProcessMap, columns: Columns, width: number, height: number): MapPicture {
  for (const heights of HEIGHTS) {
    const picture = rowsOf(map, columns, width, { ...SCENE, ...heights });
    if (picture.height <= height) return picture;
  }
  const perRow = Math.max(1, Math.floor((width + SCENE.rowGap) / (SCENE.nodeWidth + SCENE.rowGap)));
  const lines = Math.max(1, Math.floor((height - SCENE.nodeHeight / 2) / (SCENE.nodeHeight + 2 * SCENE.rowGap)));
  const shown = Math.min(map.steps.length, perRow * lines);
  return { kind: "cards", shown, perRow, left: map.steps.length - shown };
}

function rowsOf(map: ProcessMap, columns: Columns, width: number, wanted: Sizes): Extract<MapPicture, { kind: "rows" }> {
  const last = Math.max(0, ...[...columns.values()].map(({ column }) => column));
  const perRow = Math.max(1, Math.floor((width - wanted.label) / (wanted.nodeWidth + wanted.gap)));
  // Rows of nearly the same length: no step stands alone in the last one.
  const count = Math.ceil((last + 1) / perRow);
  const length = Math.ceil((last + 1) / count);
  // What room is left over goes to the names.
  const nodeWidth = Math.min(WIDEST, Math.max(wanted.nodeWidth, (width - wanted.label) / length - wanted.gap));
  const sizes = { ...wanted, nodeWidth };
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
