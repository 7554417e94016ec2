import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { Keeping } from "../../model/device/saving";
import { DeviceCopy } from "./copy";
import { full, troubledStore, TROUBLES, workingStore } from "./fakeStore";
import { keepsCopies } from "./trial";

const NAME = "plenary/w/ballot/s";

beforeEach(() => {
  // The store in memory answers by another clock.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  workingStore();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A page that has the ballot open. */
function page() {
  const replica = new Y.Doc();
  const told: Keeping[] = [];
  const copy = new DeviceCopy(NAME, replica, () => told.push(copy.keeping));
  const mark = (domain: string, level: number) => replica.getMap("marks").set(domain, level);
  const marks = () => Object.fromEntries(replica.getMap("marks"));
  const becomes = (keeping: Keeping) => until(() => copy.keeping === keeping);
  return { replica, copy, told, mark, marks, becomes };
}

async function until(is: () => boolean): Promise<void> {
  for (let tries = 0; !is(); tries += 1) {
    if (500 < tries) expect(is()).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a page that is loaded now would find. */
async function foundLater(): Promise<unknown> {
  const later = page();
  await later.copy.loaded;
  later.copy.close();
  return later.marks();
}

test("a mark is called kept when its transaction has completed, and is there after a reload", async () => {
  const { copy, mark, becomes } = page();
  await copy.loaded;
  await becomes("kept");
  mark("a", 3);
  expect(copy.keeping).toBe("pending");
  await becomes("kept");
  copy.close();
  expect(await foundLater()).toEqual({ a: 3 });
});

test("what was marked in the last moment before the page goes is handed over", async () => {
  const { copy, mark, becomes } = page();
  await copy.loaded;
  await becomes("kept");
  mark("a", 1);
  mark("b", 2);
  copy.close();
  expect(await foundLater()).toEqual({ a: 1, b: 2 });
});

test.each(TROUBLES)("with a store that is %s marking goes on, and nothing is called kept", async (trouble) => {
  troubledStore(trouble);
  const { copy, mark, marks, told } = page();
  await vi.advanceTimersByTimeAsync(3_000);
  await copy.loaded;
  mark("a", 3);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(marks()).toEqual({ a: 3 });
  expect(copy.keeping).toBe("not kept");
  expect(told).not.toContain("kept");
  const trying = keepsCopies();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await trying).toBe(false);
  copy.close();
  const removed = vi.fn();
  void copy.remove().then(removed);
  await vi.advanceTimersByTimeAsync(1);
  if (trouble !== "silent") expect(removed).toHaveBeenCalled();
});

test("a store that takes nothing from the beginning is found out before the first mark, and on trial", async () => {
  full();
  const { copy, becomes } = page();
  await copy.loaded;
  await becomes("not kept");
  expect(await keepsCopies()).toBe(false);
});

test("a store that works passes the trial, and the trial leaves nothing behind", async () => {
  const factory = workingStore();
  expect(await keepsCopies()).toBe(true);
  await vi.waitFor(async () => expect(await factory.databases()).toEqual([]));
});

test("a store that is full later on is found out with the next mark, and followed when there is room again", async () => {
  const { copy, mark, becomes } = page();
  await copy.loaded;
  mark("a", 1);
  await becomes("kept");
  const makeRoom = full();
  mark("b", 2);
  await becomes("not kept");
  mark("c", 3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(copy.keeping).toBe("not kept");
  makeRoom();
  await vi.advanceTimersByTimeAsync(10_000);
  await becomes("kept");
  copy.close();
  expect(await foundLater()).toEqual({ a: 1, b: 2, c: 3 });
});

test("a write that never ends is not kept after three seconds, and stops nothing", async () => {
  const { copy, mark, becomes } = page();
  await copy.loaded;
  await becomes("kept");
  const { IDBDatabase } = await import("fake-indexeddb");
  const store = { add: () => ({}), put: () => ({}), getAll: () => ({}) };
  vi.spyOn(IDBDatabase.prototype, "transaction").mockReturnValue({ objectStore: () => store } as never);
  mark("a", 1);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(copy.keeping).toBe("pending");
  await vi.advanceTimersByTimeAsync(200);
  expect(copy.keeping).toBe("not kept");
});

test("a copy that another tab has blocked is opened late, and what it holds is still there", async () => {
  const before = page();
  await before.copy.loaded;
  before.mark("a", 1);
  await before.becomes("kept");
  before.copy.close();
  // A tab of an older version that does not let go, while another one removes the copy.
  const holding = await opened(NAME);
  indexedDB.deleteDatabase(NAME);
  const { copy, mark, becomes } = page();
  await vi.advanceTimersByTimeAsync(3_000);
  await copy.loaded;
  expect(copy.keeping).toBe("not kept");
  mark("b", 2);
  holding.close();
  await becomes("kept");
  copy.close();
  expect(await foundLater()).toEqual({ b: 2 });
});

test("two tabs keep in one copy, and neither loses what the other wrote when it is made smaller", async () => {
  const [one, other] = [page(), page()];
  await Promise.all([one.copy.loaded, other.copy.loaded]);
  for (let level = 0; level < 150; level += 1) {
    one.mark("a", level);
    other.mark("b", level);
    await one.becomes("kept");
    await other.becomes("kept");
  }
  one.copy.close();
  other.copy.close();
  expect(await foundLater()).toEqual({ a: 149, b: 149 });
  // Reading it has made it smaller.
  const database = await opened(NAME);
  const count = database.transaction("updates").objectStore("updates").count();
  await until(() => count.readyState === "done");
  expect(count.result).toBeLessThan(250);
  database.close();
});

test("another tab that removes the copy closes it here, and it is not made anew", async () => {
  const [one, other] = [page(), page()];
  await Promise.all([one.copy.loaded, other.copy.loaded]);
  one.mark("a", 1);
  await one.becomes("kept");
  await other.copy.remove();
  await one.becomes("not kept");
  one.mark("b", 2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(one.copy.keeping).toBe("not kept");
  expect(await indexedDB.databases()).toEqual([]);
});

test("a copy that fails to be made smaller is no reason to say that marks are not kept", async () => {
  const { copy, mark, becomes, told } = page();
  await copy.loaded;
  const { IDBObjectStore } = await import("fake-indexeddb");
  const clearing = vi.spyOn(IDBObjectStore.prototype, "clear").mockImplementation(function (this: IDBObjectStore) {
    this.transaction.abort();
    throw new DOMException("full", "QuotaExceededError");
  });
  for (let level = 0; level < 250; level += 1) {
    mark("a", level);
    await becomes("kept");
  }
  await until(() => 0 < clearing.mock.calls.length);
  mark("a", 1000);
  await becomes("kept");
  expect(told).not.toContain("not kept");
  copy.close();
  expect(await foundLater()).toEqual({ a: 1000 });
});

test("a copy that is closed while it is being opened is not made anew", async () => {
  const { copy } = page();
  copy.close();
  await copy.loaded;
  await until(() => true);
  expect(await indexedDB.databases()).toEqual([]);
});

test("a copy that y-indexeddb wrote is read, and a damaged update in it costs no other", async () => {
  const old = new Y.Doc();
  const updates: Uint8Array[] = [];
  old.on("update", (update: Uint8Array) => void updates.push(update));
  old.getMap("marks").set("a", 2);
  old.getMap("marks").set("b", 4);
  const database = await opened(NAME, (made) => {
    made.createObjectStore("updates", { autoIncrement: true });
    made.createObjectStore("custom");
  });
  const transaction = database.transaction(["updates"], "readwrite");
  // It writes what a replica held when it was opened, which is nothing, and then each update.
  for (const update of [Y.encodeStateAsUpdate(new Y.Doc()), ...updates, new Uint8Array([1, 1, 255])]) transaction.objectStore("updates").add(update);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
  const { copy, marks, becomes } = page();
  await copy.loaded;
  expect(marks()).toEqual({ a: 2, b: 4 });
  await becomes("kept");
});

test("what comes from the copy is not written to it again", async () => {
  const before = page();
  await before.copy.loaded;
  before.mark("a", 1);
  await before.becomes("kept");
  before.copy.close();
  const count = async () => {
    const database = await opened(NAME);
    const asked = database.transaction("updates").objectStore("updates").count();
    await until(() => asked.readyState === "done");
    database.close();
    return asked.result;
  };
  const first = await count();
  await foundLater();
  expect(await count()).toBe(first);
});

function opened(name: string, make: (database: IDBDatabase) => void = () => {}): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => make(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
