import { expect, test } from "vitest";
import { byOrder, placesAt, readOrder, type Placed } from "./order";

const named = (orders: (string | null)[]): Placed[] =>
  orders.map((order, index) => ({ id: `i${index}`, order })).sort(byOrder);

function applied(items: Placed[], at: number, count: number): string[] {
  const { keys, moved } = placesAt(items, at, count);
  const after = items.map((item) => ({ id: item.id, order: moved.get(item.id) ?? item.order }));
  keys.forEach((key, index) => after.push({ id: `new${index}`, order: key }));
  for (const { order } of after.filter(({ id }) => id.startsWith("new") || moved.has(id))) {
    expect(readOrder(order)).not.toBeNull();
  }
  return after.sort(byOrder).map(({ id }) => id);
}

test.each<[string, (string | null)[]]>([
  ["none", []],
  ["plain", ["a0", "a1", "a2"]],
  ["equal, as two people made them at once", ["a0", "a1", "a1", "a1", "a2"]],
  ["without keys", [null, null]],
  ["partly without keys", ["a0", null, null]],
  ["keys of another program", ["1", "10", "2", "zz"]],
  ["a key at its longest", ["a0", `a0${"1".repeat(198)}`, "a1"]],
])("new items come to stand where they are put: %s", (_, orders) => {
  const items = named(orders);
  for (let at = 0; at <= items.length; at += 1) {
    for (const count of [1, 3]) {
      const ids = items.map(({ id }) => id);
      const made = Array.from({ length: count }, (_, index) => `new${index}`);
      expect(applied(items, at, count)).toEqual([...ids.slice(0, at), ...made, ...ids.slice(at)]);
    }
  }
});

test("a thousand insertions at one place stay within the rule", () => {
  let items: Placed[] = named(["a0", "a1"]);
  for (let count = 0; count < 1000; count += 1) {
    const { keys, moved } = placesAt(items, 1);
    items = items.map((item) => ({ ...item, order: moved.get(item.id) ?? item.order }));
    items.push({ id: `n${count}`, order: keys[0] ?? null });
    items.sort(byOrder);
    expect(items[1]?.id).toBe(`n${count}`);
    expect(items.every(({ order }) => readOrder(order) !== null)).toBe(true);
  }
});
