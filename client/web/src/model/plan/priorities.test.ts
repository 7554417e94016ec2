import { expect, test } from "vitest";
import type { Framework, ResultsView } from "../generated";
import { result, round } from "../testSession";
import { domainChoices, draftObjective } from "./draft";
import { markedActions, middleInWords, quarterOf, type Middle } from "./priorities";

const high: Middle = { verdict: "consensus", median: 3 };
const low: Middle = { verdict: "leaning", median: 2 };
const levels = [
  { level: 1, name: "Low" },
  { level: 2, name: "Fair" },
  { level: 3, name: "High" },
  { level: 4, name: "Very high" },
];

test("an action lies where its two middles lie, and two camps are no place", () => {
  expect(quarterOf(high, high, 4)).toBe("do_first");
  expect(quarterOf(high, low, 4)).toBe("begin_now");
  expect(quarterOf(low, high, 4)).toBe("if_time_allows");
  expect(quarterOf(low, low, 4)).toBe("leave");
  // A point on the line counts as little.
  expect(quarterOf({ ...high, median: 2.5 }, high, 4)).toBe("if_time_allows");
  expect(quarterOf({ verdict: "polarised", median: 2.5 }, high, 4)).toBe("talk_first");
  expect(quarterOf({ verdict: "polarised", median: 2.5 }, { verdict: "too_few", median: null }, 4)).toBe("too_few");
  expect(quarterOf(null, high, 4)).toBe("too_few");
});

test("middles are said as levels, never as numbers", () => {
  expect(middleInWords(high, levels)).toBe("high");
  expect(middleInWords({ verdict: "leaning", median: 3.6 }, levels)).toBe("very high");
  expect(middleInWords({ verdict: "leaning", median: 2.5 }, levels)).toBe("fair");
  expect(middleInWords({ verdict: "polarised", median: 2.5 }, levels)).toBe("polarised");
  expect(middleInWords(null, levels)).toBe("too few");
});

const domain = (id: string, group: string | null = null) => ({
  id,
  name: id,
  short_name: id,
  group,
  question: null,
  descriptors: ["one", "two", "three", "four"],
  terms: [],
});
const framework = (id: string, domains: Framework["domains"]): Framework => ({
  id,
  version: "1",
  title: id,
  summary: "",
  source: "",
  levels,
  domains,
  glossary: [],
});

test("marked actions are listed by quarter, then as they were asked", () => {
  const asked = framework("plan-1", [
    domain("a1-impact", "Call"),
    domain("a1-speed", "Call"),
    domain("a2-impact", "Train"),
    domain("a2-speed", "Train"),
  ]);
  const results = {
    domains: [result("a1-impact", low), result("a1-speed", low), result("a2-impact", high), result("a2-speed", high)],
  } as ResultsView;
  expect(markedActions(asked, results).map(({ id, what, quarter }) => [id, what, quarter])).toEqual([
    ["a2", "Train", "do_first"],
    ["a1", "Call", "leave"],
  ]);
});

test("the objective begins with the next level's words, at the top with its own, without a level with none", () => {
  const pit = framework("pit-a", [domain("leadership")]);
  const [leadership] = pit.domains;
  if (leadership === undefined) throw new Error("there is one domain");
  expect(draftObjective(pit, leadership, 1)).toBe("two");
  expect(draftObjective(pit, leadership, 4)).toBe("four");
  expect(draftObjective(pit, leadership, null)).toBe("");
});

test("a domain's level is that of the latest round that decided on it", () => {
  const pit = framework("pit-a", [domain("leadership"), domain("data")]);
  const agreed = (level: number | null) => ({ level, because: "" });
  const rounds = [round({ round: "r1" }), round({ round: "r2" }), round({ round: "r3", kind: "needed" })];
  const results = new Map([
    ["r1", { domains: [result("leadership", { agreed: agreed(2) }), result("data", { agreed: agreed(3) })] } as ResultsView],
    ["r2", { domains: [result("leadership", { agreed: agreed(3) }), result("data", { agreed: agreed(null) })] } as ResultsView],
    ["r3", { domains: [result("leadership", { agreed: agreed(4) })] } as ResultsView],
  ]);
  const choices = domainChoices(rounds, new Map([["pit-a", pit]]), results, ["pit-a", "unknown"]);
  expect(choices.map(({ agreed, objective }) => [agreed, objective])).toEqual([
    [3, "four"],
    [null, ""],
  ]);
});
