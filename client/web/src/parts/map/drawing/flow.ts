// A map as the drawing's library wants it: nodes for bands and steps, edges for links.
import { MarkerType, type Edge, type Node } from "@xyflow/svelte";
import type { MapLink, MapStep, ProcessMap } from "../../../model/generated";
import { wayOf, type Layout, type Sizes, type Way } from "../../../model/map/layout";
import { hangingInWords, linkInWords, stepRows } from "../../../model/map/steps";
import { laneName } from "../../../model/map/mapLabels";

/** Sizes for a screen that is near: text of 16 px at full size. */
export const SIZES: Sizes = { nodeWidth: 204, nodeHeight: 100, gap: 84, rowGap: 34, padding: 30, label: 136, inset: 9 };

/** Under which name the nodes find out whether somebody else is in a step. */
export const OTHERS = Symbol("others");

export type StepFlowNode = Node<{ step: MapStep; number: number; pins: number; facts: string }, "step">;
export type LaneFlowNode = Node<{ name: string; isOdd: boolean }, "lane">;
export type LinkFlowEdge = Edge<{ way: Way | null }, "link">;
export type MapNode = StepFlowNode | LaneFlowNode;

/** The nodes of a drawing. */
export function nodesOf(map: ProcessMap, layout: Layout, selected: string | null, canWrite: boolean): MapNode[] {
  const rows = new Map(stepRows(map).map((row) => [row.step.id, row]));
  const bands = layout.bands.map(
    ({ lane, name, y, height }, index): LaneFlowNode => ({
      id: `lane ${lane ?? ""}`,
      type: "lane",
      position: { x: 0, y },
      width: layout.width,
      height,
      data: { name, isOdd: index % 2 === 1 },
      draggable: false,
      selectable: false,
      focusable: false,
      connectable: false,
      ariaRole: "group",
      ariaLabel: name,
      domAttributes: { "aria-roledescription": "organisation" },
      zIndex: -1,
    }),
  );
  const steps = layout.steps.map(({ step, number, x, y }): StepFlowNode => {
    const row = rows.get(step.id);
    const facts = row === undefined ? [] : [...row.links.map((link) => linkInWords(map, link)), hangingInWords(row)];
    const where = laneName(map.lanes.find(({ id }) => id === step.lane));
    return {
      id: step.id,
      type: "step",
      position: { x, y },
      width: SIZES.nodeWidth,
      height: SIZES.nodeHeight,
      data: { step, number, pins: row?.pins.length ?? 0, facts: [where, ...facts].filter((fact) => fact !== "").join(". ") },
      selected: step.id === selected,
      draggable: canWrite,
      // What takes the focus is the button within: the ends of links may not stand in one.
      focusable: false,
      ariaRole: "group",
      domAttributes: { "aria-roledescription": "step" },
    };
  });
  return [...bands, ...steps];
}

/** The edges of a drawing. */
export function edgesOf(map: ProcessMap, layout: Layout): LinkFlowEdge[] {
  return map.links.map((link) => edgeOf(link, wayOf(layout, SIZES, link)));
}

function edgeOf({ id, from, to, label, is_back }: MapLink, way: Way | null): LinkFlowEdge {
  return {
    id,
    source: from,
    target: to,
    // What leads back is drawn over the steps that it passes.
    ...(is_back ? { sourceHandle: "over-out", targetHandle: "over-in" } : { sourceHandle: "out", targetHandle: "in" }),
    type: "link",
    data: { way },
    label: label === "" ? undefined : label,
    class: is_back ? "back" : undefined,
    markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, color: "var(--ink)" },
    selectable: false,
    focusable: false,
  };
}
