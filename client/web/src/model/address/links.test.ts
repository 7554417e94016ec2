import { expect, test } from "vitest";
import { round, sessionAt } from "../testSession";
import { facilitatorLinks, isWorkingDocument, participantLinks, viewAfter } from "./links";

const words = (links: { word: string; isHere: boolean }[]) => links.map(({ word, isHere }) => (isHere ? `[${word}]` : word));
const maps = { maps: [{ map: "m1", title: "Referral" }], map: "m1" };

test("before there is a map or a plan there are no links to choose from", () => {
  expect(participantLinks(sessionAt("reveal", [round({ revealed: "pooled" })]), "follow", true, true)).toEqual([]);
  expect(facilitatorLinks(sessionAt("reveal"), "board")).toEqual([]);
});

test("a participant goes between marking, map and plan, and sees where they are", () => {
  const open = sessionAt("map", [round({ is_open: true, kind: "lost", map: "m1" })], maps);
  expect(words(participantLinks(open, "domain", true, true))).toEqual(["[Marking]", "Map", "Plan"]);
  expect(words(participantLinks(open, "map", true, true))).toEqual(["Marking", "[Map]", "Plan"]);
  expect(words(participantLinks(open, "map", false, true))).toEqual(["Results", "[Map]", "Plan"]);
  expect(words(participantLinks(sessionAt("plan", [round()]), "plan", true, false))).toEqual(["[Plan]"]);
});

test("a map that was begun early can be reached before its step", () => {
  expect(words(participantLinks(sessionAt("lobby", [], maps), "follow", true, false))).toEqual(["Map"]);
});

test("a facilitator comes back to the board from everywhere", () => {
  expect(words(facilitatorLinks(sessionAt("lobby", [], maps), "map"))).toEqual(["Board", "[Map]", "Plan"]);
  expect(words(facilitatorLinks(sessionAt("plan"), "domain"))).toEqual(["[Board]", "Plan"]);
});

test("a facilitator is taken to where the work is, and back to the board where people mark", () => {
  const board = { kind: "board" } as const;
  const plan = { kind: "plan", show: "board", action: null } as const;
  expect(viewAfter({ type: "move_step", from: "map", to: "plan" }, board)).toEqual(plan);
  expect(viewAfter({ type: "create_map", title: "Referral" }, board)?.kind).toBe("map");
  expect(viewAfter({ type: "open_priorities" }, plan)).toEqual(board);
  expect(viewAfter({ type: "open_priorities" }, board)).toBeNull();
  expect(viewAfter({ type: "move_step", from: "plan", to: "map" }, plan)?.kind).toBe("map");
  expect(viewAfter({ type: "move_step", from: "reveal", to: "plenary" }, { kind: "overall" })).toBeNull();
  expect(viewAfter({ type: "extend_step", minutes: 3 }, plan)).toBeNull();
});

test("maps and the plan say themselves what was not taken", () => {
  expect(["w/plan", "w/map/m12", "w/plenary", "w/table/t1"].map(isWorkingDocument)).toEqual([true, true, false, false]);
});
