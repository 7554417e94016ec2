import { expect, test } from "vitest";
import { roomStepOf } from "./roomStep";
import { round, session } from "../testData";

test("before the first round everybody waits", () => {
  expect(roomStepOf(session("lobby", [])).kind).toBe("lobby");
  expect(roomStepOf(session("mark", [])).kind).toBe("lobby");
});

test("an open round is never missed, whatever the run sheet says", () => {
  for (const step of ["lobby", "mark", "reveal", "break", "plenary", "map", "plan", "close"] as const) {
    expect(roomStepOf(session(step, [round({ is_open: true })])).kind, step).toBe("mark");
  }
});

test("after the close of marking people may finish until the room moves on", () => {
  expect(roomStepOf(session("mark", [round()])).kind).toBe("mark");
  expect(roomStepOf(session("reveal", [round()])).kind).toBe("talk");
  expect(roomStepOf(session("reveal", [round({ revealed: "pooled" })])).kind).toBe("results");
  expect(roomStepOf(session("plenary", [round({ revealed: "pooled" })])).kind).toBe("follow");
  expect(roomStepOf(session("close", [round()])).kind).toBe("close");
});

test("a workshop that is over shows its close, even with a round left open", () => {
  expect(roomStepOf(session("mark", [round({ is_open: true })], { state: "closed" })).kind).toBe("close");
});

test("in its step the map is before everybody, once there is one", () => {
  const maps = [{ map: "m1", title: "Referral" }];
  expect(roomStepOf(session("map", [round()])).kind).toBe("follow");
  expect(roomStepOf(session("map", [round()], { maps, map: "m1" }))).toEqual({ kind: "map", map: "m1" });
  expect(roomStepOf(session("plan", [round()], { maps, map: "m1" })).kind).toBe("plan");
  const lost = round({ kind: "lost", map: "m1", is_open: true });
  expect(roomStepOf(session("map", [lost], { maps, map: "m1" })).kind).toBe("mark");
});

test("the latest round counts", () => {
  const place = roomStepOf(session("reveal", [round({ revealed: "groups" }), round({ round: "r2" })]));
  expect(place).toMatchObject({ kind: "talk", round: { round: "r2" } });
});
