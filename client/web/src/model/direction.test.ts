import { expect, test } from "vitest";
import { isolated, isolatedWithin, plain, plainJson } from "./direction";

const COUNCIL = "مجلس بلدي: الصحة (2024)!";

test("a name from right to left keeps its punctuation, and what follows it keeps its place", () => {
  expect(isolated(COUNCIL)).toBe(`\u2068${COUNCIL}\u2069`);
  expect(isolated("שלום")).toBe("\u2068שלום\u2069");
  expect(isolated("\u{1e900}\u{1e901}")).toBe("\u2068\u{1e900}\u{1e901}\u2069");
});

test("all other names are left alone, and none is isolated twice", () => {
  for (const name of ["", "Leadership", "Охрана здоровья", "医療", "Zoë 👩‍⚕️", "1 (2)"]) expect(isolated(name)).toBe(name);
  expect(isolated(isolated(COUNCIL))).toBe(isolated(COUNCIL));
});

test("what is sent is what was written", () => {
  const view = { seat: "3f", names: [COUNCIL, "Amara"], nested: { title: COUNCIL }, n: 3, none: null, is_open: true };
  const shown = isolatedWithin(view);
  expect(shown).toEqual({ ...view, names: [isolated(COUNCIL), "Amara"], nested: { title: isolated(COUNCIL) } });
  expect(JSON.parse(plainJson(shown))).toEqual(view);
  expect(plain(isolated(COUNCIL))).toBe(COUNCIL);
});
