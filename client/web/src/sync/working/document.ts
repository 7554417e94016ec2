// A map or the plan, open on a connection: its copy on this device, what may be said about it, and what was refused.
import * as Y from "yjs";
import { keepText, keptText } from "../../model/seatStore";
import type { DocumentEvents, OpenDocument } from "../document";
import type { Others } from "../presence";
import type { SaveState } from "../saveState";
import { readView } from "../views";
import { notTaken, type NotTaken, type WorkingRoots } from "./notTaken";

/** Opens a document of the workshop by name, as `WorkshopConnection.openDocument` does. */
export type Opener = (name: string, events: DocumentEvents, storedAs?: string) => OpenDocument;

/** What a working document tells its owner. */
export interface WorkingEvents {
  /** Called once for each transaction, and once when the document has been loaded or fetched anew. */
  changed: (by: "here" | "others") => void;
  /** Called when something other than the content is new: state, readiness, scope or what was not taken. */
  stateChanged: () => void;
  /** Called when somebody else has begun or ended to write somewhere. */
  presenceChanged?: (others: Others) => void;
}

/** How a working document is opened. */
export interface WorkingOptions {
  open: Opener;
  workshop: string;
  /** The seat, or the role of a key without one: each has its own copy on this device. Null keeps none. */
  holder: string | null;
  /** `map/m1` or `plan`. */
  name: string;
  roots: WorkingRoots;
  events: WorkingEvents;
}

// Another tab may keep a copy open; then the page goes on, and the copy is cleared when that tab lets go.
const FORGET_WAIT_MS = 1_500;

/** An open map or plan. After a refusal it goes on with a fresh replica, so `replica` is asked for each time. */
export class WorkingDocument {
  readonly #options: WorkingOptions;
  #document: OpenDocument;
  #observed: (() => void) | null = null;
  #refusedReplica: { replica: Y.Doc; because: string } | null = null;
  #notTaken: NotTaken | null;
  #scope: "read-write" | "readonly" | null = null;
  #isLoaded = false;
  #hasArrived = false;
  #isClosed = false;
  #at: string | null = null;

  constructor(options: WorkingOptions) {
    this.#options = options;
    this.#notTaken = readKept(keptText(this.#keptAs));
    this.#document = this.#open();
  }

  /** The replica to read and write now. */
  get replica(): Y.Doc {
    return this.#document.replica;
  }

  get saveState(): SaveState {
    return this.#document.saveState;
  }

  /** True once the copy on this device has been read. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** True once the server's content is here too. */
  get hasArrived(): boolean {
    return this.#hasArrived;
  }

  /** What the server said when the document was opened; the step may have changed it since. */
  get scope(): "read-write" | "readonly" | null {
    return this.#scope;
  }

  /** What was refused, until the person has read it. */
  get notTaken(): NotTaken | null {
    return this.#notTaken;
  }

  /** Says at which place this person writes; null where they do not. */
  sayAt(path: string | null): void {
    this.#at = path;
    this.#document.sayAt(path);
  }

  dismissNotTaken(): void {
    this.#notTaken = null;
    keepText(this.#keptAs, "");
    this.#options.events.stateChanged();
  }

  close(): void {
    this.#isClosed = true;
    this.#observed?.();
    this.#document.close();
    this.#refusedReplica?.replica.destroy();
  }

  get #storedAs(): string | undefined {
    const { workshop, holder, name } = this.#options;
    return holder === null ? undefined : workingStore(workshop, holder, name);
  }

  /** Under which name what was overwritten here is kept on this device; null where nothing is kept. */
  get keptAs(): string | null {
    const { workshop, holder, name } = this.#options;
    return holder === null ? null : `plenary:${workshop}:overwritten:${holder}:${name}`;
  }

  get #keptAs(): string {
    const { workshop, holder, name } = this.#options;
    return `plenary:${workshop}:not-taken:${holder ?? ""}:${name}`;
  }

  #open(): OpenDocument {
    const { open, name, events } = this.#options;
    let isCurrent = true;
    const told = (tell: () => void) => {
      if (isCurrent && !this.#isClosed) tell();
    };
    this.#isLoaded = false;
    this.#hasArrived = false;
    const document = open(
      name,
      {
        saveStateChanged: (state) =>
          told(() => {
            if (state === "saved") this.#arrived();
            events.stateChanged();
          }),
        accessGranted: (scope) =>
          told(() => {
            this.#scope = scope;
            events.stateChanged();
          }),
        messageArrived: (payload) =>
          told(() => {
            const view = readView(payload);
            if (view?.type === "refusal" && view.document.endsWith(`/${name}`)) void this.#refused(view.detail);
          }),
        presenceChanged: (others) => told(() => events.presenceChanged?.(others)),
      },
      this.#storedAs,
    );
    const { replica } = document;
    const heard = (transaction: Y.Transaction) => {
      if (0 < transaction.changed.size) told(() => events.changed(transaction.local ? "here" : "others"));
    };
    replica.on("afterTransaction", heard);
    this.#observed = () => {
      isCurrent = false;
      replica.off("afterTransaction", heard);
    };
    void document.loaded.then(() =>
      told(() => {
        this.#isLoaded = true;
        events.changed("others");
        events.stateChanged();
      }),
    );
    return document;
  }

  // A replica that was refused would stay diverged for ever: it is read once more, thrown away and fetched anew.
  async #refused(because: string): Promise<void> {
    this.#observed?.();
    const old = this.#document;
    const held = new Y.Doc();
    Y.applyUpdate(held, Y.encodeStateAsUpdate(old.replica));
    this.#refusedReplica?.replica.destroy();
    this.#refusedReplica = { replica: held, because };
    this.#isLoaded = false;
    this.#options.events.stateChanged();
    await Promise.race([old.forget(), new Promise((resolve) => setTimeout(resolve, FORGET_WAIT_MS))]);
    if (this.#isClosed) return;
    this.#document = this.#open();
    if (this.#at !== null) this.#document.sayAt(this.#at);
  }

  #arrived(): void {
    this.#hasArrived = true;
    const refused = this.#refusedReplica;
    if (refused === null) return;
    this.#refusedReplica = null;
    const found = notTaken(refused.replica, this.replica, this.#options.roots, refused.because);
    refused.replica.destroy();
    this.#notTaken = joined(this.#notTaken, found);
    keepText(this.#keptAs, JSON.stringify(this.#notTaken));
  }
}

/** The name of a working document's copy on this device. */
export function workingStore(workshop: string, holder: string, name: string): string {
  return `plenary/${workshop}/${holder}/${name}`;
}

function joined(before: NotTaken | null, found: NotTaken): NotTaken {
  if (before === null) return found;
  return { because: found.because, words: [...before.words, ...found.words], others: before.others + found.others };
}

function readKept(text: string | null): NotTaken | null {
  if (text === null || text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("words" in value) || !Array.isArray(value.words)) return null;
    // Written above, by this app, from a value of the same type.
    return value as NotTaken;
  } catch {
    return null;
  }
}
