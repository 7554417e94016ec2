// Where each step stands in the drawing: columns by what leads to what, bands by organisation. Computed, never stored.
import type { MapLink, MapStep, ProcessMap } from "../generated";
import type { Columns } from "./columns";
import { laneName } from "./mapLabels";

/** Sizes of a drawing, in its own units. */
export interface Sizes {
  nodeWidth: number;
  nodeHeight: number;
  /** Between two columns. */
  gap: number;
  /** Between two steps of one column and band. */
  rowGap: number;
  /** Above and below the steps of a band. */
  padding: number;
  /** The room at the left in which the bands are named. */
  label: number;
  /** How far before a step a line ends, so that its head can be seen. */
  inset: number;
}

/** One step in its place. */
interface PlacedStep {
  step: MapStep;
  number: number;
  column: number;
  x: number;
  y: number;
}

/** One band. */
interface Band {
  /** The lane; null for steps without one. */
  lane: string | null;
  name: string;
  y: number;
  height: number;
}

/** A drawing. */
export interface Layout {
  steps: PlacedStep[];
  bands: Band[];
  columns: number;
  width: number;
  height: number;
}

/** Lays a map out. Bands without steps are there too, so that one can drag into them, unless only a part is drawn. */
export function layoutMap(map: ProcessMap, columns: Columns, sizes: Sizes, part?: ReadonlySet<string>): Layout {
  const shown = map.steps.flatMap((step, index) => (part === undefined || part.has(step.id) ? [{ step, number: index + 1 }] : []));
  const used = [...new Set(shown.map(({ step }) => columns.get(step.id)?.column ?? 0))].sort((one, other) => one - other);
  const bands: Band[] = [];
  const steps: PlacedStep[] = [];
  let y = 0;
  const lanes = [...map.lanes.map(({ id, name }) => ({ id, name: laneName({ name }) })), { id: null, name: laneName(null) }];
  for (const lane of lanes) {
    const own = shown.filter(({ step }) => step.lane === lane.id);
    if (own.length === 0 && (lane.id === null || part !== undefined)) continue;
    const stacks = new Map<number, typeof own>();
    for (const one of own) {
      const column = used.indexOf(columns.get(one.step.id)?.column ?? 0);
      stacks.set(column, [...(stacks.get(column) ?? []), one]);
    }
    const most = Math.max(1, ...[...stacks.values()].map(({ length }) => length));
    const height = most * sizes.nodeHeight + (most - 1) * sizes.rowGap + 2 * sizes.padding;
    for (const [column, stack] of stacks) {
      const order = (id: string) => columns.get(id)?.order ?? 0;
      stack.sort((one, other) => order(one.step.id) - order(other.step.id) || one.number - other.number);
      stack.forEach(({ step, number }, index) => {
        steps.push({
          step,
          number,
          column,
          x: sizes.label + sizes.gap / 2 + column * (sizes.nodeWidth + sizes.gap),
          // From the top, so that between two rows there is always a way for a line.
          y: y + sizes.padding + index * (sizes.nodeHeight + sizes.rowGap),
        });
      });
    }
    bands.push({ lane: lane.id, name: lane.name, y, height });
    y += height;
  }
  steps.sort((one, other) => one.number - other.number);
  const width = sizes.label + Math.max(1, used.length) * (sizes.nodeWidth + sizes.gap);
  return { steps, bands, columns: used.length, width, height: y };
}

/** What dropping a step there means: its lane, and its place in the list as it reads without it. */
export function dropped(layout: Layout, sizes: Sizes, id: string, x: number, y: number): { lane: string | null; to: number } | null {
  const moved = layout.steps.find(({ step }) => step.id === id);
  if (moved === undefined) return null;
  const middle = y + sizes.nodeHeight / 2;
  const band = layout.bands.find((candidate) => middle < candidate.y + candidate.height) ?? layout.bands.at(-1);
  const lane = band === undefined ? moved.step.lane : band.lane;
  const others = layout.steps.filter(({ step }) => step.id !== id);
  const stays = { lane, to: moved.number - 1 };
  // Less than half a column is a shaking hand, or a way into another band.
  if (Math.abs(x - moved.x) < (sizes.nodeWidth + sizes.gap) / 2) return stays;
  const distance = (other: PlacedStep) => Math.hypot(other.x - x, (other.y - y) * 0.5);
  const nearest = others.reduce<PlacedStep | null>((best, other) => (best === null || distance(other) < distance(best) ? other : best), null);
  if (nearest === null) return stays;
  const place = others.indexOf(nearest);
  return { lane, to: x < nearest.x ? place : place + 1 };
}

/** The way of a link, and where its words stand. */
export interface Way {
  path: string;
  start: { x: number; y: number };
  end: { x: number; y: number };
  label: { x: number; y: number };
}

/** Elbows to the right; over the steps where it leads back; beneath them where it leads further than the next column. */
export function wayOf(layout: Layout, sizes: Sizes, link: MapLink): Way | null {
  const from = layout.steps.find(({ step }) => step.id === link.from);
  const to = layout.steps.find(({ step }) => step.id === link.to);
  if (from === undefined || to === undefined) return null;
  const { nodeWidth: width, nodeHeight: height, gap, padding, inset } = sizes;
  if (link.is_back) {
    const start = { x: from.x + width * 0.62, y: from.y };
    const end = { x: to.x + width * 0.38, y: to.y };
    const over = Math.min(start.y, end.y) - padding / 2;
    return { path: `M${start.x},${start.y} V${over} H${end.x} V${end.y}`, start, end, label: { x: (start.x + end.x) / 2, y: over } };
  }
  const start = { x: from.x + width, y: from.y + height / 2 };
  const end = { x: to.x, y: to.y + height / 2 };
  const turn = start.x + gap * 0.4;
  if (to.column === from.column + 1) {
    // Beside the elbow, not on it: there, two ways that part would share their words.
    const label = { x: start.y === end.y ? (start.x + end.x) / 2 : turn, y: (start.y + end.y) / 2 };
    return { path: `M${start.x},${start.y} H${turn} V${end.y} H${end.x - inset}`, start, end, label };
  }
  const goesDown = start.y <= end.y;
  const beside = goesDown ? from.y + height + padding / 2 : from.y - padding / 2;
  const before = end.x - gap * 0.4;
  const label = { x: Math.min(turn + width / 2, (turn + before) / 2), y: beside };
  return { path: `M${start.x},${start.y} H${turn} V${beside} H${before} V${end.y} H${end.x - inset}`, start, end, label };
}
