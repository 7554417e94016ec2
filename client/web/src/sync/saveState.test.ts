import { expect, test } from "vitest";
import type { SaveState } from "../model/device/saving";
import { SaveTracker, saveState } from "./saveState";

test.each<[boolean, boolean, number, SaveState]>([
  [true, true, 0, "saved"],
  [true, true, 1, "sending"],
  [true, false, 0, "sending"],
  [true, false, 3, "sending"],
  [false, true, 0, "waiting"],
  [false, true, 2, "waiting"],
  [false, false, 0, "waiting"],
])("connected %s, synced %s, %i unacknowledged: %s", (isConnected, isSynced, unacknowledged, word) => {
  expect(saveState({ isConnected, isSynced, unacknowledged })).toBe(word);
});

test("a change of word is told once", () => {
  const told: SaveState[] = [];
  const tracker = new SaveTracker((state) => told.push(state));
  tracker.learn({ isConnected: true });
  tracker.learn({ unacknowledged: 1 });
  tracker.learn({ isSynced: true });
  tracker.learn({ unacknowledged: 0 });
  tracker.learn({ unacknowledged: 1 });
  tracker.learn({ unacknowledged: 2 });
  tracker.learn({ isConnected: false });
  expect(told).toEqual(["sending", "saved", "sending", "waiting"]);
  expect(tracker.state).toBe("waiting");
});
