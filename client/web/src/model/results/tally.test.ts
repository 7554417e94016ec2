import { expect, test } from "vitest";
import type { GroupResult } from "../generated";
import { framework, result } from "../testSession";
import { countsInWords, findingUnder, markedInWords, medianPlace, progressInWords, revealSentence, shareInWords, whoDiffers } from "./tally";

const group = (name: string, median: number | null): GroupResult => ({
  group: name,
  members: [name],
  counts: [1, 1, 1, 2],
  n: 5,
  median,
  consensus: null,
  verdict: "leaning",
  tentative: true,
});

test("counts are said with their level", () => {
  expect(countsInWords(framework([]).levels, [3, 14, 0, 1])).toBe("3 Emerging, 14 Developing, 0 Maturing, 1 Thriving");
});

test("per cent only from 20 people on", () => {
  expect(shareInWords(7, 9)).toBe("7 of 9");
  expect(shareInWords(10, 19)).toBe("10 of 19");
  expect(shareInWords(10, 20)).toBe("50%");
  expect(shareInWords(0, 0)).toBe("0 of 0");
});

test("the middle person stands inside a level, or on its edge", () => {
  expect(medianPlace(null, 4)).toBeNull();
  expect(medianPlace(2, 4)).toEqual({ index: 1, within: 0.5 });
  expect(medianPlace(1, 4)).toEqual({ index: 0, within: 0.5 });
  expect(medianPlace(4.5, 4)).toEqual({ index: 3, within: 1 });
  expect(medianPlace(2.25, 4)?.within).toBeCloseTo(0.75);
});

test("groups differ where their middles are a level apart", () => {
  const differs = (groups: GroupResult[]) => whoDiffers(result("a", { groups }));
  expect(differs([group("Council", 3.1), group("Voluntary", 1.2)])).toBe("Lower: Voluntary (1). Higher: Council (3).");
  expect(differs([group("Council", 2.4), group("Voluntary", 1.9)])).toBeNull();
  expect(differs([group("Council", 3), group("Voluntary", null)])).toBeNull();
  expect(whoDiffers(result("a"))).toBeNull();
});

test("a finding under its domain's name does not begin with the name again", () => {
  expect(findingUnder("Needs Assessment", "Needs Assessment: two camps, 9 at Emerging and 9 at Thriving, of 18.")).toBe(
    "Two camps, 9 at Emerging and 9 at Thriving, of 18.",
  );
  expect(findingUnder("Needs", "Needs Assessment: two camps.")).toBe("Needs Assessment: two camps.");
});

test("who marked is said in full, or as progress, never as nobody", () => {
  expect(markedInWords(result("a", { n: 10, unsure: 2, late: 1 }), "13 of 14 marked")).toBe(
    "10 people marked a level, 2 not sure, 1 late, not counted",
  );
  const hidden = result("a", { counts: null, n: null, unsure: null, late: null });
  expect(markedInWords(hidden, "4 of 9 marked")).toBe("4 of 9 marked");
  expect(markedInWords(hidden, null)).toBe("");
});

test("progress is said of the domain that was counted", () => {
  const progress = { revision: 1, round: "r1", seats: 9, started: 4, finished: 0, awaited: 0, late: 0, domains: [{ domain: "a", marked: 4 }] };
  expect(progressInWords(progress, "a")).toBe("4 of 9 marked");
  expect(progressInWords(progress, "b")).toBeNull();
  expect(progressInWords(null, "a")).toBeNull();
});

test("a reveal is one sentence", () => {
  expect(revealSentence([result("a", { verdict: "consensus" }), result("b"), result("c")], "now")).toBe(
    "3 domains: 1 consensus, 2 leaning.",
  );
});
