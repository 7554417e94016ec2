import { afterEach, expect, test, vi } from "vitest";
import { storedSeat, storeSeat } from "./device/seatStore";
import { keepAside } from "./device/aside";
import { troubledStore, TROUBLES, workingStore } from "./device/fakeStore";
import { forgetWorkshop } from "./forget";

const SEAT = { workshop: "w", seat: "s", token: "t", title: "Workshop", code: "KQM4WTX", recovery_words: null };

afterEach(() => vi.useRealTimers());

test.each(TROUBLES)("whoever leaves a device whose store is %s is not kept waiting", async (trouble) => {
  vi.useFakeTimers();
  troubledStore(trouble);
  storeSeat(SEAT);
  const left = vi.fn();
  void forgetWorkshop("w", "s", () => {}).then(left);
  await vi.advanceTimersByTimeAsync(7_000);
  expect(left).toHaveBeenCalled();
  expect(storedSeat("w")).toBeNull();
});

test("what was kept aside goes too, also where the browser cannot list what it has", async () => {
  const factory = workingStore();
  await keepAside("plenary/w/s/map/m8/refused", { updates: [new Uint8Array([0, 0])], because: "too late" });
  const list = factory.databases.bind(factory);
  factory.databases = () => Promise.reject(new TypeError("not a function"));
  await forgetWorkshop("w", "s", () => {});
  expect(await list()).toEqual([]);
});
