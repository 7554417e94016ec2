// The caps of a map, as the server has them (docs/PROTOCOL.md, MA).

/** The most things of each kind that are shown. */
export const MOST = { lanes: 20, steps: 200, links: 600, pins: 400, questions: 400, stakeholders: 200 } as const;

/** The most characters of each text. */
export const CAPS = {
  pathway: 200,
  why: 2_000,
  component: 80,
  definition: 2_000,
  lane: 80,
  stepName: 120,
  note: 2_000,
  label: 80,
  remark: 500,
  paragraph: 1_000,
  unit: 40,
} as const;

/** The largest number on a pin. */
export const NUMBER_MOST = 1_000_000_000;
