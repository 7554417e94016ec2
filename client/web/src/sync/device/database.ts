// The browser's database, asked so that nothing it does can stop the app: it may be absent, throw, refuse, be full or never
// answer. It keeps no state.

/** Longer than an honest store takes on a slow phone; nobody waits longer than this for a page. */
export const ANSWER_WITHIN_MS = 3_000;

// The layout of y-indexeddb, which wrote these copies before: what is on people's devices is still read.
const UPDATES = "updates";
const CUSTOM = "custom";

/** The databases of this browser; null where it gives none. */
export function deviceDatabases(): IDBFactory | null {
  try {
    // The getter itself throws where a policy blocks site data.
    return typeof indexedDB === "undefined" ? null : indexedDB;
  } catch {
    return null;
  }
}

/** Opens a database, or makes it where that is wanted then. It may take for ever. */
export function openDatabase(name: string, mayMake: () => boolean): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = deviceDatabases()?.open(name);
    if (request === undefined) return reject(new Error("this browser has no database"));
    request.onupgradeneeded = () => {
      if (!mayMake()) return request.transaction?.abort();
      request.result.createObjectStore(UPDATES, { autoIncrement: true });
      request.result.createObjectStore(CUSTOM);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error ?? new Error("the database was refused"));
    };
  });
}

/** Removes a database; settles when it is gone. `held` is called when that waits for another tab. */
export function removeDatabase(name: string, held: () => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = deviceDatabases()?.deleteDatabase(name);
      if (request === undefined) return resolve();
      request.onsuccess = () => resolve();
      // Refused storage keeps nothing.
      request.onerror = () => resolve();
      request.onblocked = held;
    } catch {
      resolve();
    }
  });
}

/** Every update that is kept, in the order in which they came, and what is kept beside them under a name. */
export async function readUpdates(database: IDBDatabase, beside?: string): Promise<{ updates: Uint8Array[]; beside: unknown }> {
  const transaction = database.transaction([UPDATES, CUSTOM], "readonly");
  const all = transaction.objectStore(UPDATES).getAll();
  const other = beside === undefined ? null : transaction.objectStore(CUSTOM).get(beside);
  await completed(transaction);
  return { updates: (all.result as unknown[]).filter(isUpdate), beside: other?.result };
}

/** Adds updates in one transaction, and something beside them; settles when they are written, not when they were asked for. */
export function appendUpdates(database: IDBDatabase, updates: readonly Uint8Array[], beside?: { name: string; value: unknown }): Promise<void> {
  const transaction = database.transaction([UPDATES, CUSTOM], "readwrite");
  for (const update of updates) transaction.objectStore(UPDATES).add(update);
  if (beside !== undefined) transaction.objectStore(CUSTOM).put(beside.value, beside.name);
  return completed(transaction);
}

/** Puts one update in the place of all. It is made from what is there at that moment, so that no other tab's is lost. */
export function replaceUpdates(database: IDBDatabase, joined: (updates: Uint8Array[]) => Uint8Array): Promise<void> {
  const transaction = database.transaction(UPDATES, "readwrite");
  const store = transaction.objectStore(UPDATES);
  const all = store.getAll();
  all.onsuccess = () => {
    const one = joined((all.result as unknown[]).filter(isUpdate));
    store.clear();
    store.add(one);
  };
  return completed(transaction);
}

/** What settles within the time that a store has to answer; else it is refused. */
export function within<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the store does not answer")), ANSWER_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the store took it back"));
  });
}

// Nothing else is written there by this app; what a damaged store gives is not taken for one.
function isUpdate(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value);
}
