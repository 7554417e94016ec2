import { expect, test } from "vitest";
import { clockOf, leftInWords, plannedInWords, timeOfDay } from "./clock";
import { sessionAt } from "../testSession";

const MINUTE_MS = 60_000;

test.each([
  [10 * MINUTE_MS, "10 min left"],
  [9 * MINUTE_MS + 1, "10 min left"],
  [2 * MINUTE_MS, "2 min left"],
  [MINUTE_MS + 1, "2 min left"],
  [MINUTE_MS, "Less than 1 min left"],
  [1, "Less than 1 min left"],
  [0, "Time is up"],
  [-MINUTE_MS + 1, "Time is up"],
  [-MINUTE_MS, "1 min over"],
  [-150_000, "2 min over"],
])("%i ms before the end", (left_ms, words) => expect(leftInWords(left_ms)).toBe(words));

test("added minutes move the end", () => {
  const { run_sheet } = sessionAt("mark");
  expect(clockOf(run_sheet, 4 * MINUTE_MS)).toEqual({
    left: "6 min left",
    elapsed: "4 min so far",
    end_ms: 10 * MINUTE_MS,
    isOver: false,
  });
  const extended = clockOf({ ...run_sheet, extended_minutes: 5 }, 4 * MINUTE_MS);
  expect(extended).toMatchObject({ left: "11 min left", end_ms: 15 * MINUTE_MS });
  expect(clockOf(run_sheet, 10 * MINUTE_MS)).toMatchObject({ left: "Time is up", isOver: true });
});

test("a step without a planned time only counts up", () => {
  expect(clockOf(sessionAt("close").run_sheet, 3 * MINUTE_MS)).toEqual({
    left: null,
    elapsed: "3 min so far",
    end_ms: null,
    isOver: false,
  });
});

test("a clock that runs behind the server's adds no minute", () => {
  expect(clockOf(sessionAt("mark").run_sheet, -900)).toMatchObject({ left: "10 min left", elapsed: "0 min so far" });
});

test("minutes and times as they are shown", () => {
  expect(plannedInWords(10, 0)).toBe("10 min");
  expect(plannedInWords(10, 5)).toBe("10 + 5 min");
  expect(plannedInWords(null, 0)).toBe("");
  expect(timeOfDay(new Date(2026, 10, 23, 9, 5).getTime())).toBe("09:05");
});
