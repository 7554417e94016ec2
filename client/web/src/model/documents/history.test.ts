import { expect, test } from "vitest";
import type { Stretch } from "../generated";
import { goingBackInWords, whenWritten, whoWrote } from "./history";
import { dayOf } from "../plan/days";

const SECTORS = [{ id: "civic", name: "Council" }];
const AT = new Date(2026, 10, 26, 14, 2).getTime();

function stretch(fields: Partial<Stretch>): Stretch {
  const seqs = { before_seq: 1, from_seq: 2, to_seq: 9, changes: 4 };
  const who = { seat: "s", role: "participant" as const, name: null, organisation: null, sector: null };
  return { ...seqs, ...who, began_at_ms: AT, ended_at_ms: AT + 7 * 60_000, ...fields };
}

test("a stretch is somebody's, by the name and the place that they gave", () => {
  const said = (fields: Partial<Stretch>) => whoWrote(stretch(fields), SECTORS);
  expect(said({ name: "Ann", organisation: "Halton Council", sector: "civic" })).toBe("Ann (Halton Council)");
  expect(said({ sector: "civic" })).toBe("Somebody (Council)");
  expect(said({ role: "facilitator" })).toBe("A facilitator");
  expect(said({ role: null })).toBe("Somebody whose place was removed");
});

test("the day is said where it is not today", () => {
  expect(whenWritten(stretch({}), dayOf(AT))).toBe("14:02 to 14:09");
  expect(whenWritten(stretch({ ended_at_ms: AT + 1 }), dayOf(AT))).toBe("14:02");
  expect(whenWritten(stretch({}), "2026-11-27")).toBe("Thursday 26 November, 14:02 to 14:09");
});

test("what going back does is said in numbers, before and after", () => {
  const all = { putBack: { steps: 12, links: 1 }, takenOut: { steps: 2 }, texts: 3, others: 1 };
  expect(goingBackInWords(all, "will")).toEqual([
    "12 steps and 1 link will be put back.",
    "3 texts will be set as they were then.",
    "1 choice or place in a list will be set as it was then.",
    "2 steps that were not there then will be taken out.",
  ]);
  expect(goingBackInWords({ putBack: { actions: 1 }, takenOut: { blockers: 1 }, texts: 0, others: 0 }, "has")).toEqual([
    "1 action was put back.",
    "1 blocker that was not there then was taken out.",
  ]);
  expect(goingBackInWords({ putBack: {}, takenOut: {}, texts: 0, others: 0 }, "will")).toEqual([]);
});
