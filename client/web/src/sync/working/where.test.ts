import { expect, test } from "vitest";
import { MAP_WORDS, PLAN_WORDS } from "./textFields";
import { isListed, whereInWords } from "../../model/documents/writing";

test("every line that can be overwritten has a name for whoever is told of it", () => {
  for (const [pattern, { manner }] of Object.entries({ ...MAP_WORDS, ...PLAN_WORDS })) {
    if (manner === "line") expect(whereInWords(pattern.split("/")), pattern).not.toBe("A field");
  }
});

test("what is on the page is what the readers list", () => {
  const plan = { actions: [{ id: "a", blockers: [{ id: "b" }] }], nodes: [] };
  expect(isListed(plan, ["actions", "a", "what"])).toBe(true);
  expect(isListed(plan, ["actions", "a", "blockers", "b", "text"])).toBe(true);
  expect(isListed(plan, ["actions", "a", "blockers", "gone", "text"])).toBe(false);
  expect(isListed(plan, ["actions", "gone", "blockers", "b", "text"])).toBe(false);
  expect(isListed(plan, ["nodes", "n", "text"])).toBe(false);
  // A text of the map itself belongs to no item.
  expect(isListed({ why: "" }, ["why"])).toBe(true);
});
