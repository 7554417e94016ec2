// One shared document: its Yjs replica, its copy on this device, its provider and the truth about what is saved.
import { HocuspocusProvider } from "@hocuspocus/provider";
import * as Y from "yjs";
import type { Keeping, SaveState, SavingFacts } from "../model/device/saving";
import { DeviceCopy } from "./device/copy";
import { Presence, type Others } from "./presence";
import { SaveTracker } from "./saveState";
import type { WorkshopSocket } from "./socket";

/** What a document tells its owner. */
export interface DocumentEvents {
  saveStateChanged?: (state: SaveState) => void;
  /** Something else is known of where its content is: at the server, on this device, or only in this window. */
  savingChanged?: (facts: SavingFacts) => void;
  messageArrived?: (payload: string) => void;
  accessRefused?: (reason: string) => void;
  accessGranted?: (scope: "read-write" | "readonly") => void;
  /** Where others write just now; a document whose owner does not ask says and hears nothing of it. */
  presenceChanged?: (others: Others) => void;
}

/** How a document is opened. */
export interface DocumentOptions {
  socket: WorkshopSocket;
  name: string;
  token: string;
  /** The name of the copy on this device; without one nothing is kept. */
  storedAs?: string;
  /** Whether the key with which the copy is opened is kept on this device too: without it nobody finds the copy again. */
  isKeyKept?: () => boolean;
  events?: DocumentEvents;
}

// An update whose acknowledgement is this late has been lost between the two ends; a fresh handshake carries it again.
const STUCK_MS = 8_000;

/** A document that is open on the workshop's socket. */
export class OpenDocument {
  readonly replica = new Y.Doc();
  /** Settles when the copy on this device has been read: only then is the document shown or sent. */
  readonly loaded: Promise<void>;
  readonly #presence: Presence | null;
  readonly #options: DocumentOptions;
  readonly #save: SaveTracker;
  #provider: HocuspocusProvider | null = null;
  #copy: DeviceCopy | null = null;
  #hasUnsent = false;
  #told: SavingFacts | null = null;
  #stuckTimer: ReturnType<typeof setTimeout> | null = null;
  #isClosed = false;

  constructor(options: DocumentOptions) {
    this.#options = options;
    this.#save = new SaveTracker((state) => {
      if (state === "saved") this.#hasUnsent = false;
      options.events?.saveStateChanged?.(state);
    });
    this.replica.on("update", this.#heard);
    const heard = options.events?.presenceChanged;
    this.#presence = heard === undefined ? null : new Presence(this.replica, heard);
    this.loaded = this.#load();
  }

  get saveState(): SaveState {
    return this.#save.state;
  }

  /** What is known of where its content is. */
  get saving(): SavingFacts {
    return { state: this.#save.state, hasUnsent: this.#hasUnsent, keeping: this.#keeping };
  }

  get #keeping(): Keeping {
    return this.#copy === null || this.#options.isKeyKept?.() === false ? "not kept" : this.#copy.keeping;
  }

  /** Says at which place this person writes, to those who have the document open too; null where they do not. */
  sayAt(path: string | null): void {
    if (!this.#isClosed) this.#presence?.sayAt(path);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#clearStuckTimer();
    this.replica.off("update", this.#heard);
    // What was only here goes with it, or is its owner's to keep.
    this.#hasUnsent = false;
    this.#provider?.destroy();
    this.#copy?.close();
    this.replica.destroy();
    this.#tell();
  }

  /** Closes the document and removes its copy from this device. */
  async forget(): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    const removed = copy?.remove();
    this.close();
    await removed;
  }

  // The provider is attached only once the stored copy is in: what it loads would otherwise be counted as unsent.
  async #load(): Promise<void> {
    const { storedAs } = this.#options;
    if (storedAs !== undefined) {
      this.#copy = new DeviceCopy(storedAs, this.replica, () => this.#tell());
      await this.#copy.loaded;
    }
    if (!this.#isClosed) this.#attach();
  }

  // What comes from the copy may have been sent or not; until the server has acknowledged everything it counts as unsent.
  readonly #heard = (_: Uint8Array, origin: unknown, __: Y.Doc, transaction: Y.Transaction): void => {
    if (!transaction.local && origin !== this.#copy) return;
    this.#hasUnsent = true;
    this.#tell();
  };

  #attach(): void {
    const { socket, name, token, events } = this.#options;
    const provider = new HocuspocusProvider({
      websocketProvider: socket.provider,
      name,
      token,
      document: this.replica,
      // Without awareness, or while nothing is said, an idle phone sends nothing at all.
      awareness: this.#presence?.awareness ?? null,
      onUnsyncedChanges: ({ number }) => this.#learn({ unacknowledged: number }),
      onSynced: ({ state }) => this.#learn({ isSynced: state }),
      onAuthenticated: ({ scope }) => {
        this.#learn({ isConnected: true });
        events?.accessGranted?.(scope);
      },
      onAuthenticationFailed: ({ reason }) => {
        this.#learn({ isConnected: false });
        events?.accessRefused?.(reason);
      },
      onStateless: ({ payload }) => events?.messageArrived?.(payload),
      onClose: () => this.#learn({ isConnected: false, isSynced: false }),
    });
    this.#provider = provider;
    provider.attach();
  }

  #learn(news: Parameters<SaveTracker["learn"]>[0]): void {
    this.#save.learn(news);
    this.#tell();
    this.#clearStuckTimer();
    if (this.#save.state === "sending") {
      this.#stuckTimer = setTimeout(() => this.#provider?.forceSync(), STUCK_MS);
    }
  }

  #tell(): void {
    const facts = this.saving;
    const told = this.#told;
    if (told?.state === facts.state && told.hasUnsent === facts.hasUnsent && told.keeping === facts.keeping) return;
    this.#told = facts;
    this.#options.events?.savingChanged?.(facts);
  }

  #clearStuckTimer(): void {
    if (this.#stuckTimer !== null) clearTimeout(this.#stuckTimer);
    this.#stuckTimer = null;
  }
}
