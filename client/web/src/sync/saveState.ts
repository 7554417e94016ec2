// Decides what the app may claim about a person's marks. Pure: facts in, one word out.
import type { SaveState } from "../model/device/saving";

/** What the provider knows about one document. */
export interface SyncFacts {
  isConnected: boolean;
  isSynced: boolean;
  unacknowledged: number;
}

/** The one word for these facts. */
export function saveState(facts: SyncFacts): SaveState {
  if (!facts.isConnected) return "waiting";
  if (facts.isSynced && facts.unacknowledged === 0) return "saved";
  return "sending";
}

/** Holds the facts and calls back when the word changes. */
export class SaveTracker {
  #facts: SyncFacts = { isConnected: false, isSynced: false, unacknowledged: 0 };
  #state: SaveState = "waiting";
  readonly #changed: (state: SaveState) => void;

  constructor(changed: (state: SaveState) => void) {
    this.#changed = changed;
  }

  get state(): SaveState {
    return this.#state;
  }

  learn(news: Partial<SyncFacts>): void {
    this.#facts = { ...this.#facts, ...news };
    const next = saveState(this.#facts);
    if (next === this.#state) return;
    this.#state = next;
    this.#changed(next);
  }
}
