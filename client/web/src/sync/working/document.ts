// A map or the plan, open on a connection: its copy on this device, what may be said about it, and what was refused.
import * as Y from "yjs";
import { isOnlyHere, type SaveState, type SavingFacts } from "../../model/device/saving";
import { keepText, keptText } from "../device/seatStore";
import { asideStore, dropAside, keepAside, readAside } from "../device/aside";
import type { DocumentEvents, OpenDocument } from "../document";
import type { Others } from "../presence";
import { readView } from "../views";
import { bothNotTaken, notTaken, readKept, type NotTaken, type WorkingRoots } from "./notTaken";

/** Opens a document of the workshop by name, as `WorkshopConnection.openDocument` does. */
type Opener = (name: string, events: DocumentEvents, storedAs?: string) => OpenDocument;

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

// Another tab may keep a copy open; then the page goes on without one.
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
    this.#document = this.#open(true);
    void this.#findAside();
  }

  /** The replica to read and write now. */
  get replica(): Y.Doc {
    return this.#document.replica;
  }

  get saveState(): SaveState {
    return this.#document.saveState;
  }

  /** What is known of where its content is. */
  get saving(): SavingFacts {
    return this.#document.saving;
  }

  /** Whether closing it now would lose something: what was not sent, or what was refused and not told yet. */
  get isNeeded(): boolean {
    return isOnlyHere(this.saving) || this.#refusedReplica !== null;
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
    if (this.#refusedAs !== null && this.#refusedReplica === null) void dropAside(this.#refusedAs);
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

  get #refusedAs(): string | null {
    return this.#storedAs === undefined ? null : asideStore(this.#storedAs);
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

  #open(isStored: boolean): OpenDocument {
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
        savingChanged: () => told(events.stateChanged),
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
      isStored ? this.#storedAs : undefined,
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

  // A replica that was refused would stay diverged for ever: it is kept aside, thrown away and fetched anew.
  async #refused(because: string): Promise<void> {
    this.#observed?.();
    const old = this.#document;
    const update = Y.encodeStateAsUpdate(old.replica);
    this.#setAside([update], because);
    this.#isLoaded = false;
    this.#options.events.stateChanged();
    // Before the copy goes: a page that is loaded again in this moment must still find the words.
    if (this.#refusedAs !== null) await keepAside(this.#refusedAs, { updates: [update], because });
    const isForgotten = old.forget().then(() => true);
    const isFree = await Promise.race([isForgotten, new Promise<false>((resolve) => setTimeout(() => resolve(false), FORGET_WAIT_MS))]);
    if (this.#isClosed) return;
    // A copy that could not be removed would bring back what was refused.
    this.#document = this.#open(isFree);
    if (this.#at !== null) this.#document.sayAt(this.#at);
  }

  // A second refusal before the first was told adds to it.
  #setAside(updates: readonly Uint8Array[], because: string): void {
    const replica = this.#refusedReplica?.replica ?? new Y.Doc();
    for (const update of updates) Y.applyUpdate(replica, update);
    this.#refusedReplica = { replica, because };
  }

  // What an earlier page kept aside and could not compare any more.
  async #findAside(): Promise<void> {
    const kept = this.#refusedAs === null ? null : await readAside(this.#refusedAs);
    if (kept === null || this.#isClosed) return;
    this.#setAside(kept.updates, this.#refusedReplica?.because ?? kept.because);
    if (this.#hasArrived) {
      this.#arrived();
      this.#options.events.stateChanged();
    }
  }

  #arrived(): void {
    this.#hasArrived = true;
    const refused = this.#refusedReplica;
    if (refused === null) return;
    this.#refusedReplica = null;
    const found = notTaken(refused.replica, this.replica, this.#options.roots, refused.because);
    refused.replica.destroy();
    this.#notTaken = bothNotTaken(this.#notTaken, found);
    // What cannot be kept in words stays aside, and is found and compared again.
    const isKept = keepText(this.#keptAs, this.#notTaken === null ? "" : JSON.stringify(this.#notTaken));
    if (isKept && this.#refusedAs !== null) void dropAside(this.#refusedAs);
  }
}

/** The name of a working document's copy on this device. */
export function workingStore(workshop: string, holder: string, name: string): string {
  return `plenary/${workshop}/${holder}/${name}`;
}
