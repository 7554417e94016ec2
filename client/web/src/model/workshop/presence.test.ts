import { expect, test } from "vitest";
import { missingSectors, sectorLines, withoutTable } from "./presence";
import { sessionAt } from "../testSession";

const present = (civic: number, vcse: number) => ({
  people: civic + vcse,
  sectors: [
    ...(civic === 0 ? [] : [{ sector: "civic", present: civic, joined: civic }]),
    ...(vcse === 0 ? [] : [{ sector: "vcse", present: vcse, joined: vcse + 1 }]),
  ],
  tables: [{ table: "t1", present: 3, seated: 4 }],
  observers: 0,
  facilitators: 1,
  screens: 0,
});

test("a missing sector is said in words once somebody is here", () => {
  const missing = (civic: number, vcse: number) =>
    missingSectors(sessionAt("lobby", [], { present: present(civic, vcse) }));
  expect(missing(5, 0)).toBe("Nobody is here from: Voluntary.");
  expect(missing(5, 1)).toBeNull();
  expect(missing(0, 0)).toBeNull();
});

test("every sector has its line, and people without a table are counted", () => {
  const session = sessionAt("lobby", [], { present: present(5, 2) });
  expect(sectorLines(session).map(({ name, present, joined }) => [name, present, joined])).toEqual([
    ["Council", 5, 5],
    ["Voluntary", 2, 3],
  ]);
  expect(withoutTable(session)).toBe(4);
});
