// Stores that fail as those of real browsers do, for the tests of what is kept. All but the first few stand on a store in
// memory that works.
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { vi } from "vitest";

/** What is the matter with the store. */
export type Trouble = "absent" | "throwing getter" | "throwing open" | "refused" | "silent";

export const TROUBLES: readonly Trouble[] = ["absent", "throwing getter", "throwing open", "refused", "silent"];

/** Gives the browser a store in memory that works, and an empty one. */
export function workingStore(): IDBFactory {
  const factory = new IDBFactory();
  give(() => factory);
  return factory;
}

/** Gives the browser a store with which nothing can be kept. */
export function troubledStore(trouble: Trouble): void {
  switch (trouble) {
    case "absent":
      return give(() => undefined);
    case "throwing getter":
      return give(() => {
        throw new DOMException("site data is blocked", "SecurityError");
      });
    case "throwing open":
      return give(() => ({ open: thrown, deleteDatabase: thrown, databases: thrown }));
    case "refused":
      return give(() => ({ open: refusing, deleteDatabase: refusing, databases: () => Promise.reject(new DOMException("refused")) }));
    case "silent":
      return give(() => ({ open: () => ({}), deleteDatabase: () => ({}), databases: () => new Promise(() => {}) }));
  }
}

/** From now on nothing more fits in: each write is taken back, as browsers do when the device is full. What is given back ends that. */
export function full(): () => void {
  const add = IDBObjectStore.prototype.add;
  const filling = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore, ...value) {
    const request = add.apply(this, value);
    this.transaction.abort();
    return request;
  });
  return () => filling.mockRestore();
}

function thrown(): never {
  throw new DOMException("refused", "SecurityError");
}

function refusing(): object {
  const request = { error: new DOMException("refused", "UnknownError"), onerror: (event: object) => void event };
  queueMicrotask(() => request.onerror({ preventDefault: () => {} }));
  return request;
}

function give(get: () => unknown): void {
  Object.defineProperty(globalThis, "indexedDB", { configurable: true, get });
}
