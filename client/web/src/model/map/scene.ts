// A map on a projector: rows of columns that fit its width in letters that are read from ten metres. Pure.
import type { MapLink, ProcessMap } from "../generated";
import { columnsOf, layoutMap, type Layout, type Sizes } from "./layout";

/** Sizes in units of the projector's picture, of which 1080 are its height; text is 28. */
export const SCENE: Sizes = { nodeWidth: 262, nodeHeight: 122, gap: 58, rowGap: 26, padding: 22, label: 190 };

const BETWEEN_ROWS = 26;

/** One row of the drawing. */
export interface SceneRow {
  layout: Layout;
  y: number;
  /** Links of which both ends are in this row. */
  links: MapLink[];
}

/** A map for a projector: rows of bands where they fit, else as many steps as do, without bands. */
export type MapPicture =
  | { kind: "rows"; rows: SceneRow[]; height: number }
  | { kind: "cards"; shown: number; perRow: number; left: number };

/** How a map is shown in so much room. */
export function pictureOf(map: ProcessMap, width: number, height: number): MapPicture {
  const perRow = Math.max(1, Math.floor((width - SCENE.label) / (SCENE.nodeWidth + SCENE.gap)));
  const columns = columnsOf(map);
  const last = Math.max(0, ...[...columns.values()].map(({ column }) => column));
  // Rows of nearly the same length: no step stands alone in the last one.
  const count = Math.ceil((last + 1) / perRow);
  const length = Math.ceil((last + 1) / count);
  const rows: SceneRow[] = [];
  let y = 0;
  for (let row = 0; row < count; row += 1) {
    const part = new Set(map.steps.map(({ id }) => id).filter((id) => Math.floor((columns.get(id)?.column ?? 0) / length) === row));
    const layout = layoutMap(map, SCENE, part);
    rows.push({ layout, y, links: map.links.filter(({ from, to }) => part.has(from) && part.has(to)) });
    y += layout.height + BETWEEN_ROWS;
  }
  if (y - BETWEEN_ROWS <= height) return { kind: "rows", rows, height: y - BETWEEN_ROWS };
  const perLine = Math.max(1, Math.floor((width + SCENE.rowGap) / (SCENE.nodeWidth + SCENE.rowGap)));
  const lines = Math.max(1, Math.floor((height - 40) / (SCENE.nodeHeight + 2 * SCENE.rowGap)));
  const shown = Math.min(map.steps.length, perLine * lines);
  return { kind: "cards", shown, perRow: perLine, left: map.steps.length - shown };
}

/** The way of a link: elbows to the right, or over the steps where it leads back. */
export function wayOf(layout: Layout, link: MapLink): string {
  const from = layout.steps.find(({ step }) => step.id === link.from);
  const to = layout.steps.find(({ step }) => step.id === link.to);
  if (from === undefined || to === undefined) return "";
  const { nodeWidth: width, nodeHeight: height, gap, padding } = SCENE;
  if (link.is_back) {
    const over = Math.min(from.y, to.y) - padding / 2;
    return `M${from.x + width * 0.62},${from.y} V${over} H${to.x + width * 0.38} V${to.y}`;
  }
  const startX = from.x + width;
  const startY = from.y + height / 2;
  const endY = to.y + height / 2;
  const turn = startX + gap / 2;
  if (to.x - startX < gap * 1.5) return `M${startX},${startY} H${turn} V${endY} H${to.x}`;
  // Further than the next column: along the foot of the band it leaves, so that it runs through no step.
  const under = (startY < endY ? from.y + height : from.y) + (startY < endY ? padding / 2 : -padding / 2);
  return `M${startX},${startY} H${turn} V${under} H${to.x - gap / 2} V${endY} H${to.x}`;
}
