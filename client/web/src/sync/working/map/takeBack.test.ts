// What was read in from a file can be taken back as one, whatever others did to the map since.
import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { openBpmn } from "../../../model/map/bpmn";
import { likeABrowser } from "../../../model/map/bpmn/browser.testing";
import { takenBackInWords } from "../../../model/map/takenBack";
import { addLane, addLink, addPin, addStep, setLane, takeOut, writeAbout, writeItem } from "./edits";
import { writeImported } from "./import";
import { readMap } from "./read";
import { removedFrom } from "./removed";
import { putBackAgain, receiptOf, takeBack } from "./takeBack";

beforeAll(likeABrowser);

const FILE = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="Falls"><documentation>Too many</documentation>
  <laneSet id="ls"><lane id="l" name="Clinic"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane><lane id="m" name="Home"/></laneSet>
  <task id="a" name="Refer"/><task id="b" name="See"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/></process></definitions>`;

function readIn(doc: Y.Doc) {
  const { map } = openBpmn({ name: "falls.bpmn", bytes: new TextEncoder().encode(FILE) }).import(readMap(doc), 0);
  return receiptOf(writeImported(doc, map));
}
const idOf = (doc: Y.Doc, step: string) => readMap(doc).steps.filter(({ name }) => name === step).at(-1)?.id ?? "";

test("into an empty map it is taken out whole, and put back whole", () => {
  const doc = new Y.Doc();
  const before = readMap(doc);
  const receipt = JSON.parse(JSON.stringify(readIn(doc)));
  const full = readMap(doc);
  expect(full.steps).toHaveLength(2);
  let updates = 0;
  doc.on("update", () => (updates += 1));
  const done = takeBack(doc, receipt);
  expect(updates).toBe(1);
  expect(readMap(doc)).toEqual(before);
  expect(takenBackInWords(done)).toEqual(["Taken out again: 2 steps, 2 organisations, 1 link."]);
  putBackAgain(doc, receipt);
  expect(readMap(doc)).toEqual(full);
});

test("a large file that was written in pieces is taken out as one, in an update that the server takes", () => {
  const doc = new Y.Doc();
  const steps = Array.from({ length: 200 }, (_, index) => `<task id="t${index}" name="${"x".repeat(110)}"><documentation>${"y".repeat(1900)}</documentation></task>`);
  const flows = Array.from({ length: 199 }, (_, index) => `<sequenceFlow id="f${index}" sourceRef="t${index}" targetRef="t${index + 1}"/>`);
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="Falls">${steps.join("")}${flows.join("")}</process></definitions>`;
  const sizes: number[] = [];
  doc.on("update", (update: Uint8Array) => void sizes.push(update.length));
  const { map } = openBpmn({ name: "falls.bpmn", bytes: new TextEncoder().encode(xml) }).import(readMap(doc), 0);
  const receipt = receiptOf(writeImported(doc, map));
  expect(5).toBeLessThan(sizes.length);
  const full = readMap(doc);
  sizes.length = 0;
  expect(takeBack(doc, receipt)).toMatchObject({ steps: 200, links: 199 });
  expect(readMap(doc).steps).toEqual([]);
  putBackAgain(doc, receipt);
  expect(readMap(doc)).toEqual(full);
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(128 * 1024);
});

test("read in twice, only the second is taken out", () => {
  const doc = new Y.Doc();
  readIn(doc);
  const first = readMap(doc);
  takeBack(doc, readIn(doc));
  expect(readMap(doc)).toEqual(first);
});

test("what others wrote in it since is not lost, and it is said where it is", () => {
  const doc = new Y.Doc();
  addStep(doc, null, { name: "Ours", lane: addLane(doc, "Surgery") });
  const receipt = readIn(doc);
  const seen = idOf(doc, "See");
  writeItem(doc, "steps", seen, "note", "", "On Tuesdays");
  addPin(doc, seen);
  const clinic = readMap(doc).lanes.find(({ name }) => name === "Clinic")?.id ?? "";
  setLane(doc, idOf(doc, "Ours"), clinic);
  addLink(doc, idOf(doc, "Ours"), seen);
  writeAbout(doc, "why", "Too many", "Too many, and rising");

  const done = takeBack(doc, receipt);
  const after = readMap(doc);
  expect(after.steps.map(({ name }) => name)).toEqual(["Ours"]);
  expect(after.lanes.map(({ name }) => name)).toEqual(["Surgery", "Clinic"]);
  expect([after.pathway, after.why]).toEqual(["", "Too many, and rising"]);
  expect(takenBackInWords(done)).toEqual([
    "Taken out again: 2 steps, 1 organisation, 1 link.",
    "1 of these steps had been changed since: “See”. The words are not lost: under “Removed” each step can be put back with them.",
    "With them went 1 pin or question that had been put on these steps since. They come back with the steps.",
    "“Clinic” stays, because other steps are done there.",
    "Words about the map that somebody has changed since stay as they are.",
  ]);
  expect(removedFrom(doc).map(({ name }) => name)).toContain("See");
  takeOut(doc, "steps", seen, false);
  expect(readMap(doc).steps.find(({ id }) => id === seen)?.note).toBe("On Tuesdays");
  expect(readMap(doc).pins).toHaveLength(1);
});

test("what somebody else has taken out already is not counted", () => {
  const doc = new Y.Doc();
  const receipt = readIn(doc);
  takeOut(doc, "steps", idOf(doc, "See"), true);
  expect(takeBack(doc, receipt).steps).toBe(1);
  expect(takenBackInWords(takeBack(doc, receipt))).toEqual(["Nothing of it is in the map any more."]);
});

test("another's edit that arrives after the undo does not bring a step back", () => {
  const here = new Y.Doc();
  const receipt = readIn(here);
  const there = new Y.Doc();
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  writeItem(there, "steps", idOf(there, "See"), "name", "See", "See soon");
  takeBack(here, receipt);
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  expect(readMap(here).steps).toEqual([]);
  expect(removedFrom(here).map(({ name }) => name)).toContain("See soon");
});
