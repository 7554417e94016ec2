import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStorage } from "./fakeStorage";
import * as store from "./seatStore";

const seat: store.StoredSeat = {
  workshop: "w",
  seat: "s",
  token: "t",
  title: "Workshop",
  code: "KQM4WTX",
  recovery_words: "a b c d",
};

beforeEach(() => vi.stubGlobal("localStorage", memoryStorage()));
afterEach(() => {
  store.forgetSeat("w");
  store.forgetSeat("other");
  vi.unstubAllGlobals();
});

test("a seat is found again, also as the last one used", () => {
  expect(store.storedSeat("w")).toBeNull();
  store.storeSeat(seat);
  expect(store.storedSeat("w")).toEqual(seat);
  expect(store.lastSeat()).toEqual(seat);
});

test("leaving forgets everything of that workshop but a facilitator's own key", () => {
  store.storeSeat(seat);
  store.storeSeat({ ...seat, workshop: "other" });
  store.storeToken("w", "facilitator", "f");
  store.keepDraft("w", "r1/a", "because");
  store.keepText(store.sessionKey("w"), "{}");
  store.forgetSeat("w");
  expect(store.storedSeat("w")).toBeNull();
  expect(store.keptDraft("w", "r1/a")).toBeNull();
  expect(store.keptText(store.sessionKey("w"))).toBeNull();
  expect(store.storedToken("w", "facilitator")).toBe("f");
  expect(store.storedSeat("other")).not.toBeNull();
  store.forgetText("plenary:w:facilitator");
});

test("leaving takes whatever names the workshop, however it is called, from either store", () => {
  vi.stubGlobal("sessionStorage", memoryStorage());
  store.storeSeat(seat);
  for (const key of ["plenary:w:not-taken:s:plan", "plenary:w:calendar:s:mine", "someday:w:new"]) store.keepText(key, "words");
  sessionStorage.setItem("plenary:w:tab", "1");
  sessionStorage.setItem("plenary:other:tab", "1");
  store.forgetSeat("w");
  const left = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  expect(left.filter((key) => key.split(":").includes("w"))).toEqual([]);
  expect(left).toContain("plenary:other:tab");
});

test("leaving takes what was read into a map from files in this tab", () => {
  vi.stubGlobal("sessionStorage", memoryStorage());
  store.storeSeat(seat);
  store.storeToken("w", "facilitator", "f");
  sessionStorage.setItem(store.readInsKey("w", "s", "m1"), "[]");
  sessionStorage.setItem(store.readInsKey("w", "facilitator", "m1"), "[]");
  sessionStorage.setItem(store.readInsKey("other", "s", "m1"), "[]");
  store.forgetSeat("w");
  expect(Object.keys(sessionStorage)).toEqual([store.readInsKey("w", "facilitator", "m1"), store.readInsKey("other", "s", "m1")]);
  store.forgetText("plenary:w:facilitator");
});

test("another tab has left when the key to the seat is gone, and not when it clears up behind this one", () => {
  store.storeSeat(seat);
  expect(store.isLeaving({ key: "plenary:w" }, "w")).toBe(false);
  store.forgetSeat("w");
  expect(store.isLeaving({ key: "plenary:w" }, "w")).toBe(true);
  expect(store.isLeaving({ key: null }, "w")).toBe(true);
  expect(store.isLeaving({ key: "plenary:last" }, "w")).toBe(false);
  expect(store.isLeaving({ key: "plenary:w:draft:r1/a" }, "w")).toBe(false);
});

test("what was kept under a facilitator's key stays as long as the key", () => {
  const names = ["plenary:w:not-taken:facilitator:plan", "plenary/w/facilitator/map/m1", "plenary:w:keep-link"];
  expect(names.filter((name) => store.isOfSeat("w", name))).toEqual(names);
  store.storeToken("w", "facilitator", "f");
  expect(names.filter((name) => store.isOfSeat("w", name))).toEqual([]);
  expect(store.isOfSeat("w", "plenary/w/s/plan")).toBe(true);
  expect(store.isOfSeat("w", "plenary/other/s/plan")).toBe(false);
  store.forgetText("plenary:w:facilitator");
});

test("what somebody else wrote there is not a seat", () => {
  for (const text of ["", "{", "null", "[]", '{"seat":"s"}', '{"workshop":1,"seat":"s","token":"t","title":"","code":""}']) {
    store.keepText("plenary:w", text);
    expect(store.storedSeat("w"), text).toBeNull();
  }
});

test("without storage the seat lasts as long as the page", () => {
  vi.stubGlobal("localStorage", undefined);
  store.storeSeat(seat);
  expect(store.storedSeat("w")).toEqual(seat);
  store.forgetSeat("w");
  expect(store.storedSeat("w")).toBeNull();
});

test("whether the key is on the device is known, and not taken from what this window remembers", () => {
  store.storeSeat(seat);
  expect(store.isSeatKept("w")).toBe(true);
  expect(store.keepsTexts()).toBe(true);
  expect(Object.keys(localStorage).filter((key) => key.includes("trial"))).toEqual([]);
  // The seat that was there before is another one.
  const before = localStorage;
  vi.stubGlobal("localStorage", { getItem: (key: string) => before.getItem(key), removeItem: () => {}, setItem: () => { throw new DOMException("full", "QuotaExceededError"); } });
  store.storeSeat({ ...seat, token: "newer" });
  expect(store.storedSeat("w")?.token).toBe("newer");
  expect(store.isSeatKept("w")).toBe(false);
  expect(store.keepText("plenary:w:draft", "words")).toBe(false);
  expect(store.keepsTexts()).toBe(false);
});

test("a getter that throws is a store that keeps nothing", () => {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => { throw new DOMException("blocked", "SecurityError"); } });
  store.storeSeat(seat);
  expect(store.storedSeat("w")).toEqual(seat);
  expect([store.isSeatKept("w"), store.keepsTexts()]).toEqual([false, false]);
  Object.defineProperty(globalThis, "localStorage", { configurable: true, writable: true, value: memoryStorage() });
});

test("what could not be written is newer than what stands there", () => {
  store.keepText("plenary:w:note", "old");
  const kept = localStorage;
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept.getItem(key), setItem: () => { throw new DOMException("full"); }, removeItem: () => {} });
  store.keepText("plenary:w:note", "new");
  expect(store.keptText("plenary:w:note")).toBe("new");
});
