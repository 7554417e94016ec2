import { expect, test } from "vitest";
import type { GroupResult } from "./generated";
import { framework, result } from "./testSession";
import { countsInWords, medianPlace, revealSentence, shareInWords, whoDiffers } from "./tally";

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

test("a reveal is one sentence", () => {
  expect(revealSentence([result("a", { verdict: "consensus" }), result("b"), result("c")])).toBe(
    "3 domains: 1 consensus, 2 leaning.",
  );
});
