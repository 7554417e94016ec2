import { expect, test } from "vitest";
import { adviceInWords, domainsCompared, gapInWords, movementInWords, onScale, parts, roundLabel, roundNumber } from "./movement";
import { byWord, mostContested, standingInWords } from "./overview";
import { ordered, orderOf } from "./ranking";
import { gap, movement, since } from "./testEvidence";
import { framework, result } from "../testSession";

test("movement counts people both ways and names a trend only where there is one", () => {
  expect(movementInWords(since(), 1)).toBe(
    "7 of the 20 who marked both rounds have moved, 5 up and 2 down; no trend towards agreement or away from it could be made out.",
  );
  expect(movementInWords(since({ movement: movement({ consensus_change_p: 0.05 }) }), 1)).toMatch(/came closer together\.$/);
  expect(movementInWords(since({ movement: movement({ consensus_change: -0.2, consensus_change_p: 0.05 }) }), 1)).toMatch(/further apart\.$/);
  expect(movementInWords(since({ movement: movement({ up: 1, down: 0 }) }), 1)).toMatch(/^1 of the 20 who marked both rounds has moved, 1 up and 0 down/);
  expect(movementInWords(since({ movement: movement({ up: 0, down: 0 }) }), 1)).toBe("None of the 20 who marked both rounds has moved.");
  expect(movementInWords(since({ movement: null, withheld: "not shown" }), 1)).toBeNull();
});

test("a trend is said without perhaps only where it would stand among all domains compared", () => {
  const said = (consensus_change: number, consensus_change_p: number, compared: number) =>
    movementInWords(since({ movement: movement({ consensus_change, consensus_change_p }) }), compared)?.split("; ")[1];
  expect(said(0.1, 0.01, 10)).toBe("the room came closer together.");
  expect(said(0.1, 0.011, 10)).toBe("perhaps the room came closer together.");
  expect(said(-0.1, 0.1, 2)).toBe("perhaps the room moved further apart.");
  expect(said(-0.1, 0.05, 2)).toBe("the room moved further apart.");
  expect(said(0.1, 0.101, 1)).toMatch(/^no trend/);
  expect(said(0, 0.01, 1)).toMatch(/^no trend/);
});

test("only domains whose movement is told are compared", () => {
  const told = result("told", { since: since() });
  const withheld = result("withheld", { since: since({ movement: null, withheld: "not shown" }) });
  expect(domainsCompared([told, withheld, result("first round"), told])).toBe(4);
});

test("a gap is never said without both middles", () => {
  expect(gapInWords(gap())).toBe("The middle is 2.0 now and 3.3 needed.");
  const paired = { n: 20, higher: 15, same: 4, lower: 1, now: 2, needed: 3.25, levels: 1.25, sign_test_p: 0.001 };
  expect(gapInWords(gap({ paired }))).toBe("15 of 20 need a higher level than now and 1 a lower one: the middle is 2.0 now and 3.3 needed.");
  expect(gapInWords(gap({ paired: { ...paired, higher: 1, lower: 0 } }))).toMatch(/^1 of 20 needs a higher level than now: the middle/);
});

test("advice is given only where there is some", () => {
  expect(adviceInWords(null)).toBeNull();
  expect(adviceInWords("open")).toBeNull();
  expect(adviceInWords("stable_disagreement")).toMatch(/record both positions/);
});

test("rounds are numbered as they came", () => {
  const rounds = [{ round: "a" }, { round: "b" }];
  expect(roundNumber(rounds, "b")).toBe("round 2");
  expect(roundNumber(rounds, "gone")).toBe("the round before");
  expect(roundLabel(rounds, "a", "needed")).toBe("Round 1, needed");
});

test("the parts of a bar follow each other and fill it", () => {
  expect(parts([1, 0, 3]).map(({ from, to }) => [from, to])).toEqual([[0, 0.25], [0.25, 0.25], [0.25, 1]]);
  expect(parts([0, 0]).every(({ from, to }) => from === 0 && to === 0)).toBe(true);
});

test("a middle stands inside its own level", () => {
  expect(onScale(1, 4)).toBe(0.125);
  expect(onScale(4.5, 4)).toBe(1);
  expect(onScale(0, 4)).toBe(0);
});

test("the largest gap stands first, and no gap behind a small one", () => {
  const results = [result("none"), result("small", { gap: gap({ levels: 0.2 }) }), result("large", { gap: gap({ levels: 1.5 }) }), result("also none")];
  expect(ordered(results, "gap", [0, 1, 2, 3]).map(({ domain }) => domain)).toEqual(["large", "small", "none", "also none"]);
});

test("an order that was kept is taken only if it is one", () => {
  expect([orderOf("gap"), orderOf("alphabet"), orderOf(null)]).toEqual(["gap", "framework", "framework"]);
});

const four = framework(["a", "b", "c", "d"]);
const room = [
  result("a", { verdict: "consensus" }),
  result("b", { verdict: "polarised" }),
  result("c", { verdict: "leaning" }),
  result("d", { verdict: "too_few", counts: null }),
];

test("domains stand by their word, from agreement to disagreement", () => {
  expect(byWord(four, room).map(({ verdict, domains }) => `${verdict}: ${domains.map(({ domain }) => domain.id).join()}`)).toEqual([
    "consensus: a",
    "leaning: c",
    "polarised: b",
    "too_few: d",
  ]);
});

test("only what is contested is worth talking about", () => {
  expect(mostContested(four, room, [1, 2, 0, 3]).map(({ domain }) => domain.id)).toEqual(["b"]);
});

test("how the room stands is said leniently", () => {
  expect(standingInWords(room, "now")).toBe("The room agrees, or leans one way, on 2 of 3 domains; 1 is worth talking about.");
  expect(standingInWords(room.filter(({ verdict }) => verdict === "consensus"), "now")).toBe("The room agrees, or leans one way, on every domain that has a word.");
  expect(standingInWords(room.filter(({ verdict }) => verdict === "polarised"), "now")).toMatch(/^No domain has one clear level yet/);
  expect(standingInWords(room.slice(3), "now")).toMatch(/^Too few people/);
});
