import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { askingRuntime } from "../../../scripts/survivesTranslation";

const folder = new URL("../../../node_modules/svelte/src/internal/client/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".js") && !file.startsWith("dev/"));
const source = (file: string) => readFileSync(new URL(file, folder), "utf8");

test("every file of Svelte's runtime does with nodes what was looked at, and nothing else", () => {
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) expect(() => askingRuntime(file, source(file)), file).not.toThrow();
});

test.each([
  ["a text is written", "render.js", "plenary_home(text).nodeValue = "],
  ["something is put before a node", "dom/template.js", "plenary_anchor(anchor).before("],
  ["a row is moved", "dom/blocks/each.js", "plenary_anchor(dest).before(node)"],
  ["all rows are removed at once", "dom/blocks/each.js", "plenary_home(anchor).parentNode"],
  ["a block is removed", "reactivity/effects.js", "plenary_leave(node).remove()"],
  ["a block is removed from its beginning", "reactivity/effects.js", "remove_effect_dom(plenary_home(effect.nodes.start)"],
])("the runtime asks where %s", (_, file, asked) => {
  expect(askingRuntime(file, source(file))).toContain(asked);
});

test("a runtime that does anything else with nodes is not built", () => {
  const more = `${source("render.js")}\nexport const place = (node) => node.previousSibling;`;
  expect(() => askingRuntime("render.js", more)).toThrow("previousSibling");
  const less = source("render.js").replace("text.nodeValue = ", "write(text, ");
  expect(() => askingRuntime("render.js", less)).toThrow();
  expect(() => askingRuntime("dom/new.js", "export const write = (text, words) => (text.data = words);")).toThrow("data=");
});
