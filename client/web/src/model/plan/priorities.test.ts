import { expect, test } from "vitest";
import type { ActionAspect, Domain, Framework, ResultsView } from "../generated";
import { result, round } from "../testSession";
import { domainChoices, draftObjective } from "./draft";
import { markedActions, middleInWords, type Middle } from "./priorities";

const high: Middle = { verdict: "consensus", median: 3 };
const low: Middle = { verdict: "leaning", median: 2 };
const levels = [
  { level: 1, name: "Low" },
  { level: 2, name: "Fair" },
  { level: 3, name: "High" },
  { level: 4, name: "Very high" },
];

test("middles are said as levels, never as numbers", () => {
  expect(middleInWords(high, levels)).toBe("high");
  expect(middleInWords({ verdict: "leaning", median: 3.6 }, levels)).toBe("very high");
  expect(middleInWords({ verdict: "leaning", median: 2.5 }, levels)).toBe("fair");
  expect(middleInWords({ verdict: "polarised", median: 2.5 }, levels)).toBe("polarised");
  expect(middleInWords(null, levels)).toBe("too few for a word");
});

const domain = (id: string, group: string | null = null, about: Domain["about"] = null): Domain => ({
  id,
  name: id,
  short_name: id,
  group,
  question: null,
  descriptors: ["one", "two", "three", "four"],
  terms: [],
  about,
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

test("marked actions are listed as the server orders them, each with what was marked of it", () => {
  const asked = (id: string, action: string, aspect: ActionAspect, what: string) => domain(id, what, { kind: "action", action, aspect });
  const framed = framework("plan-1", [
    asked("d1", "a1", "impact", "Call"),
    asked("d2", "a1", "speed", "Call"),
    asked("d3", "a2", "impact", "Train"),
    asked("d4", "a2", "speed", "Train"),
  ]);
  const results = {
    domains: [result("d1", low), result("d3", high), result("d4", low)],
    actions: [{ action: "a2", quarter: "begin_now" }, { action: "a1", quarter: "too_few" }],
  } as ResultsView;
  const marked = markedActions(framed, results).map(({ id, what, impact, speed, quarter }) => [id, what, impact?.domain, speed?.domain, quarter]);
  expect(marked).toEqual([
    ["a2", "Train", "d3", "d4", "begin_now"],
    ["a1", "Call", "d1", undefined, "too_few"],
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
