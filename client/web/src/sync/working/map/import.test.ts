import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import type { ProcessMap } from "../../../model/generated";
import { NOTHING, NotBpmn, openBpmn } from "../../../model/map/bpmn";
import { likeABrowser } from "../../../model/map/bpmn/browser.testing";
import { reportAsText } from "../../../model/map/bpmn/report";
import { MAP } from "../../../model/generated/documents";
import { addStep } from "./edits";
import { writeImported } from "./import";
import { readMap } from "./read";

beforeAll(likeABrowser);

const importBpmn = (xml: string, here: ProcessMap = NOTHING) => openBpmn({ name: "map.bpmn", bytes: new TextEncoder().encode(xml) }).import(here, "all");
const data = (name: string) =>
  readFileSync(new URL(`../../../../../../tests/data/${name}`, import.meta.url), "utf8");
const ours = data("pathway.bpmn");
const expected = JSON.parse(data("pathway.json")) as ProcessMap;

test("a small file of ours gives an equal map, ids included, in one transaction", () => {
  const { map, report } = importBpmn(ours);
  expect([report.leftOut, report.changed, report.cut]).toEqual([[], [], []]);
  expect(map).toEqual(expected);
  const doc = new Y.Doc();
  let updates = 0;
  doc.on("update", () => (updates += 1));
  writeImported(doc, map);
  expect(updates).toBe(1);
  expect(readMap(doc)).toEqual(expected);
});

/** As many of each as a map may hold, all with words as long as they may be. */
function largest(): ProcessMap {
  const of = <T>(most: number, make: (index: number) => T) => Array.from({ length: most }, (_, index) => make(index));
  const words = (length: number) => "\u6c34".repeat(length);
  const step = (index: number) => `s${index % MAP.steps.most}`;
  return {
    ...NOTHING,
    pathway: words(MAP.pathway.cap),
    why: words(MAP.why.cap),
    components: NOTHING.components.map((component) => ({ ...component, definition: words(MAP.definition_a.cap) })),
    lanes: of(MAP.lanes.most, (index) => ({ id: `l${index}`, name: `${index}${words(MAP.lanes.fields.name.cap - 2)}` })),
    steps: of(MAP.steps.most, (index) => ({ id: step(index), name: words(MAP.steps.fields.name.cap), note: words(MAP.steps.fields.note.cap), kind: "step", lane: `l${index % MAP.lanes.most}`, component: "a" })),
    links: of(MAP.links.most, (index) => ({ id: `k${index}`, from: step(index), to: step(index + 1 + Math.floor(index / MAP.steps.most)), label: words(MAP.links.fields.label.cap), is_back: false })),
    pins: of(40, (index) => ({ id: `p${index}`, step: step(index), class: null, text: words(MAP.pins.fields.text.cap), evidence: words(MAP.pins.fields.evidence.cap), number: null, unit: "" })),
  };
}

test("a large file is written in pieces, each well below what the server takes at once", () => {
  const doc = new Y.Doc();
  const sizes: number[] = [];
  doc.on("update", (update: Uint8Array) => void sizes.push(update.length));
  const map = largest();
  writeImported(doc, map);
  expect(1_000_000).toBeLessThan(sizes.reduce((sum, size) => sum + size, 0));
  expect(Math.max(...sizes)).toBeLessThan(128 * 1024);
  const read = readMap(doc);
  expect(read.steps.map(({ id, note }) => [id, note])).toEqual(map.steps.map(({ id, note }) => [id, note]));
  expect([read.links.length, read.lanes.length, read.pins.length]).toEqual([MAP.links.most, MAP.lanes.most, 40]);
  expect([read.pathway, read.why]).toEqual([map.pathway, map.why]);
});

