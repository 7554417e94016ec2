// Every file of tests/data/bpmn gives what its README says.
import { readFileSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { NOTHING, NotBpmn, openBpmn, type ImportedMap } from "../bpmn";
import type { ProcessMap } from "../../generated";
import { likeABrowser } from "./browser.testing";
import { countsInWords, reportAsText } from "./report";

const FOLDER = new URL("../../../../../../tests/data/bpmn/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name !== "README.md");
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const read = (name: string, which: number | "all" = 0, here: ProcessMap = NOTHING) => openBpmn({ name, bytes: bytesOf(name) }).import(here, which);

beforeAll(likeABrowser);

/** What a file gives, so far as its README speaks of it. */
interface Given {
  which?: number | "all";
  counts?: string;
  pathway?: string;
  why?: string;
  /** "name [organisation]" of each step in the order of the map. */
  steps?: string[];
  lanes?: string[];
  /** "from > to: label". */
  links?: string[];
  notes?: Record<string, string>;
  /** What the report says, as one reads it. */
  says?: string[];
  refused?: RegExp;
}

const PLAIN = ["Referred", "Triage", "Seen"];
const CASES: Record<string, Given> = {
  "01-empty-childlaneset.bpmn": { steps: ["Referred [GP practice]", "Triage [GP practice]", "Seen [Hospital]"], lanes: ["GP practice", "Hospital"] },
  "02-utf16.bpmn": { pathway: "Café pathway", steps: PLAIN },
  "03-windows-1252.bpmn": { pathway: "Café – £5 prescription", steps: ["Referred", "Triage – naïve", "Seen"] },
  "04-bom.bpmn": { pathway: "With a BOM", steps: PLAIN, counts: "3 steps, 0 organisations, 2 links" },
  "05-doctype-entity.bpmn": { pathway: "Kent and Medway", steps: ["Referred", "Triage Kent and Medway", "Seen"] },
  "06-cdata.bpmn": { notes: { Triage: "5 < 7 & 9" }, why: "Waits < 18 weeks & rising" },
  "07-html-documentation.bpmn": { notes: { Triage: "Nurse rings the patient twice\n\nam\npm" }, says: ["note that was written as a web page (HTML), kept as plain words: 1\n    “Triage”"] },
  "08-black-box-pool.bpmn": {
    lanes: ["Patient", "GP practice"],
    steps: ["Referred [GP practice]", "Triage [GP practice]", "Seen [GP practice]"],
    notes: { Referred: "Message from Patient: Asks for help", Triage: "Message to Patient: Letter" },
    says: ["pool without steps, kept as an organisation: 1\n    “Patient”", "message to or from a pool without steps, kept in the note of the step: 2\n    “Asks for help” from “Patient”, at “Referred”"],
  },
  "09-same-lane-in-two-pools.bpmn": {
    lanes: ["Nurse (GP practice)", "Nurse (Hospital)"],
    steps: ["Referred [Nurse (GP practice)]", "Triage [Nurse (GP practice)]", "Seen [Nurse (GP practice)]", "Pre-op check [Nurse (Hospital)]"],
    says: ["“Nurse” is “Nurse (Hospital)”"],
  },
  "11-boundary-event.bpmn": { links: ["Referred > Triage: ", "Triage > Seen: ", "Triage > Discharge to GP: Did not attend"], says: ["“Did not attend” at “Triage”"] },
  "12-subprocess.bpmn": {
    steps: ["Referred", "Assess", "Weigh", "Take blood", "Lab", "Spin", "Seen"],
    links: ["Referred > Assess: ", "Assess > Weigh: ", "Assess > Lab: ", "Weigh > Take blood: ", "Take blood > Seen: ", "Lab > Spin: ", "Spin > Seen: "],
  },
  "13-300-tasks.bpmn": { counts: "200 steps, 0 organisations, 199 links", says: ["step beyond the 200 a map can have: 100\n    “Task 200”", "“Task 299”"] },
  "15-long-texts.bpmn": { says: ["5 texts were cut, because they are longer than a map holds:", "The name of a step: 10 characters more than the 120 a map holds"] },
  "16-annotation-and-data.bpmn": { notes: { Triage: "Waits 12 weeks here" }, says: ["data object: 1\n    “Referral letter”"] },
  "17-odd-prefix.bpmn": { pathway: "Odd prefix", steps: PLAIN, counts: "3 steps, 0 organisations, 2 links" },
  "19-beta-namespace.bpmn": { refused: /BPMN 1\.x or a beta of 2\.0.*Save it as BPMN 2\.0/ },
  "20-dangling-refs.bpmn": { steps: PLAIN, says: ["a link to nowhere: 1\n    “Triage” to “gone”", "a link from a step to itself: 1\n    “Triage” to “Triage”"] },
  "23-two-processes-one-file.bpmn": { which: 1, pathway: "To be", steps: PLAIN, says: ["task of “As is”, which was not chosen: 1\n    “Triage”"] },
  "26-not-bpmn.vsdx": { refused: /Visio drawing\. In Visio, choose Process, then Export/ },
  "28-ultimate-200.bpmn": { counts: "200 steps, 0 organisations, 591 links" },
  "29-150-tasks-read-in-twice.bpmn": { counts: "150 steps, 0 organisations, 149 links" },
  "30-spaces-around-equals.bpmn": { steps: ["Triage", "Seen"], links: ["Triage > Seen: "] },
  "32-duplicate-laneset-id.bpmn": { which: "all", steps: ["Refer [GP practice]", "See [Hospital]"], lanes: ["GP practice", "Hospital"], says: ["an id that 2 elements share (all were read): 2"] },
};

test("every file has its line in the table", () => {
  expect(FILES).toHaveLength(23);
  expect(Object.keys(CASES)).toEqual(FILES);
});

describe.each(Object.entries(CASES))("%s", (name, given) => {
  test("gives what the README says", () => {
    if (given.refused !== undefined) {
      expect(() => read(name)).toThrow(NotBpmn);
      expect(() => read(name)).toThrow(given.refused);
      return;
    }
    const { map, report } = read(name, given.which);
    const stepOf = new Map(map.steps.map((step) => [step.id, step.name]));
    const laneOf = new Map(map.lanes.map((lane) => [lane.id, lane.name]));
    const told = reportAsText(report);
    if (given.counts !== undefined) expect(countsInWords(report.counts)).toBe(given.counts);
    if (given.pathway !== undefined) expect(map.pathway).toBe(given.pathway);
    if (given.why !== undefined) expect(map.why).toBe(given.why);
    if (given.steps !== undefined) expect(map.steps.map(({ name: step, lane }) => (lane === null ? step : `${step} [${laneOf.get(lane)}]`))).toEqual(given.steps);
    if (given.lanes !== undefined) expect(map.lanes.map((lane) => lane.name).toSorted()).toEqual(given.lanes.toSorted());
    if (given.links !== undefined) expect(map.links.map(({ from, to, label }) => `${stepOf.get(from)} > ${stepOf.get(to)}: ${label}`)).toEqual(given.links);
    for (const [step, note] of Object.entries(given.notes ?? {})) expect(map.steps.find((one) => one.name === step)?.note).toBe(note);
    for (const words of given.says ?? []) expect(told).toContain(words);
  });
});

test("of two processes in one file the person is asked for one, by name and size", () => {
  const file = openBpmn({ name: "23", bytes: bytesOf("23-two-processes-one-file.bpmn") });
  expect(file.choices().map(({ name, counts }) => [name, counts.steps, counts.links])).toEqual([["As is", 3, 2], ["To be", 3, 2]]);
  expect(countsInWords(file.import(NOTHING, "all").report.counts)).toBe("6 steps, 0 organisations, 4 links");
});

test("one hundred and fifty steps twice into one map: what finds no room is counted and named", () => {
  const name = "29-150-tasks-read-in-twice.bpmn";
  const first = read(name).map;
  const { report } = read(name, 0, first);
  expect(countsInWords(report.counts)).toBe("50 steps, 0 organisations, 49 links");
  const told = reportAsText(report);
  expect(told).toContain("step that found no room (a map can have 200, and 150 were there): 100\n    “T50”");
  expect(told).toContain("link to or from a step that found no room: 100\n    “T49” to “T50”");
});

test("five texts are cut, and the whole of each is in the map or in the report", () => {
  const { map, report } = read("15-long-texts.bpmn");
  expect(report.cut).toHaveLength(5);
  expect(report.cut.map(({ over, most }) => [most, over]).toSorted()).toEqual([[120, 10], [2_000, 100], [2_000, 100], [80, 10], [80, 10]].toSorted());
  for (const { whole } of report.cut) expect(reportAsText(report)).toContain(whole);
  expect(map.steps.every(({ name, note }) => name.length <= 120 && note.length <= 2_000)).toBe(true);
});

/** What stands in a file, counted without a parser: its elements by name, and every word that people wrote. */
function countedByHand(xml: string): { elements: Map<string, number>; words: string[] } {
  const elements = new Map<string, number>();
  const words: string[] = [];
  const bare = xml.replace(/<!--[^]*?-->|<\?[^]*?\?>|<!DOCTYPE[^[]*\[[^]*?\]\s*>/g, "").replace(/<!\[CDATA\[([^]*?)\]\]>/g, (_, inside: string) => inside.replace(/&/g, "&amp;").replace(/</g, "&lt;"));
  for (const [, local = "", attributes = ""] of bare.matchAll(/<(?:\w+:)?([A-Za-z]\w*)((?:[^"'>]|"[^"]*"|'[^']*')*)>/g)) {
    elements.set(local, (elements.get(local) ?? 0) + 1);
    const name = /\sname\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
    if (name !== null) words.push(name[1] ?? name[2] ?? "");
  }
  for (const [, text = ""] of bare.matchAll(/<(?:\w+:)?(?:documentation|text)\b[^>]*>([^<]*)</g)) words.push(text);
  const plain = words.map((word) => word.replace(/&trust;/g, "Kent and Medway").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").trim());
  return { elements, words: plain.filter((word) => word !== "" && !word.startsWith("<p ")) };
}

/** That nothing is missing: every element has its fate, and every word is in the map or in the report. */
function nothingIsMissing(xml: string, { map, report, ledger }: ImportedMap): void {
  const { elements, words } = countedByHand(xml);
  const fates = new Map([...ledger].map(([local, { kept, frame, told, part }]) => [local, kept + frame + told + part]));
  expect(fates).toEqual(elements);
  const all = `${JSON.stringify(map, (_, value: unknown) => value)}\n${reportAsText(report)}`;
  const shown = all.replace(/\\n/g, " ").replace(/\\"/g, '"').replace(/\s+/g, " ");
  for (const word of words) if (!shown.includes(word.replace(/\s+/g, " "))) expect.fail(`“${word}” is neither in the map nor in the report of:\n${xml}\n${shown}`);
}

describe.each(FILES.filter((name) => CASES[name]?.refused === undefined))("%s", (name) => {
  test.each([0, "all"] as const)("keeps or tells every element and every word (%s)", (which) => {
    const xml = new TextDecoder(name.startsWith("02") ? "utf-16le" : name.startsWith("03") ? "windows-1252" : "utf-8").decode(bytesOf(name));
    nothingIsMissing(xml, read(name, which));
  });
});

/** Files that nobody drew: everything BPMN has in every place, with ids and references that do not hold. */
function generated(seed: number): string {
  let state = seed;
  const under = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const pick = <T>(things: readonly T[]): T => things[under(things.length)] as T;
  const NODES = ["task", "userTask", "Task", "startEvent", "endEvent", "boundaryEvent", "exclusiveGateway", "intermediateCatchEvent", "sendTask", "callActivity", "subProcess", "transaction", "quantumTask", "callChoreography"];
  const OTHERS = ["dataObject", "dataObjectReference", "dataStoreReference", "group", "textAnnotation", "association", "ioSpecification", "laneSet", "category", "novelty", "sequenceFlow", "sequenceFlow", "sequenceFlow", "property", "auditing"];
  let count = 0;
  // One id in eight is used twice or is none; one reference in sixteen leads nowhere.
  const id = () => pick([`n${(count += 1)}`, `n${(count += 1)}`, `n${(count += 1)}`, `n${(count += 1)}`, `n${(count += 1)}`, `n${(count += 1)}`, "n1", `${(count += 1)} x`]);
  // The last nodes of a container are named most often, so that ways through it hang together.
  const nodes: string[] = ["n1"];
  const some = () => (under(8) === 0 ? pick([`n${1 + under(count + 1)}`, "gone"]) : (nodes[Math.max(0, nodes.length - 1 - under(6))] ?? "n1"));
  const newNode = (local: string) => {
    const made = id();
    if (NODES.includes(local)) nodes.push(made);
    return made;
  };
  const name = () => (under(3) === 0 ? "" : ` name="Word${(count += 1)}"`);
  const inside = (depth: number): string => {
    let out = under(4) === 0 ? `<documentation>Says${(count += 1)}</documentation>` : "";
    for (let left = under(12); 0 <= left && depth < 4; left -= 1) {
      const local = pick(under(2) === 0 ? NODES : OTHERS);
      const ends = /Flow|association/.test(local) ? ` sourceRef="${some()}" targetRef="${some()}"` : local === "boundaryEvent" ? ` attachedToRef="${some()}"` : "";
      const within =
        local === "subProcess" || local === "transaction" || local === "novelty"
          ? inside(depth + 1)
          : local === "laneSet"
            ? `<lane id="${id()}"${name()}><flowNodeRef>${some()}</flowNodeRef>${under(2) === 0 ? "<childLaneSet/>" : `<childLaneSet><lane${name()}><flowNodeRef>${some()}</flowNodeRef></lane></childLaneSet>`}</lane>`
            : local === "textAnnotation"
              ? `<text>Note${(count += 1)}</text>`
              : under(5) === 0
                ? `<documentation>Says${(count += 1)}</documentation><timerEventDefinition><timeDuration>P${count}D</timeDuration></timerEventDefinition>`
                : "";
      out += `<${local} id="${newNode(local)}"${name()}${ends}>${within}</${local}>`;
    }
    return out;
  };
  const processes = Array.from({ length: 1 + under(3) }, (_, index) => `<process id="p${index}"${name()}><task id="${id()}"${name()}/>${inside(0)}</process>`);
  const pools = Array.from({ length: under(4) }, (_, index) => `<participant id="${id()}"${name()} ${pick([`processRef="p${index}"`, 'processRef="gone"', ""])}/>`);
  const messages = Array.from({ length: under(4) }, () => `<messageFlow id="${id()}"${name()} sourceRef="${some()}" targetRef="${some()}"/>`);
  const collaboration = under(2) === 0 ? "" : `<collaboration id="c"${name()}>${pools.join("")}${messages.join("")}<textAnnotation id="${id()}"><text>Aside${(count += 1)}</text></textAnnotation></collaboration>`;
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"${name()}>${collaboration}${processes.join("")}<message id="${id()}"${name()}/></definitions>`;
}

test("of two hundred files that nobody drew no element and no word is missing", { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const xml = generated(seed);
    const file = openBpmn({ name: "generated", bytes: new TextEncoder().encode(xml) });
    for (const which of [0, "all"] as const) nothingIsMissing(xml, file.import(NOTHING, which));
    // Into a map that is nearly full the same holds.
    const steps = Array.from({ length: 198 }, (_, index) => ({ id: `h${index}`, kind: "step" as const, name: "Here", lane: null, component: null, note: "" }));
    nothingIsMissing(xml, file.import({ ...NOTHING, steps, pathway: "Ours", why: "Ours" }, "all"));
  }
});
