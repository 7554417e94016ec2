// One shared document: its Yjs replica, its copy on this device, its provider and the truth about what is saved.
import { HocuspocusProvider } from "@hocuspocus/provider";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { Presence, type Others } from "./presence";
import { SaveTracker, type SaveState } from "./saveState";
import type { WorkshopSocket } from "./socket";

/** What a document tells its owner. */
export interface DocumentEvents {
  saveStateChanged?: (state: SaveState) => void;
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
  events?: DocumentEvents;
}

// An update whose acknowledgement is this late has been lost between the two ends; a fresh handshake carries it again.
const STUCK_MS = 8_000;
// Some browsers never answer when storage is blocked; marking must not wait for them.
const STORAGE_WAIT_MS = 3_000;
const PROBE = "plenary-probe";

/** A document that is open on the workshop's socket. */
export class OpenDocument {
  readonly replica = new Y.Doc();
  /** Settles when the copy on this device has been read: only then is the document shown or sent. */
  readonly loaded: Promise<void>;
  readonly #presence: Presence | null;
  readonly #options: DocumentOptions;
  readonly #save: SaveTracker;
  #provider: HocuspocusProvider | null = null;
  #stored: IndexeddbPersistence | null = null;
  #stuckTimer: ReturnType<typeof setTimeout> | null = null;
  #isClosed = false;

  constructor(options: DocumentOptions) {
    this.#options = options;
    this.#save = new SaveTracker((state) => options.events?.saveStateChanged?.(state));
    const heard = options.events?.presenceChanged;
    this.#presence = heard === undefined ? null : new Presence(this.replica, heard);
    this.loaded = this.#load();
  }

  get saveState(): SaveState {
    return this.#save.state;
  }

  /** Says at which place this person writes, to those who have the document open too; null where they do not. */
  sayAt(path: string | null): void {
    if (!this.#isClosed) this.#presence?.sayAt(path);
  }

  close(): void {
    this.#isClosed = true;
    this.#clearStuckTimer();
    this.#provider?.destroy();
    void this.#stored?.destroy();
    this.replica.destroy();
  }

  /** Closes the document and removes its copy from this device. */
  async forget(): Promise<void> {
    const stored = this.#stored;
    this.#stored = null;
    this.close();
    await stored?.clearData();
  }

  // The provider is attached only once the stored copy is in: what it loads would otherwise be counted as unsent.
  async #load(): Promise<void> {
    if (this.#options.storedAs !== undefined && typeof indexedDB !== "undefined") {
      await this.#openStore(this.#options.storedAs);
    }
    if (!this.#isClosed) this.#attach();
  }

  async #openStore(name: string): Promise<void> {
    // A document that was closed meanwhile must not make its copy anew: it may just have been removed.
    if (!(await canStore()) || this.#isClosed) return;
    const stored = new IndexeddbPersistence(name, this.replica);
    this.#stored = stored;
    await Promise.race([stored.whenSynced, delay(STORAGE_WAIT_MS)]);
    // Another tab that removes the copy closes it here too; writing into it would then keep edits from being sent at all.
    stored.db?.addEventListener("versionchange", () => {
      if (this.#stored === stored) this.#stored = null;
      void stored.destroy();
    });
  }

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
    this.#clearStuckTimer();
    if (this.#save.state === "sending") {
      this.#stuckTimer = setTimeout(() => this.#provider?.forceSync(), STUCK_MS);
    }
  }

  #clearStuckTimer(): void {
    if (this.#stuckTimer !== null) clearTimeout(this.#stuckTimer);
    this.#stuckTimer = null;
  }
}

// y-indexeddb leaves a rejected promise behind where storage is blocked, so that is found out first.
function canStore(): Promise<boolean> {
  const asked = new Promise<boolean>((resolve) => {
    try {
      const request = indexedDB.open(PROBE);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(true);
      };
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
  return Promise.race([asked, delay(STORAGE_WAIT_MS).then(() => false)]);
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
