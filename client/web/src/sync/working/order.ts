// The order of items: keys between their neighbours' keys, compared byte by byte (MA2). Pure.
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import { ORDER_CHARACTERS } from "../../model/generated/limits";

/** A key as MA2 has it. */
const VALID = new RegExp(`^[0-9A-Za-z]{1,${ORDER_CHARACTERS}}$`);
// Left of those that are read: a key this long is replaced before it grows out of the rule.
const LONGEST = 160;

/** What stands in an order: its id, and its key where that is valid. */
export interface Placed {
  id: string;
  order: string | null;
}

/** A key that is valid, or null. */
export function readOrder(value: unknown): string | null {
  return typeof value === "string" && VALID.test(value) ? value : null;
}

/** The order of two items: by key, those without one last, then by id. */
export function byOrder(one: Placed, other: Placed): number {
  if (one.order !== other.order) {
    if (one.order === null) return 1;
    if (other.order === null) return -1;
    return one.order < other.order ? -1 : 1;
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** Keys for new items, and for those neighbours that must take another key to make room. */
export interface Places {
  keys: readonly string[];
  moved: ReadonlyMap<string, string>;
}

/** Keys for `count` items that come to stand before the item now at `at`, among items in their order. */
export function placesAt(items: readonly Placed[], at: number, count = 1): Places {
  const left = at <= 0 ? null : (items[Math.min(at, items.length) - 1]?.order ?? null);
  if (at <= 0 || left !== null) {
    // Two people who insert at one place at once take the same key; then those that follow make room.
    for (let end = Math.max(0, at); end <= items.length; end += 1) {
      const right = end === items.length ? null : (items[end]?.order ?? null);
      if (end < items.length && (right === null || (left !== null && right <= left))) continue;
      const following = items.slice(Math.max(0, at), end);
      const keys = keysBetween(left, right, count + following.length);
      if (keys === null) continue;
      return { keys: keys.slice(0, count), moved: pair(following, keys.slice(count)) };
    }
  }
  const place = Math.min(Math.max(0, at), items.length);
  const all = generateNKeysBetween(null, null, items.length + count);
  const others = [...all.slice(0, place), ...all.slice(place + count)];
  return { keys: all.slice(place, place + count), moved: pair(items, others) };
}

function pair(items: readonly Placed[], keys: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  items.forEach(({ id, order }, index) => {
    const key = keys[index];
    if (key !== undefined && key !== order) pairs.set(id, key);
  });
  return pairs;
}

// Keys that other programs wrote may be valid by MA2 and yet none that can be continued.
function keysBetween(left: string | null, right: string | null, count: number): string[] | null {
  try {
    const keys = count === 1 ? [generateKeyBetween(left, right)] : generateNKeysBetween(left, right, count);
    const areInOrder = keys.every((key, index) => {
      const before = index === 0 ? left : (keys[index - 1] ?? null);
      return key.length <= LONGEST && VALID.test(key) && (before === null || before < key) && (right === null || key < right);
    });
    return areInOrder ? keys : null;
  } catch {
    return null;
  }
}
