// Reads the server's stateless messages and keeps the newest view of each kind. It interprets nothing else.
import { isolatedWithin } from "../model/direction";
import type { View } from "../model/generated";

const TYPES: ReadonlySet<string> = new Set<View["type"]>([
  "session",
  "seat",
  "progress",
  "results",
  "commitments",
  "joining",
  "refusal",
  "saving",
]);

/** Reads one stateless payload; anything unknown is null, so that an older app survives a newer server. */
export function readView(payload: string): View | null {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  if (typeof value.type !== "string" || !TYPES.has(value.type)) return null;
  // The types are generated from the server's own; its tests keep both ends the same.
  return isolatedWithin(value as unknown as View);
}

/** Keeps older snapshots from replacing newer ones: after a reconnect views may arrive late or twice. */
export class NewestViews {
  #revisions = new Map<string, number>();

  /** Begins anew with a new connection: what it says first is true, even where that server's revisions start lower. */
  forget(): void {
    this.#revisions.clear();
  }

  /** True when nothing newer of the same kind was seen; remembers the view's revision. */
  accept(view: View): boolean {
    const key = subject(view);
    if (key === null || !("revision" in view)) return true;
    if (view.revision < (this.#revisions.get(key) ?? -1)) return false;
    this.#revisions.set(key, view.revision);
    return true;
  }
}

/** What a snapshot replaces; null for news that is not a snapshot. */
function subject(view: View): string | null {
  switch (view.type) {
    case "session":
    case "seat":
    case "commitments":
      return view.type;
    case "progress":
      return `progress ${view.round}`;
    case "results":
      return `results ${view.round} ${view.table ?? ""}`;
    case "joining":
    case "refusal":
    case "saving":
      return null;
  }
}
