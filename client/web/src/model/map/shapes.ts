// The outline of each kind of step in a drawing. The word of the kind always stands in it, so the shape only repeats it.
import type { MapStepKind } from "../generated";

/** An SVG path around a box of this size. */
export function outline(kind: MapStepKind, width: number, height: number): string {
  const w = width;
  const h = height;
  switch (kind) {
    case "start":
    case "end": {
      const r = h / 2;
      return `M${r},0 H${w - r} A${r},${r} 0 0 1 ${w - r},${h} H${r} A${r},${r} 0 0 1 ${r},0 Z`;
    }
    case "step":
      return `M6,0 H${w - 6} Q${w},0 ${w},6 V${h - 6} Q${w},${h} ${w - 6},${h} H6 Q0,${h} 0,${h - 6} V6 Q0,0 6,0 Z`;
    case "decision":
      return `M20,0 H${w - 20} L${w},${h / 2} L${w - 20},${h} H20 L0,${h / 2} Z`;
    case "wait":
      return `M0,0 H${w} L${w - 16},${h / 2} L${w},${h} H0 L16,${h / 2} Z`;
    case "hand_off":
      return `M0,0 H${w - 24} L${w},${h / 2} L${w - 24},${h} H0 Z`;
  }
}

/** Ends are drawn with a thick line, as in BPMN. */
export function outlineWidth(kind: MapStepKind): number {
  return kind === "end" ? 5 : 2;
}
