// In which column of a drawing each step stands, by what leads to what. Pure. dagre is slow for large maps: who may
// call it, and how often, is `MapColumns`' matter.
import { graphlib, layout as dagre } from "@dagrejs/dagre";
import type { ProcessMap } from "../generated";

/** All that columns depend on: the steps in their order, and what leads forward. A letter in a name changes nothing here. */
export interface MapShape {
  steps: readonly string[];
  links: readonly (readonly [from: string, to: string])[];
}

/** A step's column, and a place within it that keeps lines from crossing. */
export interface Column {
  column: number;
  order: number;
}

export type Columns = ReadonlyMap<string, Column>;

/** The shape of a map. */
export function shapeOf(map: ProcessMap): MapShape {
  return {
    steps: map.steps.map(({ id }) => id),
    links: map.links.flatMap(({ from, to, is_back }) => (is_back ? [] : [[from, to] as const])),
  };
}

/** Each step's column, with lines as short and as seldom crossing as may be. Takes seconds where hundreds of links lead far. */
export function columnsOf({ steps, links }: MapShape): Columns {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", ranksep: 10, nodesep: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  const linked = new Set(links.flat());
  steps.forEach((id, index) => {
    graph.setNode(id, { width: 10, height: 10 });
    // What hangs on nothing is drawn behind the step before it in the list.
    const before = steps[index - 1];
    if (before !== undefined && !linked.has(id)) graph.setEdge(before, id, { weight: 0 });
  });
  for (const [from, to] of links) graph.setEdge(from, to);
  if (steps.length > 0) dagre(graph);
  const places = steps.map((id) => {
    // dagre writes x and y onto its nodes.
    const { x, y } = graph.node(id) as { x: number; y: number };
    return { id, x: Math.round(x), order: y };
  });
  const xs = [...new Set(places.map(({ x }) => x))].sort((one, other) => one - other);
  return new Map(places.map(({ id, x, order }) => [id, { column: xs.indexOf(x), order }]));
}

/** A column for every step at once: the known one, else the next after what leads to it. In time with steps and links. */
export function filledColumns({ steps, links }: MapShape, known: Columns): Columns {
  const leading = new Map<string, string[]>();
  for (const [from, to] of links) leading.set(to, [...(leading.get(to) ?? []), from]);
  const filled = new Map<string, Column>();
  steps.forEach((id, index) => {
    const kept = known.get(id);
    if (kept !== undefined) return void filled.set(id, kept);
    const before = steps[index - 1];
    // Forward links come from earlier in the list, so what leads here has its column already.
    const from = leading.get(id) ?? (before === undefined ? [] : [before]);
    const columns = from.map((one) => filled.get(one)?.column ?? -1);
    filled.set(id, { column: Math.max(-1, ...columns) + 1, order: index });
  });
  return filled;
}
