import { expect, test } from "vitest";
import { sessionAt } from "../testSession";
import { closedInWords, prioritiesClosedInWords, type WorkingKind } from "./permission";
import type { WriteAccess } from "../generated";

const at = (kind: WorkingKind, access: WriteAccess) => {
  const session = sessionAt("plan");
  return closedInWords({ writing: { ...session.writing, [kind]: access } }, kind);
};

test("whoever may write is told nothing, and whoever may not is told why", () => {
  expect([at("map", "write"), at("plan", "write")]).toEqual([null, null]);
  expect(at("map", "workshop_closed")).toContain("the map stays as it is");
  expect(at("plan", "step_closed")).toContain("has not opened the plan");
  expect(at("plan", "observer_reads")).toContain("here to observe");
  expect(at("map", "screen_reads")).toContain("projector");
  expect(at("map", "facilitators_only")).toContain("Facilitators");
});

test("what the server says of the plan says nothing of the map", () => {
  const session = sessionAt("map");
  const writing = { ...session.writing, plan: "step_closed" as const };
  expect([closedInWords({ writing }, "map"), closedInWords({ writing }, "plan") === null]).toEqual([null, false]);
});

test("nobody writes before anything is known", () => {
  expect(closedInWords(null, "plan")).toContain("has been loaded");
});

test("facilitators are told when the priorities can be written", () => {
  expect(prioritiesClosedInWords("write")).toBeNull();
  expect(prioritiesClosedInWords("step_closed")).toContain("from the reveal on");
  expect(prioritiesClosedInWords("workshop_closed")).toContain("closed");
});
