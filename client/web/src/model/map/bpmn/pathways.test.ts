// What becomes of each part of BPMN, in a few lines of it each.
import { beforeAll, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import type { ProcessMap } from "../../generated";
import { COMPONENT_ID } from "../../generated/words";
import { NOTHING, openBpmn } from "../bpmn";
import { likeABrowser } from "./browser.testing";
import { reportAsText } from "./report";

beforeAll(likeABrowser);

function read(inside: string, here: ProcessMap = NOTHING) {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v="urn:vendor">${inside}</definitions>`;
  const { map, report } = openBpmn({ name: "f.bpmn", bytes: new TextEncoder().encode(xml) }).import(here, "all");
  const step = new Map(map.steps.map(({ id, name }) => [id, name]));
  const lane = new Map(map.lanes.map(({ id, name }) => [id, name]));
  return {
    map,
    steps: map.steps.map(({ name, lane: at }) => (at === null ? name : `${name} @${lane.get(at)}`)),
    links: map.links.map(({ from, to, label }) => `${step.get(from)}>${step.get(to)}${label === "" ? "" : `: ${label}`}`),
    note: (name: string) => map.steps.find((one) => one.name === name)?.note,
    told: reportAsText(report),
  };
}
const task = (id: string, name = id.toUpperCase()) => `<task id="${id}" name="${name}"/>`;
const flow = (from: string, to: string, name = "") => `<sequenceFlow id="${from}-${to}" name="${name}" sourceRef="${from}" targetRef="${to}"/>`;

test("of lanes within lanes the innermost are organisations; an outer one is, where steps stand in it alone", () => {
  const { steps, map, told } = read(`<process id="p"><laneSet id="s"><lane id="o" name="Hospital"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef>
    <childLaneSet id="c"><lane id="i" name="Ward"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane>
    <lane id="q" name="Council"><childLaneSet id="d"><lane id="j" name="Housing"><flowNodeRef>c</flowNodeRef></lane></childLaneSet></lane></laneSet>${task("a")}${task("b")}${task("c")}</process>`);
  expect(steps.sort()).toEqual(["A @Ward", "B @Hospital", "C @Housing"]);
  expect(map.lanes.map(({ name }) => name)).toEqual(["Ward", "Hospital", "Housing"]);
  expect(told).toContain("lane whose inner lanes are the organisations, so that its own name is not one: 1\n    “Council”");
});

test("an event that leads back to its own step, and one that leads nowhere, keep their words in the note", () => {
  const { note, links, told } = read(`<process id="p">${task("a")}<boundaryEvent id="e" name="Twelve weeks" attachedToRef="a"/>${flow("e", "a")}
    <boundaryEvent id="f" attachedToRef="a"><errorEventDefinition/></boundaryEvent></process>`);
  expect(note("A")).toBe("Twelve weeks\n\nIt goes wrong");
  expect(links).toEqual([]);
  expect(told).toContain("event at the edge of a step that leads to no other step, kept in the note of the step: 2");
});

test("an event at the edge whose step is missing is a step itself", () => {
  const { steps, links } = read(`<process id="p">${task("a")}<boundaryEvent id="e" name="Late" attachedToRef="gone"/>${flow("e", "a")}</process>`);
  expect(steps).toEqual(["Late", "A"]);
  expect(links).toEqual(["Late>A"]);
});

test("two links between the same steps become one with the words of both; one without words is told", () => {
  const { links, told } = read(`<process id="p">${task("a")}${task("b")}${flow("a", "b", "urgent")}${flow("a", "b", "routine")}${flow("a", "b")}</process>`);
  expect(links).toEqual(["A>B: urgent / routine"]);
  expect(told).toContain("a second link between the same two steps: 1");
});

test("the way onwards from a sub-process begins where its inside ends, with the words that lead there", () => {
  const { links, steps, told } = read(`<process id="p"><startEvent id="s" name="S"/><subProcess id="x" name="X"><startEvent id="i"/>${task("a")}${task("b")}<endEvent id="e"/><endEvent id="w"><errorEventDefinition/></endEvent>
    ${flow("i", "a")}${flow("a", "b", "more")}${flow("a", "e", "enough")}${flow("b", "e")}${flow("b", "w", "broken")}</subProcess>${task("c")}${flow("s", "x")}${flow("x", "c", "then")}</process>`);
  expect(steps).toEqual(["S", "X", "A", "B", "C"]);
  expect(links).toEqual(["S>X", "X>A", "A>B: more", "A>C: enough / then", "B>C: then"]);
  expect(told).toContain("words on a link to the end of a sub-process, kept in the note of the step before: 1\n    “broken” at “B”");
});

test("a sub-process that an event sets off is not linked as a next step", () => {
  const { links } = read(`<process id="p">${task("a")}<subProcess id="x" name="X" triggeredByEvent="true"><startEvent id="i" name="Alarm"/>${task("b")}${flow("i", "b")}</subProcess></process>`);
  expect(links).toEqual(["X>Alarm", "Alarm>B"]);
});

test("where the insides would be too many, the sub-process is one step and its inside is named", () => {
  const many = Array.from({ length: 150 }, (_, index) => task(`m${index}`)).join("");
  const { map, told } = read(`<process id="p">${Array.from({ length: 100 }, (_, index) => task(`t${index}`)).join("")}<subProcess id="x" name="X">${many}</subProcess></process>`);
  expect(map.steps).toHaveLength(101);
  expect(told).toContain("task inside a sub-process (too many for one map; the sub-process is one step): 150\n    “M0”");
});

test("an annotation at an edge, and one of the collaboration, go to their steps; a tie between steps is a link", () => {
  const { note, links } = read(`<collaboration id="c"><participant id="q" name="Q" processRef="p"/><textAnnotation id="n2"><text>two</text></textAnnotation><association id="s2" sourceRef="n2" targetRef="b"/></collaboration>
    <process id="p">${task("a")}<task id="b" name="B" isForCompensation="true"/><boundaryEvent id="e" name="Undo" attachedToRef="a"/><association id="s3" sourceRef="e" targetRef="b"/>
    <textAnnotation id="n1"><text>one</text></textAnnotation><association id="s1" sourceRef="n1" targetRef="e"/></process>`);
  expect(note("A")).toBe("one");
  expect(note("B")).toBe("two");
  expect(links).toEqual(["A>B: Undo"]);
});

test("a link without ends is mended by what its steps say", () => {
  const { links } = read(`<process id="p"><task id="a" name="A"><outgoing>f</outgoing></task><task id="b" name="B"><incoming>f</incoming></task><sequenceFlow id="f"/></process>`);
  expect(links).toEqual(["A>B"]);
});

test("elements that share an id are all read, and a reference means the nearest", () => {
  const { steps, links } = read(`<process id="p"><task id="t" name="One"/>${task("a")}${flow("a", "t")}</process><process id="q"><task id="t" name="Two"/>${task("b")}${flow("b", "t")}</process>`);
  expect(steps).toEqual(["A", "One", "B", "Two"]);
  expect(links).toEqual(["A>One", "B>Two"]);
});

test("a flow node of a BPMN that does not exist yet is a step, and an extension is told", () => {
  const { steps, told } = read(`<process id="p">${task("a")}<hoverTask id="h" name="Hover" v:speed="7"><extensionElements><v:form><v:field/></v:form></extensionElements></hoverTask>${flow("a", "h")}</process>`);
  expect(steps).toEqual(["A", "Hover"]);
  expect(told).toContain("hover task, which is not known here, kept as a step: 1\n    “Hover”");
  expect(told).toContain("v:form, an extension of another program: 1\n    “Hover”");
  expect(told).toContain("setting v:speed: 1\n    “Hover”: 7");
});

test("pools: one that has lanes keeps steps of its own, one of a known name is the same, a missing process is told", () => {
  const { steps, map, told } = read(`<collaboration id="c" name="Falls"><participant id="x" name="Trust" processRef="p"/><participant id="y" name="Nurse"/><participant id="z" name="Council" processRef="gone"/>
    <messageFlow id="m" name="Report" sourceRef="y" targetRef="z"/><messageFlow id="n" name="Call" sourceRef="z" targetRef="nobody"/></collaboration>
    <process id="p"><laneSet id="l"><lane id="l1" name="Nurse"><flowNodeRef>a</flowNodeRef><flowNodeRef>gone</flowNodeRef></lane></laneSet>${task("a")}${task("b")}</process>`);
  expect(map.pathway).toBe("Falls");
  expect(steps).toEqual(["A @Nurse", "B @Trust"]);
  expect(map.lanes.map(({ name }) => name)).toEqual(["Nurse", "Trust", "Council"]);
  for (const words of [
    "pool without steps, which is one with the organisation of its name: 1\n    “Nurse”",
    "a pool names a process that is not in the file: 1\n    “Council”: gone",
    "a lane names a step that is not in the file: 1\n    “Nurse”: gone",
    "a message between two pools (which steps send and take it is not in the file): 1\n    “Report”: “Nurse” to “Council”",
    "a message to nowhere: 1\n    “Call”: “Council” to “nobody”, which is not in the file",
  ]) expect(told).toContain(words);
});

test("into a map that has words and organisations of its own", () => {
  const lanes = Array.from({ length: 19 }, (_, index) => ({ id: `l${index}`, name: index === 0 ? "Nurse" : `Lane ${index}` }));
  const { map, steps, told } = read(
    `<process id="p" name="Theirs"><documentation>Their why</documentation><laneSet id="l"><lane id="x" name="Nurse"><flowNodeRef>a</flowNodeRef></lane><lane id="y" name="First"/><lane id="z" name="Second"><flowNodeRef>b</flowNodeRef></lane></laneSet>${task("a")}${task("b")}</process>`,
    { ...NOTHING, pathway: "Ours", lanes },
  );
  expect([map.pathway, map.why]).toEqual(["", "Their why"]);
  expect(steps).toEqual(["A @Nurse", "B"]);
  for (const words of [
    "name of the pathway, because the map has one already: 1\n    Theirs",
    "organisation that found no room (a map can have 20, and 19 were there): 1\n    “Second”",
    "step without an organisation, because its organisation found no room: 1\n    “B” (Second)",
    "organisation that is one with the organisation of its name in the map: 1\n    “Nurse”",
  ]) expect(told).toContain(words);
});

test("in a file of ours what names a step that is gone is told with its words", () => {
  const ours = readFileSync(new URL("../../../../../../tests/data/pathway.bpmn", import.meta.url), "utf8");
  const pin = /<plenary:pin [^>]*step="([^"]+)"[^>]*>\s*<plenary:text>([^<]*)</.exec(ours);
  const broken = ours.replace(`step="${pin?.[1]}"`, 'step="gone"');
  const { map, report } = openBpmn({ name: "ours.bpmn", bytes: new TextEncoder().encode(broken) }).import(NOTHING, 0);
  const whole = openBpmn({ name: "ours.bpmn", bytes: new TextEncoder().encode(ours) }).import(NOTHING, 0).map;
  expect(map.pins.length).toBe(whole.pins.length - 1);
  expect(reportAsText(report)).toContain(`pin at a step that is not in the file: 1\n    ${pin?.[2]?.replace(/\n/g, "\n    ")}`);
});

test("caps are counted in characters as people see them counted, not in halves of them", () => {
  const { map, told } = read(`<process id="p"><task id="a" name="${"🏥".repeat(121)}"/></process>`);
  expect([...(map.steps[0]?.name ?? "")]).toHaveLength(120);
  expect(map.steps[0]?.note).toBe(`Whole name: ${"🏥".repeat(121)}`);
  expect(told).toContain("The name of a step: 1 character more than the 120 a map holds. The whole text is in its note, and below.");
});

test("in a file of ours a choice that is not known is told, and so is what a map has words for already", () => {
  const ours = readFileSync(new URL("../../../../../../tests/data/pathway.bpmn", import.meta.url), "utf8").replace(/number="[^"]*"/, 'number="many"');
  const { map } = openBpmn({ name: "ours.bpmn", bytes: new TextEncoder().encode(ours) }).import(NOTHING, 0);
  const here = { ...NOTHING, components: map.components.map((component) => ({ ...component, label: "Here", definition: "Somebody" })) };
  const told = reportAsText(openBpmn({ name: "ours.bpmn", bytes: new TextEncoder().encode(ours) }).import(here, 0).report);
  expect(told).toContain("number of a pin that is not known here: 1\n    many");
  for (const { id, label, definition } of map.components) {
    if (label !== COMPONENT_ID[id].word) expect(told).toContain(`name of component ${id.toUpperCase()}, because the map has one already: 1\n    ${label}`);
    if (definition !== "") expect(told).toContain(`who counts in component ${id.toUpperCase()}, because the map says it already: 1`);
  }
  expect(told).toContain("component");
});

test("organisations that are one where they are cut stay two", () => {
  const long = "L".repeat(85);
  const { map } = read(`<process id="p"><laneSet id="l"><lane id="x" name="${long}1"/><lane id="y" name="${long}2"/></laneSet>${task("a")}</process>`);
  expect(new Set(map.lanes.map(({ name }) => name)).size).toBe(2);
  expect(map.lanes.every(({ name }) => name.length <= 80)).toBe(true);
});
