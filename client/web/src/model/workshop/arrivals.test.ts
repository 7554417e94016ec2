import { expect, test } from "vitest";
import { arrivalsInRound, arrivalsTitle, listedNames, unusedSince, waitingLine } from "./arrivals";
import type { JoiningView, SeatListed } from "../generated";
import { sessionAt } from "../testSession";

const joining = (changes: Partial<JoiningView> = {}): JoiningView => ({
  server_time_ms: 0,
  in_ten_seconds: 0,
  in_a_minute: 0,
  waiting: 0,
  is_rush: false,
  is_late_rush: false,
  admits_all_until_ms: null,
  unused: 0,
  ...changes,
});
const seat = (id: string, changes: Partial<SeatListed> = {}): SeatListed => ({
  seat: id,
  role: "participant",
  sector: "civic",
  organisation: null,
  name: null,
  table: null,
  is_present: false,
  is_awaited: true,
  awaited_since_ms: 1_000,
  ...changes,
});

test.each([
  [joining({ in_ten_seconds: 29 }), null],
  [joining({ in_ten_seconds: 48, is_rush: true }), "5 people a second are joining"],
  [joining({ in_ten_seconds: 9, waiting: 3, is_rush: true }), "1 person a second is joining"],
  [joining({ in_ten_seconds: 4, waiting: 3, is_rush: true }), "People are waiting to join"],
  [joining({ admits_all_until_ms: 60_000 }), "Everybody is let in"],
])("the desk says how fast people join where that is unusual", (view, said) => {
  expect(arrivalsTitle(view)).toBe(said);
});

test("how many wait is said as far as it is known", () => {
  expect(waitingLine(joining())).toBeNull();
  expect(waitingLine(joining({ waiting: 1 }))).toMatch(/^At least one request to join waits/);
  expect(waitingLine(joining({ waiting: 37 }))).toMatch(/^At least 37 requests to join wait/);
});

test("before a round and in it the desk says who joined in great numbers", () => {
  const session = sessionAt("mark");
  const late = joining({ in_a_minute: 12, is_late_rush: true });
  expect(arrivalsInRound(late, session, false)).toMatch(/^12 people joined in the last minute, while marking is open/);
  expect(arrivalsInRound(late, { ...session, joining_open: false }, false)).toBeNull();
  const rush = joining({ in_a_minute: 90, is_rush: true });
  expect(arrivalsInRound(rush, session, true)).toMatch(/before you open marking/);
  expect(arrivalsInRound(rush, session, false)).toBeNull();
  expect(arrivalsInRound(null, session, true)).toBeNull();
});

test("places nobody used are those that a facilitator can remove", () => {
  const seats = [
    seat("a"),
    seat("b", { awaited_since_ms: 5_000 }),
    seat("c", { awaited_since_ms: null, is_awaited: false }),
    seat("d", { role: "facilitator" }),
  ];
  expect(unusedSince(seats, null)).toBe(2);
  expect(unusedSince(seats, 5_000)).toBe(1);
  const names = listedNames([...seats, seat("s", { role: "screen" })], sessionAt("mark"));
  expect(names.map(({ words }) => words)).toEqual(["Person 1, Council", "Person 2, Council", "Person 3, Council", "Person 4, Council"]);
});