test("whoever hears only the first pieces sees a map that reads well", () => {
  const doc = new Y.Doc();
  const heard = new Y.Doc();
  doc.on("update", (update: Uint8Array) => {
    Y.applyUpdate(heard, update);
    const { steps, links } = readMap(heard);
    const known = new Set(steps.map(({ id }) => id));
    expect(links.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
  });
  writeImported(doc, largest());
  expect(readMap(heard)).toEqual(readMap(doc));
});

test("with another prefix for our namespace it is the same", () => {
  const other = ours.replace(/plenary:(?=[a-z]+[ />])/g, "p:").replace("xmlns:plenary=", "xmlns:p=");
  expect((importBpmn(other)).map).toEqual(expected);
});

test("into a map that has something it comes behind, with new ids, and organisations of one name become one", () => {
  const doc = new Y.Doc();
  const { map } = importBpmn(ours);
  writeImported(doc, map);
  const first = readMap(doc);
  addStep(doc, null, { name: "Ours" });
  writeImported(doc, map);
  const both = readMap(doc);
  expect(both.steps.slice(0, first.steps.length)).toEqual(first.steps);
  expect(both.steps).toHaveLength(first.steps.length * 2 + 1);
  expect(both.steps.slice(-first.steps.length).map(({ name }) => name)).toEqual(first.steps.map(({ name }) => name));
  // The one without a name is nobody's twin.
  expect(both.lanes).toHaveLength(first.lanes.length + 1);
  // One more leads to the step that was added by hand.
  expect(both.links).toHaveLength(first.links.length * 2 + 1);
  expect(both.pins).toHaveLength(first.pins.length * 2);
  expect(both.pathway).toBe(first.pathway);
});

const FOREIGN = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
  <collaboration id="c"><participant id="pool1" name="Practice" processRef="p1"/><participant id="pool2" name="Clinic" processRef="p2"/>
    <messageFlow id="m1" sourceRef="t2" targetRef="e9"/><textAnnotation id="note"><text>hm</text></textAnnotation></collaboration>
  <process id="p1" name="Refer">
    <sequenceFlow id="f2" sourceRef="g1" targetRef="t2" name="yes"/>
    <endEvent id="e1" name="Home"/>
    <userTask id="t2" name="Refer"/>
    <inclusiveGateway id="g1" name="Ill?"/>
    <startEvent id="s1" name="Visit"/>
    <sequenceFlow id="f1" sourceRef="s1" targetRef="g1"/>
    <sequenceFlow id="f3" sourceRef="g1" targetRef="e1" name="no"/>
    <sequenceFlow id="f4" sourceRef="t2" targetRef="g1" name="again"/>
    <boundaryEvent id="b1" attachedToRef="t2"/>
    <dataObjectReference id="o1" name="Letter"/>
    <dataObjectReference id="o2" name="Form"/>
  </process>
  <process id="p2"><subProcess id="sp" name="Assess"><task id="inner" name="Weigh"/></subProcess>
    <intermediateCatchEvent id="e9" name="Letter comes"/><sequenceFlow id="f9" sourceRef="e9" targetRef="sp"/></process>
</definitions>`;

test("of other programs the basic elements come in reading order, and the rest is named", () => {
  const { map, report } = importBpmn(FOREIGN);
  expect(map.steps.map(({ name, kind }) => [name, kind])).toEqual([
    ["Visit", "start"],
    ["Ill?", "decision"],
    ["Refer", "step"],
    ["Letter comes", "wait"],
    ["Assess", "step"],
    ["Weigh", "step"],
    ["Home", "end"],
  ]);
  expect(map.lanes.map(({ name }) => name)).toEqual(["Practice", "Clinic"]);
  const name = (id: string) => map.steps.find((step) => step.id === id)?.name;
  expect(map.links.map(({ from, to, is_back }) => [name(from), name(to), is_back])).toEqual([
    ["Visit", "Ill?", false],
    ["Ill?", "Refer", false],
    ["Ill?", "Home", false],
    ["Refer", "Ill?", true],
    ["Refer", "Letter comes", false],
    ["Letter comes", "Assess", false],
    ["Assess", "Weigh", false],
  ]);
  expect(map.pathway).toBe("Refer");
  const told = reportAsText(report);
  expect(told).toContain("data object: 2\n    “Letter”\n    “Form”");
  expect(told).toContain("text annotation that is tied to no step: 1\n    hm");
  expect(told).toContain("event at the edge of a step that leads to no other step, kept in the note of the step: 1\n    “without a name” at “Refer”");
  const doc = new Y.Doc();
  writeImported(doc, map);
  expect(readMap(doc).steps.map(({ name }) => name)).toEqual(map.steps.map(({ name }) => name));
});

test.each([
  ["nothing", "", "The file is empty."],
  ["no XML", "hello", "it holds no XML"],
  ["a page", "<html><body/></html>", "The file is a web page."],
  ["no process", FOREIGN.replace(/<process[^]*<\/process>/, ""), "There is no process in the file. It names “Practice”, “Clinic”, but not what they do."],
])("%s is refused in a sentence", (_, xml, sentence) => {
  expect(() => importBpmn(xml)).toThrow(NotBpmn);
  expect(() => importBpmn(xml)).toThrow(sentence);
});
