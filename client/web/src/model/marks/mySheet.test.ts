import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { markInWords, type Mark } from "./marks";
import { fileName, roundTitle, sheetCsv, sheetRows, titleOf } from "./mySheet";
import { framework, round, session } from "../testData";

const marks = new Map<string, Mark>([
  ["r1/a", 2],
  ["r1/b", "unsure"],
]);
const open = { phase: "open", counted: null } as const;
const reasons = new Map([["r1/a", 'They say "yes",\nthen wait.']]);

test("every domain has its row, marked or not", () => {
  const rows = sheetRows(framework, "r1", marks, reasons, open);
  expect(rows.map((row) => row.inWords)).toEqual(["2 Thriving", "Not sure", "Not marked yet"]);
  expect(rows.map((row) => row.mark)).toEqual([2, "unsure", null]);
});

test("a level that the framework lost still has its number", () => {
  expect(markInWords(framework, 7)).toBe("Level 7");
});

test("the download keeps commas, quotes and lines inside their fields", () => {
  expect(sheetCsv(sheetRows(framework, "r1", marks, reasons, open))).toBe(
    [
      "\uFEFFdomain,level,answer,reason,counted",
      'Leadership,2,2 Thriving,"They say ""yes"",\nthen wait.",',
      '"Needs, and assets",,Not sure,,',
      "Evaluation,,Not marked yet,,",
      "",
    ].join("\r\n"),
  );
});

test("the download of a closed round says what was counted, whatever was changed later", () => {
  const closed = { phase: "shown", counted: new Map<string, Mark>([["a", 1]]) } as const;
  const lines = sheetCsv(sheetRows(framework, "r1", marks, new Map(), closed)).split("\r\n");
  expect(lines.slice(1, 4)).toEqual(["Leadership,2,2 Thriving,,1 Emerging", '"Needs, and assets",,Not sure,,Nothing', "Evaluation,,Not marked yet,,Nothing"]);
});

test("a reason that looks like a formula stays text", () => {
  const cases = JSON.parse(
    readFileSync(new URL("../../../../../protocol/vectors/spreadsheet.json", import.meta.url), "utf8"),
    // The same cases to which the server's files are held.
  ) as { formulas: string[]; texts: string[] };
  const field = (reason: string) => {
    const rows = sheetRows(framework, "r1", marks, new Map([["r1/b", reason]]), open);
    const written = sheetCsv(rows).split("Not sure,")[1]?.split(",\r\nEvaluation")[0] ?? "";
    return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
  };
  expect(cases.formulas.length).toBeGreaterThan(10);
  for (const formula of cases.formulas) expect(field(formula)).toBe(`'${formula}`);
  for (const text of cases.texts) expect(field(text)).toBe(text);
});

test("an action stands above its two questions, a lane above its step", () => {
  const domain = { id: "a1-impact", name: "Call within a week: impact", short_name: "", group: "Call within a week", question: null, descriptors: [], terms: [] };
  expect(titleOf({ ...domain, about: { kind: "action", action: "a1", aspect: "impact" } })).toEqual({ caption: "Impact", heading: "Call within a week" });
  const step = { kind: "step", map: "m1", step: "s1" } as const;
  expect(titleOf({ ...domain, name: "Triage", group: "GP practice", about: step })).toEqual({ caption: "GP practice", heading: "Triage" });
});

test("a round's title says what it asks, once", () => {
  const frameworks = [
    { id: "small", version: "1", title: "Small tool", is_derived: false },
    { id: "map-m1-1", version: "1", title: "Where people are lost: Referral", is_derived: true },
  ];
  const lost = round({ round: "r2", framework: "map-m1-1", kind: "lost", map: "m1" });
  const now = session("map", [round(), lost], { frameworks });
  expect(now.rounds.map((one) => roundTitle(now, one))).toEqual(["Small tool: Where we are now", "Where people are lost: Referral"]);
});

test("a file has a plain name", () => {
  expect(fileName("Health & care: Harbour Place!", "csv")).toBe("health-care-harbour-place-my-sheet.csv");
  expect(fileName("…", "csv")).toBe("workshop-my-sheet.csv");
});
