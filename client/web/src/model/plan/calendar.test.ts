import { expect, test } from "vitest";
import { calendarOf, daysOf, nextDay, promisedInWords } from "./calendar";
import { day, dayInWords } from "./days";
import { anAction } from "./testPlan";

const TODAY = "2026-11-23";

test("pl1 a day is one that the calendar has, spelled in one way", () => {
  for (const good of ["2026-11-23", "2000-02-29", "2024-02-29", "2199-12-31"]) expect(day(good)).toBe(good);
  const bad = ["", "2026-2-3", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1999-12-31"];
  for (const text of [...bad, "2200-01-01", "2026-11-23T10:00", "+026-11-23", "2026-11-2 ", "2026-11-23\n", 20261123, null]) {
    expect(day(text), String(text)).toBeNull();
  }
});

test("days are said as a person says them, with the year where it is another", () => {
  expect(dayInWords("2026-11-23", TODAY)).toBe("Monday 23 November");
  expect(dayInWords("2027-01-01", TODAY)).toBe("Friday 1 January 2027");
});

test("an action that has not begun is late from its first day on", () => {
  const next = nextDay(anAction(), TODAY);
  expect(next === null ? null : promisedInWords(next, TODAY)).toBe("Overdue since Monday 16 November");
});

test("one that is under way is late only after its last day", () => {
  const underWay = anAction({ progress: "under_way" });
  expect(daysOf(underWay, TODAY).map(({ isOverdue }) => isOverdue)).toEqual([false, false]);
  const next = nextDay(underWay, TODAY);
  expect(next === null ? null : promisedInWords(next, TODAY)).toBe("Test by Monday 14 December");
  expect(nextDay(underWay, "2026-12-15")?.isOverdue).toBe(true);
});

test("today is not late, and what is done or stopped never is", () => {
  expect(nextDay(anAction(), "2026-11-16")?.isOverdue).toBe(false);
  for (const progress of ["done", "stopped"] as const) expect(nextDay(anAction({ progress }), "2027-01-01")).toBeNull();
});

test("the calendar has what is late first, then the months in their order", () => {
  const later = anAction({ id: "a2", develop_by: "2027-02-01", test_by: "2026-12-01" });
  const { overdue, months } = calendarOf([later, anAction(), anAction({ id: "a3", progress: "stopped" })], TODAY);
  expect(overdue.map(({ action, day }) => [action.id, day])).toEqual([["a1", "2026-11-16"]]);
  expect(months.map(({ title, days }) => [title, days.map(({ action }) => action.id)])).toEqual([
    ["December 2026", ["a2", "a1"]],
    ["February 2027", ["a2"]],
  ]);
});
