import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ProcessMap } from "../generated";
import { columnsOf, shapeOf } from "./columns";
import { pictureOf } from "./scene";

const map = JSON.parse(readFileSync(new URL("../../../../../tests/data/pathway.json", import.meta.url), "utf8")) as ProcessMap;

test("on a wide projector the bands fill the width in rows, and every step is in one of them", () => {
  const picture = pictureOf(map, columnsOf(shapeOf(map)), 1824, 800);
  if (picture.kind !== "rows") throw new Error("no rows");
  expect(picture.rows.flatMap(({ layout }) => layout.steps.map(({ step }) => step.id)).sort()).toEqual(map.steps.map(({ id }) => id).sort());
  for (const { layout } of picture.rows) expect(layout.width).toBeLessThanOrEqual(1824);
  expect(picture.height).toBeLessThanOrEqual(800);
});

test("what does not fit in bands is shown as steps in their order, and what is left over is counted", () => {
  const steps = Array.from({ length: 60 }, (_, index) => ({ id: `s${index}`, kind: "step" as const, name: `Step ${index}`, lane: null, component: null, note: "" }));
  const long = { ...map, steps, links: [] };
  const picture = pictureOf(long, columnsOf(shapeOf(long)), 1344, 700);
  expect(picture).toEqual({ kind: "cards", perRow: 4, shown: 16, left: 44, nodeWidth: 318, nodeHeight: 104 });
});

test("where names are long, steps are higher, so that they can be read, and fewer are shown", () => {
  const named = (letter: string) => Array.from({ length: 60 }, (_, index) => ({ id: `s${index}`, kind: "step" as const, name: letter.repeat(120), lane: null, component: null, note: "" }));
  const cards = (letter: string) => {
    const long = { ...map, steps: named(letter), links: [] };
    const picture = pictureOf(long, columnsOf(shapeOf(long)), 1344, 700);
    if (picture.kind !== "cards") throw new Error("no cards");
    return picture;
  };
  expect(cards("a").nodeHeight).toBeGreaterThan(150);
  expect(cards("a").shown).toBeLessThan(16);
  // Letters that are written in squares take twice the room.
  expect(cards("会").nodeHeight).toBeGreaterThan(cards("a").nodeHeight);
  const few = { ...map, steps: named("a").slice(0, 3), links: [], lanes: [] };
  const picture = pictureOf(few, columnsOf(shapeOf(few)), 1344, 700);
  if (picture.kind !== "rows") throw new Error("no rows");
  expect(picture.sizes.nodeHeight).toBeGreaterThan(126);
});
