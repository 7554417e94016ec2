// The past of one map or the plan on a facilitator's page: who wrote when, one earlier state to look at, and the way back.
import * as Y from "yjs";
import type { Stretch } from "../../model/generated";
import { goingBackInWords } from "../../model/documents/history";
import type { Answer } from "../../sync/api";
import { readHistory, readStateAt, type PastOf } from "../../sync/commands";
import { goBack, wouldGoBack, type Kept, type WentBack } from "../../sync/working/goBack";

/** What the past is the past of. */
export interface PastOptions {
  workshop: string;
  token: string;
  past: PastOf;
  kept: Kept;
  /** The replica as it is now. */
  replica: () => Y.Doc;
  /** Does something to it, where that is allowed. */
  edit: <T>(doing: (doc: Y.Doc) => T) => T | null;
}

/** An earlier state that somebody looks at. */
export interface Looking {
  title: string;
  then: Y.Doc;
}

/** A facilitator's view of what happened to a document. */
export class Past {
  readonly #options: PastOptions;
  stretches = $state.raw<readonly Stretch[] | null>(null);
  hasEarlier = $state(false);
  /** Whether the journal no longer reaches back to the beginning. */
  isCut = $state(false);
  isBusy = $state(false);
  problem = $state<string | null>(null);
  looking = $state.raw<Looking | null>(null);
  /** What going back did, in sentences. */
  done = $state.raw<readonly string[]>([]);
  /** All that stood before going back here, so that it can be put back. */
  #before = $state.raw<Uint8Array | null>(null);

  constructor(options: PastOptions) {
    this.#options = options;
  }

  get canUndo(): boolean {
    return this.#before !== null;
  }

  /** Loads the newest stretches, or those before the last that is shown. */
  async load(more: "newest" | "earlier"): Promise<void> {
    const shown = more === "newest" ? [] : (this.stretches ?? []);
    const { workshop, token, past } = this.#options;
    const told = await this.#asked(() => readHistory(workshop, token, past, shown.at(-1)?.to_seq));
    if (told === null) return;
    this.stretches = [...shown, ...told.stretches];
    this.hasEarlier = told.has_earlier;
    this.isCut = told.kept_after !== null;
  }

  /** Fetches the document as it stood behind an entry. */
  async look(seq: number, title: string): Promise<void> {
    const { workshop, token, past } = this.#options;
    const state = await this.#asked(() => readStateAt(workshop, token, past, seq));
    if (state !== null) this.#show(new Uint8Array(state), title);
  }

  /** Shows what stood before going back here. */
  lookBefore(title: string): void {
    if (this.#before !== null) this.#show(this.#before, title);
  }

  /** What going back to what is looked at would do now. */
  would(): WentBack | null {
    const { kept, replica } = this.#options;
    return this.looking === null ? null : wouldGoBack(replica(), this.looking.then, kept);
  }

  /** Goes back to what is looked at. */
  goBack(): void {
    const { kept, replica, edit } = this.#options;
    if (this.looking === null) return;
    const { then } = this.looking;
    const before = Y.encodeStateAsUpdate(replica());
    const went = edit((doc) => goBack(doc, then, kept));
    if (went === null) return;
    this.done = ["Gone back.", ...goingBackInWords(went, "has")];
    this.#before = before;
    this.close();
  }

  close(): void {
    this.looking?.then.destroy();
    this.looking = null;
  }

  #show(state: Uint8Array, title: string): void {
    const then = new Y.Doc();
    Y.applyUpdate(then, state);
    this.looking = { title, then };
  }

  async #asked<T>(ask: () => Promise<Answer<T>>): Promise<T | null> {
    if (this.isBusy) return null;
    this.isBusy = true;
    this.problem = null;
    const answer = await ask();
    this.isBusy = false;
    if (answer.ok) return answer.value;
    this.problem = `The history could not be read: ${answer.problem.detail} Nothing is lost by it. Try again.`;
    return null;
  }
}
