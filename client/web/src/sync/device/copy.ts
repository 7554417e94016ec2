// A document's copy on this device. It follows what the store does, not what it was asked: a change is kept once its
// transaction has completed. Whatever the store does, the document goes on.
import * as Y from "yjs";
import type { Keeping } from "../../model/device/saving";
import { ANSWER_WITHIN_MS, appendUpdates, deviceDatabases, openDatabase, readUpdates, removeDatabase, replaceUpdates, within } from "./database";

// Somebody who has made room on the device, or allowed storage, need not load the page again.
const TRY_AGAIN_MS = 10_000;
// So many small updates are read in a moment; more would slow the next opening on an old phone.
const UPDATES_MOST = 200;

/** The copy of one replica, under one name. */
export class DeviceCopy {
  /** Settles when what was kept has been read, and in any case after as long as a store has to answer. */
  readonly loaded: Promise<void>;
  readonly #name: string;
  readonly #replica: Y.Doc;
  readonly #changed: () => void;
  #keeping: Keeping = "pending";
  #database: IDBDatabase | null = null;
  #waiting: Uint8Array[] = [];
  // Once a write has failed it is not known which updates are there: then everything is written again.
  #isWhole = false;
  #isBusy = false;
  #count = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #isClosed = false;

  constructor(name: string, replica: Y.Doc, changed: () => void) {
    this.#name = name;
    this.#replica = replica;
    this.#changed = changed;
    replica.on("update", this.#heard);
    this.loaded = this.#open();
  }

  /** Whether what this replica holds would be found here after a reload. */
  get keeping(): Keeping {
    return this.#keeping;
  }

  /** Lets go of the copy; what has not been written yet is handed over first. */
  close(): void {
    if (this.#isClosed) return;
    this.#end();
    const updates = this.#take();
    try {
      if (this.#database !== null && 0 < updates.length) appendUpdates(this.#database, updates).catch(() => {});
    } catch {
      // The store is gone; nobody is told any more.
    }
    this.#database?.close();
  }

  /** Takes the copy off this device; settles when nothing of it is left. */
  remove(): Promise<void> {
    this.#end();
    this.#database?.close();
    return removeDatabase(this.#name);
  }

  readonly #heard = (update: Uint8Array, origin: unknown, _: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this) return;
    if (!this.#isWhole) this.#waiting.push(update);
    // What others wrote is at the server; only what was written here may be lost.
    if (transaction.local && this.#keeping === "kept") this.#tell("pending");
    this.#write();
  };

  async #open(): Promise<void> {
    const opening = this.#opened();
    opening.catch(() => this.#failed());
    // A store that answers later is followed all the same.
    await within(opening).catch(() => {
      this.#startOver();
      this.#tell("not kept");
    });
  }

  async #opened(): Promise<void> {
    // A copy that was closed meanwhile must not be made anew: it may just have been removed.
    const database = await openDatabase(this.#name, () => !this.#isClosed);
    if (this.#isClosed) return database.close();
    // Another tab removes the copy: writing on would bring back what was taken off this device, or refused.
    database.onversionchange = () => {
      this.#end();
      this.#lost();
    };
    database.onclose = () => this.#failed();
    this.#database = database;
    const { updates } = await readUpdates(database);
    if (this.#isClosed) return;
    this.#count = updates.length;
    Y.transact(this.#replica, () => applyAll(this.#replica, updates, this), this, false);
    // An empty copy is written to at once: a store that only reads is no store.
    if (updates.length === 0) this.#isWhole = true;
    this.#write();
  }

  #write(): void {
    const database = this.#database;
    if (this.#isBusy || this.#isClosed || database === null || this.#retry !== null) return;
    const updates = this.#take();
    if (0 < updates.length) {
      this.#count += updates.length;
      return this.#do(() => appendUpdates(database, updates), () => this.#failed());
    }
    this.#tell("kept");
    if (this.#count <= UPDATES_MOST) return;
    this.#count = 0;
    // Where it fails, or there is no room for it, the updates stay as they were.
    this.#do(() => replaceUpdates(database, joined), () => {});
  }

  #do(ask: () => Promise<void>, failed: () => void): void {
    this.#isBusy = true;
    const late = setTimeout(() => {
      // What comes now is written with everything else, should the store come back.
      this.#startOver();
      this.#tell("not kept");
    }, ANSWER_WITHIN_MS);
    // Asking a store that has gone throws at once.
    new Promise<void>((resolve) => resolve(ask()))
      .catch(failed)
      .finally(() => {
        clearTimeout(late);
        this.#isBusy = false;
        this.#write();
      });
  }

  #take(): Uint8Array[] {
    const updates = this.#isWhole ? [Y.encodeStateAsUpdate(this.#replica)] : this.#waiting;
    this.#waiting = [];
    this.#isWhole = false;
    return updates;
  }

  #startOver(): void {
    this.#isWhole = true;
    this.#waiting = [];
  }

  // A connection that failed once may be dead for good, as on iPhones after a while in the background: it is opened anew.
  #failed(): void {
    if (this.#isClosed) return;
    this.#startOver();
    this.#lost();
    if (this.#retry !== null || deviceDatabases() === null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      void this.#open();
    }, TRY_AGAIN_MS);
  }

  #lost(): void {
    this.#database?.close();
    this.#database = null;
    this.#tell("not kept");
  }

  #end(): void {
    this.#isClosed = true;
    this.#replica.off("update", this.#heard);
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  #tell(keeping: Keeping): void {
    if (this.#keeping === keeping) return;
    this.#keeping = keeping;
    this.#changed();
  }
}

function applyAll(replica: Y.Doc, updates: readonly Uint8Array[], origin?: unknown): void {
  for (const update of updates) {
    try {
      Y.applyUpdate(replica, update, origin);
    } catch {
      // A damaged one is left out; the server has what the others do not.
    }
  }
}

function joined(updates: Uint8Array[]): Uint8Array {
  const all = new Y.Doc();
  applyAll(all, updates);
  const one = Y.encodeStateAsUpdate(all);
  all.destroy();
  return one;
}
