import { expect, test } from "vitest";
import type { Pattern } from "../generated";
import { oneAwayInWords, outstandingInWords } from "./robustness";
import { MEASURES, measuresOf, measuresOverall } from "./measures";
import { splitSentences } from "./sentences";
import { partInWords, stepLines, stepsInWords } from "./thresholds";
import { firm, movement, since, whose } from "./testEvidence";
import { framework, result } from "../testSession";
import { whoseCaution, whoseInWords } from "./attribution";

const { levels } = framework([]);

test("a finding is read first, and what follows it is not lost", () => {
  expect(splitSentences("Leadership: 14 of 22 say Developing; mainly between sectors. One person could make it split. 2 were not sure.")).toEqual({
    lead: "Leadership: 14 of 22 say Developing; mainly between sectors.",
    rest: ["One person could make it split.", "2 were not sure."],
  });
});

test("neither a decimal point nor an initial ends a finding", () => {
  expect(splitSentences("Gap: the middle is 2.3 now and 3.1 needed.").rest).toEqual([]);
  expect(splitSentences("Plan B. C. Partners: all 9 say Maturing.").rest).toEqual([]);
  expect(splitSentences("")).toEqual({ lead: "", rest: [] });
});

test.each<[Pattern, boolean, string | null]>([
  ["mainly", false, "Mainly between sectors"],
  ["clearly", false, "Clearly between sectors"],
  ["partly", false, "Partly between sectors"],
  ["mainly", true, "Perhaps between sectors"],
  ["individual", false, "Mostly between individuals, whatever their sector"],
  ["not_detectable", false, "No pattern between sectors made out with 24 people"],
  ["too_few", false, "Too few people to compare sectors"],
  ["agreed", false, null],
])("%s (tentative: %s) is said as %s", (pattern, tentative, said) => {
  expect(whoseInWords(whose({ pattern, tentative }))).toBe(said);
});

test("what nobody has looked at is not said", () => {
  expect(whoseInWords(null)).toBeNull();
  expect(whoseCaution(null)).toBeNull();
  expect(whoseInWords(whose({ grouping: "table", pattern: "partly" }))).toBe("Partly between tables");
});

test("no pattern is never said as no difference, and a guess is called one", () => {
  expect(whoseCaution(whose({ pattern: "not_detectable" }))).toMatch(/does not say that sectors agree/);
  expect(whoseCaution(whose({ tentative: true }))).toMatch(/chance/);
  expect(whoseCaution(whose())).toBeNull();
});

test("one person away names the step and the word", () => {
  expect(oneAwayInWords(firm({ one_away: [{ verdict: "split", from: 3, to: 2 }] }), levels)).toEqual([
    "One person moving from 3 Maturing to 2 Developing could make it split.",
  ]);
  expect(oneAwayInWords(firm(), levels)).toEqual(["Nobody alone could change the word by moving one level."]);
});

test("missing marks are called settled only where every way was tried", () => {
  const missing = (possible: readonly ("split" | "leaning")[], isComplete: boolean) =>
    outstandingInWords(firm({ outstanding: { missing: 3, possible: possible.map((verdict) => ({ verdict, ways: 1 })), is_complete: isComplete } }));
  expect(missing(["split"], true)).toBe("The 3 marks still missing cannot change the word.");
  expect(missing(["split"], false)).toBe("The 3 marks still missing may still change the word.");
  expect(missing(["split", "leaning"], true)).toBe("The 3 marks still missing could leave it split or leaning.");
  expect(outstandingInWords(firm())).toBeNull();
});

test("after the reveal no mark is still to come, and who left a domain out is only counted", () => {
  expect(outstandingInWords(firm({ missing: 3 }))).toBe("3 who took part left this out.");
  expect(outstandingInWords(firm({ missing: 1 }))).toBe("1 who took part left this out.");
});

const steps = [
  { from: 1, above: 9, contribution: 0.12, share: 0.2 },
  { from: 2, above: 7, contribution: 0.3, share: 0.5 },
  { from: 3, above: 4, contribution: 0.2, share: 0.3 },
];

test("a domain is asked step by step, and the most contested step is named", () => {
  const lines = stepLines(levels, result("a", { steps }));
  expect(lines.map(({ level, above, n }) => `${level.name} ${above}/${n}`)).toEqual(["Developing 9/10", "Maturing 7/10", "Thriving 4/10"]);
  expect(stepsInWords(lines)).toBe("The room divides most over whether it is at least 3 Maturing: 7 of 10 say so.");
});

test("hidden counts have no steps, and where all agree no step is contested", () => {
  expect(stepLines(levels, result("a", { counts: null, n: null, steps: null }))).toEqual([]);
  const agreed = steps.map((step) => ({ ...step, share: null }));
  expect(stepsInWords(stepLines(levels, result("a", { steps: agreed })))).toBe("Nobody disagrees on any step.");
});

test("a part of the disagreement is said without a number", () => {
  expect([null, 0, 0.1, 0.3, 0.5, 0.7, 0.95].map(partInWords)).toEqual([
    "no disagreement here",
    "no disagreement here",
    "little of the disagreement",
    "some of the disagreement",
    "about half of the disagreement",
    "most of the disagreement",
    "nearly all of the disagreement",
  ]);
});

test("every measure is explained once, and absent ones are left out", () => {
  const ids = MEASURES.flatMap(({ measures }) => measures.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const written = measuresOf(
    result("a", {
      measures: { iov: 0.5, iov_unbiased: null, average_gap_levels: 1.128, tastle_wierman: 0.6, van_der_eijk_a: -0.25, polarisation: 0.62, entropy_bits: 1.9, middle_half: [2, 3] },
      between_share: -0.04,
      since: since({ movement: movement({ consensus_change: -0.1 }) }),
    }),
    levels,
  ).map(({ measure, value }) => `${measure.id} ${value}`);
  expect(written).toContain("average_gap_levels 1.13");
  expect(written).toContain("van_der_eijk_a −0.25");
  expect(written).toContain("middle_half 2 Developing to 3 Maturing");
  expect(written).toContain("between_share −0.04");
  expect(written).toContain("consensus_change −0.10");
  expect(written.some((line) => line.startsWith("iov_unbiased"))).toBe(false);
  expect(written.some((line) => line.startsWith("n "))).toBe(false);
});

test("a chance is never nothing and never without its people, and nothing has no sign", () => {
  const values = (changes: Parameters<typeof movement>[0], share: number) =>
    measuresOf(result("a", { between_share: share, since: since({ movement: movement(changes) }) }), levels).map(({ measure, value }) => `${measure.id} ${value}`);
  const small = values({ n: 20, sign_test_p: 0.002, consensus_change_p: 0.01, consensus_change: -0.001 }, -0.004);
  expect(small).toContain("sign_test_p under 0.01 with 20 people who marked both");
  expect(small).toContain("consensus_change_p 0.01 with 20 people who marked both");
  expect(small).toContain("consensus_change 0.00");
  expect(small).toContain("between_share 0.00");
  expect(values({ n: 12, sign_test_p: 0.00996 }, -0)).toEqual(expect.arrayContaining(["sign_test_p under 0.01 with 12 people who marked both", "between_share 0.00"]));
});

test("over all domains only what is defined stands", () => {
  const overall = { gwet_ac2: 0.4, krippendorff_alpha: null, kendall_w: null, mean_consensus: 0.61, domains: 10, n: 24 };
  expect(measuresOverall(overall).map(({ measure, value }) => `${measure.id} ${value}`)).toEqual(["mean_consensus 0.61", "gwet_ac2 0.40"]);
  expect(measuresOverall(null)).toEqual([]);
});
