// Structural sharing: a newly read value keeps every part of the older one that is the same, so that whoever shows it
// draws only what has changed. Pure.

/** `after`, with the parts of `before` that are equal in their place. Items of a list are known by their `id`. */
export function shared<T>(before: T | null, after: T): T;
export function shared(before: unknown, after: unknown): unknown {
  if (Object.is(before, after) || !isPlain(before) || !isPlain(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  return Array.isArray(before) && Array.isArray(after) ? sharedList(before, after) : sharedObject(before, after);
}

function sharedList(before: unknown[], after: unknown[]): unknown[] {
  const known = new Map(before.map((item, index) => [keyOf(item, index), item]));
  const list = after.map((item, index) => shared(known.get(keyOf(item, index)), item));
  return list.length === before.length && list.every((item, index) => Object.is(item, before[index])) ? before : list;
}

function sharedObject(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(after);
  let isSame = keys.length === Object.keys(before).length;
  const object: Record<string, unknown> = {};
  for (const key of keys) {
    object[key] = shared(before[key], after[key]);
    isSame &&= key in before && Object.is(object[key], before[key]);
  }
  return isSame ? before : object;
}

function keyOf(item: unknown, index: number): unknown {
  return isPlain(item) && "id" in item ? item.id : index;
}

function isPlain(value: unknown): value is Record<string, unknown> & unknown[] {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
