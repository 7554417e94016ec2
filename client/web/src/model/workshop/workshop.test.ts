import { expect, test } from "vitest";
import type { ResultsView } from "../generated";
import { framework, round, session } from "../testData";
import { WorkshopModel } from "./workshop.svelte";

function results(table: string | null): ResultsView & { type: "results" } {
  return { type: "results", revision: 1, round: "r1", framework: "small", kind: "now", revealed: "pooled", table, grouping: null, snapshot: 1, domains: [], overall: null, by_disagreement: [], computing: false };
}

test("the session tells the step, the round and its framework", () => {
  const model = new WorkshopModel("w");
  expect([model.step, model.round, model.place]).toEqual([null, null, null]);
  model.take({ type: "session", ...session("mark", [round({ is_open: true })]) }, 1_000_000);
  expect(model.step?.id).toBe("mark");
  expect(model.frameworkOf(model.round)).toBeNull();
  model.takeFramework(framework);
  expect(model.frameworkOf(model.round)).toBe(framework);
});

test("time left follows the server's clock, not the phone's", () => {
  const model = new WorkshopModel("w");
  const phone_ms = 5_000;
  model.take({ type: "session", ...session("mark", []) }, phone_ms);
  expect(model.timeLeft_ms(phone_ms + 60_000)).toBe(9 * 60_000);
  model.take({ type: "session", ...session("close", []) }, phone_ms);
  expect(model.timeLeft_ms(phone_ms)).toBeNull();
});

test("no step has begun in the future, so a step that has just begun has no minute more than planned", () => {
  const model = new WorkshopModel("w");
  const now = session("mark", []);
  // The answer took its time, so the server's clock seems to stand a little before the beginning of the step.
  model.take({ type: "session", ...now, server_time_ms: 0, run_sheet: { ...now.run_sheet, started_at_ms: 400 } }, 0);
  expect(model.timeLeft_ms(0)).toBe(10 * 60_000);
});

test("a table's results stay beside the room's", () => {
  const model = new WorkshopModel("w");
  model.take(results("t1"), 0);
  expect([model.results.size, model.tableResults.size]).toEqual([0, 1]);
  model.take(results(null), 0);
  expect([model.results.size, model.tableResults.size]).toEqual([1, 1]);
});

test("what the device kept never replaces what the server said", () => {
  const model = new WorkshopModel("w");
  model.takeKept(session("lobby", []));
  expect([model.step?.id, model.isSessionKept]).toEqual(["lobby", true]);
  model.take({ type: "session", ...session("mark", []) }, 0);
  model.takeKept(session("lobby", []));
  expect([model.step?.id, model.isSessionKept]).toEqual(["mark", false]);
});

test("owners’ answers are found by their action, the newest as a whole", () => {
  const model = new WorkshopModel("w");
  const commitment = { action: "a1", seat: "s", at_ms: 1, answer: "declined", because: "" } as const;
  model.take({ type: "commitments", revision: 1, commitments: [commitment] }, 0);
  expect(model.commitments.get("a1")).toEqual([commitment]);
  const other = { ...commitment, seat: "t" };
  model.take({ type: "commitments", revision: 2, commitments: [commitment, other] }, 0);
  expect(model.commitments.get("a1")).toEqual([commitment, other]);
  model.take({ type: "commitments", revision: 3, commitments: [] }, 0);
  expect(model.commitments.size).toBe(0);
});

test("a server that cannot save says so", () => {
  const model = new WorkshopModel("w");
  model.take({ type: "saving", is_saving: false }, 0);
  expect(model.isServerSaving).toBe(false);
});
