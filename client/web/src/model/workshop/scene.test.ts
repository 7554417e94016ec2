import { expect, test } from "vitest";
import type { RoundSummary, SessionView, StepId } from "../generated";
import { sceneInWords, sceneOf } from "./scene";
import { round, sessionAt } from "../testSession";

const kind = (step: StepId, rounds: RoundSummary[] = [], changes: Partial<SessionView> = {}) =>
  sceneOf(sessionAt(step, rounds, changes)).kind;
const pooled = round({ revealed: "pooled" });

test.each<[StepId, RoundSummary[], string]>([
  ["lobby", [], "join"],
  ["mark", [], "join"],
  ["mark", [round({ is_open: true })], "progress"],
  ["mark", [round()], "closed"],
  ["reveal", [round()], "closed"],
  ["reveal", [pooled], "heatmap"],
  ["reveal", [round({ revealed: "table" })], "tables"],
  ["break", [round({ revealed: "groups" })], "break"],
  ["plenary", [round({ revealed: "groups" })], "heatmap"],
  ["plenary", [pooled, round({ round: "r2", is_open: true })], "progress"],
  ["plan", [pooled], "plan"],
  ["close", [pooled], "thanks"],
])("at %s", (step, rounds, expected) => expect(kind(step, rounds)).toBe(expected));

test("in its step the map is on the screen, once there is one", () => {
  expect(kind("map", [pooled])).toBe("tables");
  expect(kind("map", [pooled], { map: "m1" })).toBe("map");
  expect(kind("map", [pooled], { map: "m1", focus: "leadership" })).toBe("domain");
  expect(kind("plan", [pooled], { focus: "leadership" })).toBe("domain");
});

test("the priorities stay one press away from the plan, with the domains they were written to", () => {
  const lost = round({ round: "r2", kind: "lost", framework: "map-m1-1", map: "m1", revealed: "pooled" });
  expect(sceneOf(sessionAt("plan", [pooled, lost]), "priorities")).toEqual({ kind: "priorities", round: pooled });
  expect(sceneOf(sessionAt("map", [pooled, lost], { map: "m1" }), "priorities").kind).toBe("map");
});

test("how many have marked losses is told like any other marking", () => {
  const lost = round({ round: "r2", kind: "lost", map: "m1", is_open: true });
  expect(kind("map", [pooled, lost], { map: "m1" })).toBe("progress");
  expect(sceneInWords(sceneOf(sessionAt("reveal", [round({ kind: "lost", revealed: "pooled" })])), null)).toBe("Overview of all steps");
});

test("a closed workshop says thank you", () => {
  expect(kind("plenary", [pooled], { state: "closed" })).toBe("thanks");
});

test("a domain before everybody is shown large, its counts only where the room may see them", () => {
  const focused = (revealed: RoundSummary["revealed"], changes: Partial<SessionView> = {}) =>
    sceneOf(sessionAt("plenary", [round({ revealed })], { focus: "leadership", ...changes }));
  expect(focused("pooled")).toMatchObject({ kind: "domain", domain: "leadership", isShown: true });
  expect(focused("table")).toMatchObject({ kind: "domain", isShown: false });
  expect(focused(null)).toMatchObject({ kind: "domain", isShown: false });
  expect(focused(null, { reveal: "open" })).toMatchObject({ isShown: true });
});
