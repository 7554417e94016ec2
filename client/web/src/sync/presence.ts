// Who is at which place of a shared document: this device says where it writes, and hears how many others write where.
// Nobody's name travels with it. A device that writes nowhere says nothing.
import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

/** How many others write at each place. */
export type Others = ReadonlyMap<string, number>;

/** The presence of one open document. */
export class Presence {
  readonly awareness: Awareness;
  readonly #changed: (others: Others) => void;

  constructor(replica: Y.Doc, changed: (others: Others) => void) {
    this.awareness = new Awareness(replica);
    // It begins by saying that somebody is there; looking on is nobody's business.
    this.awareness.setLocalState(null);
    this.#changed = changed;
    this.awareness.on("change", this.#told);
  }

  /** Says at which place this person writes; null where they do not. */
  sayAt(path: string | null): void {
    const known: unknown = this.awareness.getLocalState()?.["at"];
    if ((known ?? null) !== path) this.awareness.setLocalState(path === null ? null : { at: path });
  }

  readonly #told = (): void => {
    const others = new Map<string, number>();
    for (const [client, state] of this.awareness.getStates()) {
      const at: unknown = state["at"];
      if (client !== this.awareness.clientID && typeof at === "string") others.set(at, (others.get(at) ?? 0) + 1);
    }
    this.#changed(others);
  };
}
