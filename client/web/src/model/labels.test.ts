import { expect, test } from "vitest";
import { codeInGroups, counted, plainWords, spheresShown, timeLeft, whatOthersSee, recoveryWordsProblem } from "./labels";
import { VERDICT } from "./generated/words";

test("a code is shown as people read it", () => {
  expect(codeInGroups("KQM4WTX")).toBe("KQM 4WTX");
});

test.each<[string, string | null]>([
  ["", "Enter your four"],
  ["lantern meadow", "you entered 2"],
  [" Lantern meadow-orbit,  THISTLE ", null],
])("the words %j", (typed, problem) => {
  if (problem === null) expect(recoveryWordsProblem(typed)).toBeNull();
  else expect(recoveryWordsProblem(typed)).toContain(problem);
});

test("words are sent in one spelling", () => {
  expect(plainWords(" Lantern meadow-orbit,  THISTLE ")).toBe("lantern meadow orbit thistle");
});

test("everybody is told who sees what, and from how many people", () => {
  for (const mode of ["sealed", "facilitator", "open"] as const) {
    expect(whatOthersSee(mode, 6, false)).toContain("Nobody sees who marked what. Groups smaller than 6 are never shown, and where a group of fewer than 10 agrees so closely");
  }
  expect(whatOthersSee("sealed", 5, false)).toContain("nobody sees any marks");
  expect(whatOthersSee("sealed", 5, true)).toContain("may see what you marked");
  expect(whatOthersSee("sealed", 12, false)).toContain("a group of fewer than 12");
  expect(whatOthersSee("open", 5, false)).toContain("Everyone sees counts as they come in");
});

test("before somebody chooses a sphere they are told who sees it", () => {
  expect(spheresShown(4, false)).toBe("Spheres of fewer than 4 people are never shown.");
  expect(spheresShown(4, true)).toContain("even of one person");
});

test("every verdict has a word and a sign of its own", () => {
  const verdicts = ["consensus", "leaning", "split", "polarised", "scattered", "too_few"] as const;
  expect(new Set(verdicts.map((verdict) => VERDICT[verdict].sign)).size).toBe(verdicts.length);
  expect(VERDICT["too_few"].word).toBe("Too few");
});

test("time is told in minutes and never forces", () => {
  expect(timeLeft(180_000)).toBe("3 min left");
  expect(timeLeft(179_000)).toBe("3 min left");
  expect(timeLeft(59_000)).toBe("Less than 1 min left");
  expect(timeLeft(0)).toBe("Time is up");
});

test("one is singular", () => {
  expect([counted(1, "person", "people"), counted(0, "person", "people")]).toEqual(["1 person", "0 people"]);
});
