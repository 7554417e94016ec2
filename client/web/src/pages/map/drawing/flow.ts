// A map as the drawing's library wants it: nodes for bands and steps, edges for links.
import { MarkerType, type Edge, type Node } from "@xyflow/svelte";
import type { MapStep, ProcessMap } from "../../../model/generated";
import type { Layout, Sizes } from "../../../model/map/layout";
import { hangingInWords, linkInWords, stepRows } from "../../../model/map/steps";
import { kindInWords, laneName, stepName } from "../../../model/map/words";

/** Sizes for a screen that is near: text of 16 px at full size. */
export const SIZES: Sizes = { nodeWidth: 190, nodeHeight: 92, gap: 64, rowGap: 28, padding: 26, label: 130 };

export type StepFlowNode = Node<{ step: MapStep; number: number; pins: number }, "step">;
export type LaneFlowNode = Node<{ name: string; isOdd: boolean }, "lane">;
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
      zIndex: -1,
    }),
  );
  const steps = layout.steps.map(({ step, number, x, y }): StepFlowNode => {
    const row = rows.get(step.id);
    const facts = row === undefined ? [] : [...row.links.map((link) => linkInWords(map, link)), hangingInWords(row)];
    const where = laneName(map.lanes.find(({ id }) => id === step.lane));
    const words = [`Step ${number}, ${kindInWords(step.kind).word}: ${stepName(step)}`, where, ...facts];
    return {
      id: step.id,
      type: "step",
      position: { x, y },
      width: SIZES.nodeWidth,
      height: SIZES.nodeHeight,
      data: { step, number, pins: row?.pins.length ?? 0 },
      selected: step.id === selected,
      draggable: canWrite,
      ariaLabel: `${words.filter((word) => word !== "").join(". ")}.`,
      ariaRole: "button",
      domAttributes: { "aria-roledescription": undefined, "aria-pressed": step.id === selected },
    };
  });
  return [...bands, ...steps];
}

/** The edges of a drawing. */
export function edgesOf(map: ProcessMap): Edge[] {
  return map.links.map(({ id, from, to, label, is_back }) => ({
    id,
    source: from,
    target: to,
    type: "smoothstep",
    label: label === "" ? undefined : label,
    class: is_back ? "back" : undefined,
    markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, color: "var(--ink)" },
    selectable: false,
    focusable: false,
  }));
}
