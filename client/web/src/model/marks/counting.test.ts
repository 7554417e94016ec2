import { expect, test } from "vitest";
import { afterCloseInWords, countedIn, fateOf, liveInWords, markedInWords, mineInWords, phaseOf, savedInWords, savedSheetInWords, sheetInWords, type Counted, type Fate, type Phase } from "./counting";
import type { SeatView } from "../generated";
import type { Mark } from "./marks";
import { framework, round } from "../testData";

const PHASES: readonly Phase[] = ["open", "closed", "shown", "over"];

test("a round is open, closed, shown, or over with its workshop", () => {
  expect(phaseOf({ state: "open" }, round({ is_open: true }))).toBe("open");
  expect(phaseOf({ state: "open" }, round())).toBe("closed");
  for (const revealed of ["table", "pooled", "groups"] as const) expect(phaseOf({ state: "open" }, round({ revealed }))).toBe("shown");
  for (const state of ["closed", "sealed"] as const) expect(phaseOf({ state }, round({ revealed: "pooled" }))).toBe("over");
});

test("what was counted is known once the server has said it, round by round", () => {
  const told = [{ round: "r1", marks: [{ domain: "a", level: 2 }, { domain: "b", level: null }] }];
  // Only what is read here; the rest of a seat does not matter to it.
  const seat = { counted: told } as SeatView;
  expect(countedIn(seat, "r1")).toEqual(new Map<string, Mark>([["a", 2], ["b", "unsure"]]));
  expect(countedIn(seat, "r2")).toBeNull();
  expect(countedIn(null, "r1")).toBeNull();
});

const held = (mark: Mark | null): Counted => new Map(mark === null ? [] : [["a", mark]]);
// What was counted, what stands on the ballot now, and what is said of it once marking has closed.
const TABLE: [Counted, Mark | null, Fate, string, string | null, string][] = [
  [held(2), 2, "counted", "Counted: 2 Thriving", "You: counted: 2 Thriving.", "Saved"],
  [held("unsure"), "unsure", "counted", "Counted: Not sure", "You: counted: Not sure.", "Saved"],
  [held(2), 1, "changed", "Counted: 2 Thriving. You changed it to 1 Emerging after marking closed; that is not counted.", "You: counted: 2 Thriving. You changed it to 1 Emerging after marking closed; that is not counted.", "Saved as late, not counted"],
  [held(2), null, "changed", "Counted: 2 Thriving. You took it back after marking closed; that is not counted.", "You: counted: 2 Thriving. You took it back after marking closed; that is not counted.", "Saved as late, not counted"],
  [held(null), 1, "late", "Late, not counted: 1 Emerging", "You: late, not counted: 1 Emerging.", "Saved as late, not counted"],
  [held(null), null, "none", "Not marked", null, "Saved"],
  [null, 1, "unknown", "1 Emerging", null, "Saved"],
];

test.each(PHASES.filter((phase) => phase !== "open"))("behind the close (%s) it is said of each mark whether it counts", (phase) => {
  for (const [counted, mark, fate, row, mine, saved] of TABLE) {
    expect(fateOf(phase, counted, "a", mark)).toBe(fate);
    expect(markedInWords(framework, fate, counted, "a", mark)).toBe(row);
    expect(mineInWords(framework, phase, counted, "a", mark)).toBe(mine);
    expect(savedInWords([fate])).toBe(saved);
  }
});

test("while marking is open a mark is what it is, and counts as it will stand", () => {
  for (const [, mark] of TABLE) {
    expect(fateOf("open", null, "a", mark)).toBe("open");
    expect(savedInWords(["open"])).toBe("Saved");
  }
  expect(mineInWords(framework, "open", null, "a", 2)).toBe("You: 2 Thriving.");
  expect(mineInWords(framework, "open", null, "a", null)).toBeNull();
  expect(afterCloseInWords("open", null)).toBeNull();
  expect(savedSheetInWords(["open", "open"])).toBe("Saved");
  expect(savedSheetInWords(["counted", "late"])).toBe("Saved. Late marks are not counted.");
});

test("a sheet promises changes only while they count", () => {
  const numbers = { marked: 3, total: 3, items: "domains" };
  expect(sheetInWords("open", null, numbers)).toBe("All 3 domains are marked. There is nothing to submit: you can change a mark until marking closes.");
  expect(sheetInWords("open", null, { ...numbers, marked: 1 })).toBe("1 of 3 domains are marked. There is nothing to submit: marks go in as you make them, until marking closes.");
  expect(sheetInWords("closed", held(2), numbers)).toBe(
    "Marking has closed. 1 of 3 domains was marked in time, and counted. What you mark or change now is listed as late, and not counted unless your facilitator opens marking again.",
  );
  expect(sheetInWords("shown", held(2), numbers)).toBe("Marking has closed. 1 of 3 domains was marked in time, and counted. What you mark or change now is listed as late, and not counted.");
  expect(sheetInWords("shown", held(null), numbers)).toContain("unless your facilitator counts late people in");
  expect(sheetInWords("over", held(2), numbers)).toBe("The workshop has closed: nothing can be marked or changed any more. 1 of 3 domains was marked in time, and counted.");
  expect(sheetInWords("shown", null, numbers), "nothing is said of what is not known").toBe("Marking has closed. What you mark or change now is listed as late, and not counted.");
});

test("no sentence of any phase behind the close says that marking goes on, or that a mark counts at any time", () => {
  for (const phase of PHASES.filter((one) => one !== "open")) {
    for (const counted of [held(2), held(null), null]) {
      const said = [afterCloseInWords(phase, counted), liveInWords(phase), sheetInWords(phase, counted, { marked: 3, total: 3, items: "steps" })];
      for (const sentence of said) expect(sentence).not.toMatch(/at any time|still (finish|coming)|until marking closes/);
    }
  }
});
