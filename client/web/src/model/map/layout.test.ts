import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ProcessMap } from "../generated";
import { columnsOf, shapeOf } from "./columns";
import { dropped, layoutMap, type Sizes } from "./layout";

const map = JSON.parse(readFileSync(new URL("../../../../../tests/data/pathway.json", import.meta.url), "utf8")) as ProcessMap;
const sizes: Sizes = { nodeWidth: 200, nodeHeight: 90, gap: 60, rowGap: 20, padding: 20, label: 120, inset: 0 };

test("a link that does not lead back leads to the right, and nothing lies on anything", () => {
  const columns = columnsOf(shapeOf(map));
  for (const { from, to, is_back } of map.links) {
    if (!is_back) expect(columns.get(from)?.column ?? 0).toBeLessThan(columns.get(to)?.column ?? 0);
  }
  const { steps, bands } = layoutMap(map, columns, sizes);
  expect(steps.map(({ step }) => step.id)).toEqual(map.steps.map(({ id }) => id));
  expect(bands.map(({ lane }) => lane)).toEqual([...map.lanes.map(({ id }) => id), null]);
  for (const one of steps) {
    const band = bands.find(({ lane }) => lane === one.step.lane);
    expect(band !== undefined && band.y <= one.y && one.y + sizes.nodeHeight <= band.y + band.height).toBe(true);
    for (const other of steps) {
      const isApart = one === other || one.x !== other.x || sizes.nodeHeight <= Math.abs(one.y - other.y);
      expect(isApart).toBe(true);
    }
  }
});

test("where a step is dropped says its lane and its place in the list", () => {
  const layout = layoutMap(map, columnsOf(shapeOf(map)), sizes);
  const at = (id: string) => layout.steps.find(({ step }) => step.id === id) ?? layout.steps[0];
  const band = (lane: string) => layout.bands.find((candidate) => candidate.lane === lane);
  const [waits, asked] = [at("waits"), at("asked")];
  if (waits === undefined || asked === undefined) throw new Error("no steps");
  const place = (id: string) => map.steps.findIndex((step) => step.id === id);
  expect(dropped(layout, sizes, "waits", waits.x + 5, waits.y)).toEqual({ lane: waits.step.lane, to: place("waits") });
  const hospital = band("hospital")?.y ?? 0;
  expect(dropped(layout, sizes, "waits", waits.x, hospital + 5)).toEqual({ lane: "hospital", to: place("waits") });
  expect(dropped(layout, sizes, "waits", asked.x - 20, asked.y)).toEqual({ lane: "gp", to: place("asked") });
  expect(dropped(layout, sizes, "waits", asked.x + 20, asked.y)).toEqual({ lane: "gp", to: place("asked") + 1 });
  expect(dropped(layout, sizes, "nobody", 0, 0)).toBeNull();
});

test("an empty map has a drawing without steps", () => {
  expect(layoutMap({ ...map, steps: [], links: [], pins: [], lanes: [] }, new Map(), sizes)).toMatchObject({ steps: [], bands: [], height: 0 });
});
