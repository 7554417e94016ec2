import { expect, test } from "vitest";
import { framework } from "../testData";
import { choosable, emptyForm, formErrors, formOf, requestOf, type NewWorkshopForm } from "./newWorkshop";

const filled = (changes: Partial<NewWorkshopForm> = {}): NewWorkshopForm => ({
  ...emptyForm(),
  title: "Harbour Place",
  ...changes,
});

test("a title is all that must be added", () => {
  expect(formErrors(emptyForm()).map(({ field }) => field)).toEqual(["title"]);
  expect(formErrors(filled())).toEqual([]);
});

test("what is asked of the server; renamed sectors keep their id", () => {
  const sectors = [
    { key: 0, id: "civic", name: " Harbour Council " },
    { key: 3, id: null, name: "Police" },
  ];
  expect(requestOf(filled({ tables: "4", sectors }))).toEqual({
    title: "Harbour Place",
    frameworks: ["pit-a"],
    sectors: [{ id: "civic", name: "Harbour Council" }, "Police"],
    tables: 4,
    reveal: "facilitator",
    minimum_group: 5,
    named: false,
  });
});

test("a form that is filled in again asks for the same", () => {
  const sectors = [...emptyForm().sectors, { key: 7, id: null, name: "صحة (2026)" }];
  for (const form of [filled(), filled({ sectors, tables: "4", reveal: "sealed", minimumGroup: "3", isNamed: true })]) {
    expect(requestOf(formOf(requestOf(form)))).toEqual(requestOf(form));
  }
});

const line = (key: number, name: string) => ({ key, id: null, name });
test.each<[string, Partial<NewWorkshopForm>, string[]]>([
  ["a long title", { title: "x".repeat(121) }, ["title"]],
  ["no tool", { frameworks: [] }, ["frameworks"]],
  ["no sector", { sectors: [] }, ["add-sector"]],
  ["an empty sector", { sectors: [line(7, " ")] }, ["sector-7"]],
  ["a sector twice", { sectors: [line(1, "Police"), line(2, "police ")] }, ["sector-2"]],
  ["13 sectors", { sectors: Array.from({ length: 13 }, (_, key) => line(key, `s${key}`)) }, ["add-sector"]],
  ["tables in words", { tables: "four" }, ["tables"]],
  ["too many tables", { tables: "201" }, ["tables"]],
  ["a group of two", { minimumGroup: "2" }, ["minimum-group"]],
])("%s is said at its field", (_, changes, fields) => {
  expect(formErrors(filled(changes)).map(({ field }) => field)).toEqual(fields);
});

test("the empty tool is offered only where there is no other", () => {
  const [tool, blank] = [framework, { ...framework, id: "blank" }];
  expect(choosable([blank, tool])).toEqual([tool]);
  expect(choosable([blank])).toEqual([blank]);
  expect(choosable([])).toEqual([]);
});
