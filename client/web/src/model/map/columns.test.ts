import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProcessMap } from "../generated";
import { columnsOf, filledColumns, shapeOf, type Columns, type MapShape } from "./columns";
import { MapColumns } from "./columns.svelte";

// A pathway of so many steps, each leading to the next and to the one after it.
function pathway(count: number, name = "Step"): ProcessMap {
  const steps = Array.from({ length: count }, (_, index) => ({ id: `s${index}`, kind: "step" as const, name: `${name} ${index}`, lane: null, component: null, note: "" }));
  const link = (from: number, to: number) => ({ id: `l${from}-${to}`, from: `s${from}`, to: `s${to}`, label: "", is_back: false });
  const links = steps.flatMap((_, index) => [index + 1, index + 2].filter((to) => to < count).map((to) => link(index, to)));
  return { title: "", pathway: "", steps, links, lanes: [], pins: [], questions: [], stakeholders: [] } as unknown as ProcessMap;
}

class Elsewhere {
  readonly asked: MapShape[] = [];
  readonly #answers: ((columns: Columns | Error) => void)[] = [];

  readonly layOut = (shape: MapShape) => {
    this.asked.push(shape);
    return new Promise<Columns>((resolve, reject) => {
      this.#answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  };

  async answers(columns: Columns | Error = columnsOf(this.asked.at(-1) ?? { steps: [], links: [] })): Promise<void> {
    this.#answers.shift()?.(columns);
    await vi.advanceTimersByTimeAsync(0);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a small map is laid out at once, and a letter in a name lays nothing out", () => {
  const elsewhere = new Elsewhere();
  const columns = new MapColumns(elsewhere.layOut);
  columns.follow(pathway(12));
  const first = columns.of(pathway(12));
  expect(first?.get("s11")?.column).toBe(11);
  for (let letter = 0; letter < 50; letter += 1) columns.follow(pathway(12, "Step".slice(0, letter % 4)));
  expect(vi.getTimerCount()).toBe(0);
});

test("a large map is laid out elsewhere, at most four times a second, and only the newest shape", async () => {
  const elsewhere = new Elsewhere();
  const columns = new MapColumns(elsewhere.layOut);
  columns.follow(pathway(100));
  await vi.advanceTimersByTimeAsync(0);
  expect(columns.of(pathway(100))).toBeNull();
  await elsewhere.answers();
  expect(columns.of(pathway(100))?.size).toBe(100);
  // Sixteen changes a second for two seconds.
  for (let change = 1; change <= 32; change += 1) {
    columns.follow(pathway(100 + change));
    expect(columns.of(pathway(100 + change))?.size).toBe(100 + change);
    await vi.advanceTimersByTimeAsync(1000 / 16);
    if (change % 3 === 0) await elsewhere.answers();
  }
  expect(elsewhere.asked.length).toBeLessThanOrEqual(1 + 8);
  await vi.advanceTimersByTimeAsync(1000);
  while (columns.of(pathway(132))?.get("s131")?.column !== 131) {
    await elsewhere.answers();
    await vi.advanceTimersByTimeAsync(250);
  }
  expect(elsewhere.asked.at(-1)?.steps.length).toBe(132);
});

test("who waits longer than a second sees a plain drawing, and a worker that fails stops nobody", async () => {
  const elsewhere = new Elsewhere();
  const columns = new MapColumns(elsewhere.layOut);
  columns.follow(pathway(100));
  await vi.advanceTimersByTimeAsync(999);
  expect(columns.of(pathway(100))).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(columns.of(pathway(100))?.get("s99")?.column).toBe(99);
  await elsewhere.answers(new Error("the worker is gone"));
  columns.follow(pathway(101));
  await vi.advanceTimersByTimeAsync(250);
  expect(elsewhere.asked.length).toBe(2);
  expect(columns.of(pathway(101))?.size).toBe(101);
});

test("a step that nobody has placed yet stands after what leads to it, and all others stay where they were", () => {
  const shape = shapeOf(pathway(10));
  const known = columnsOf(shape);
  const more: MapShape = { steps: [...shape.steps, "new", "loose"], links: [...shape.links, ["s4", "new"]] };
  const filled = filledColumns(more, known);
  expect(filled.get("new")?.column).toBe(5);
  expect(filled.get("loose")?.column).toBe(6);
  for (const [id, column] of known) expect(filled.get(id)).toEqual(column);
});
