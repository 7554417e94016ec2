import { expect, test } from "vitest";
import type { RevealChoice } from "./facilitatorAction";
import { groupingsOf, nextAction, quietActions } from "./facilitation";
import type { RoundSummary, StepId } from "../generated";
import { round, sessionAt } from "../testSession";

const POOLED: RevealChoice = { level: "pooled" };
const MAPS = { maps: [{ map: "m1", title: "Referral" }, { map: "m2", title: "Discharge" }], map: "m1" };
const marked = round({ revealed: "pooled" });
const lost = (changes: Partial<RoundSummary> = {}) => round({ round: "r2", framework: "map-m1-1", kind: "lost", map: "m1", ...changes });
const first = (changes: Partial<RoundSummary> = {}) => round({ round: "r3", framework: "plan-1", kind: "priority", ...changes });
const shown = lost({ revealed: "groups", grouping: "sphere" });

test.each<[string, StepId, RoundSummary[], boolean, string, string]>([
  ["there is no map", "map", [marked], false, "Start a map", "create_map"],
  ["there is a map", "map", [marked], true, "Ask where people are lost", "open_losses"],
  ["losses are marked", "map", [marked, lost({ is_open: true })], true, "Close marking", "close_round"],
  ["losses are closed", "map", [marked, lost()], true, "Reveal results", "reveal"],
  ["tables have seen their own", "map", [marked, lost({ revealed: "table" })], true, "Reveal results", "reveal"],
  ["losses are shown", "map", [marked, shown], true, "Go to next steps", "move_step"],
  ["only another map’s losses were marked", "map", [marked, lost({ map: "m2", revealed: "pooled" })], true, "Ask where people are lost", "open_losses"],
  ["the plan is before everybody", "plan", [marked, shown], true, "Ask what comes first", "open_priorities"],
  ["priorities are closed", "plan", [marked, first()], true, "Reveal results", "reveal"],
  ["priorities are shown", "plan", [marked, first({ revealed: "pooled" })], true, "Close the workshop", "close_workshop"],
])("the one next action where %s", (_, step, rounds, hasMap, label, type) => {
  const action = nextAction(sessionAt(step, rounds, hasMap ? MAPS : {}), null, POOLED);
  expect(action?.label).toBe(label);
  expect(action?.command.type).toBe(type);
});

test("a map is begun with the words that were typed", () => {
  const ask = nextAction(sessionAt("map", []), null, POOLED)?.ask;
  expect(ask?.command("Referral")).toEqual({ type: "create_map", title: "Referral" });
});

test("the losses that are revealed are those of the map, by what was chosen", () => {
  const action = nextAction(sessionAt("map", [marked, lost()], MAPS), null, { level: "groups", by: "sphere" });
  expect(action?.command).toEqual({ type: "reveal", round: "r2", level: "groups", by: "sphere" });
  expect(action?.hint).toContain("by sphere of influence");
});

const quiet = (step: StepId, rounds: RoundSummary[], changes = {}) => quietActions(sessionAt(step, rounds, changes), false);
const labels = (step: StepId, rounds: RoundSummary[], changes = {}) => quiet(step, rounds, changes).map(({ label }) => label);

test("who wants no map goes from plenary to the plan in one press", () => {
  const without = quiet("plenary", [marked]).find(({ label }) => label === "Go to next steps, without a map");
  expect(without?.command).toEqual({ type: "move_step", from: "plenary", to: "plan" });
  expect(labels("map", [marked])).toContain("Go to next steps");
});

test("a workshop about a pathway only goes to its map at once, and back to nothing else", () => {
  expect(labels("lobby", [])).toEqual(["Go to map the pathway"]);
  expect(labels("mark", [marked])).not.toContain("Go to map the pathway");
});

test("what was shown can be asked again, and the workshop be ended without asking", () => {
  expect(labels("map", [marked, shown], MAPS)).toContain("Ask again where people are lost");
  expect(labels("map", [marked, shown], MAPS)).not.toContain("Go to next steps");
  expect(labels("plan", [marked])).toContain("Close the workshop");
  expect(labels("plan", [marked, first({ revealed: "pooled" })])).toContain("Ask again what comes first");
});

test("nothing leads away from an open round", () => {
  expect(labels("map", [marked, lost({ is_open: true })], MAPS)).toEqual([]);
  expect(labels("plan", [marked, first({ is_open: true })], MAPS)).toEqual([]);
});

test("spheres are offered where people were asked for theirs", () => {
  expect(groupingsOf(sessionAt("map"), "lost")).toEqual(["sector", "sphere"]);
  expect(groupingsOf(sessionAt("mark"), "now")).toEqual(["sector"]);
  expect(labels("map", [marked, lost({ revealed: "pooled" })], MAPS)).toContain("Also show results by sphere of influence");
});
