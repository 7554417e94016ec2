import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Linter } from "eslint";
import { expect, test } from "vitest";
import { LAYERS, layers } from "./layers.mjs";

const SRC = fileURLToPath(new URL("../src/", import.meta.url));

/** What the rule says of a file of src that holds this line. */
function said(file, line) {
  const config = { files: ["**/*.ts"], plugins: { layers: { rules: { import: layers } } }, rules: { "layers/import": "error" } };
  return new Linter({ cwd: SRC }).verify(line, config, { filename: `${SRC}${file}` }).map(({ message }) => message.replace(/: .*/, ""));
}

const REFUSED = [
  ["pages/mark/Room.ts", 'import "../join/Join.svelte";', "pages/mark does not import pages/join"],
  ["pages/facilitate/board/Board.ts", 'import("../../screen/Screen.svelte");', "pages/facilitate does not import pages/screen"],
  ["pages/mark/Room.ts", 'import { router } from "../../main/pages";', "pages does not import main"],
  ["parts/plan/action/NewAction.ts", 'export { a } from "../../map/openMap.svelte";', "parts/plan does not import parts/map"],
  ["parts/MapOrPlan.ts", 'import("../pages/mark/Participant.svelte");', "parts does not import pages"],
  ["session/live.ts", 'import "../pages/mark/Participant.svelte";', "session does not import pages"],
  ["model/plan/feed.ts", 'export * from "../../sync/api";', "model does not import sync"],
  ["sync/api.ts", 'import "../ui/Button.svelte";', "sync does not import ui"],
  ["ui/Button.ts", 'import "../model/marks/marks";', "ui does not import model"],
  ["main/pages.ts", 'import "../pages/home/Home.svelte";', "main does not import pages"],
];

test.each(REFUSED)("%s is refused %s", (file, line, message) => {
  expect(said(file, line)).toEqual([message]);
});

const ALLOWED = [
  ["main/pages.ts", 'import("../pages/home/Home.svelte");'],
  ["pages/facilitate/board/Board.ts", 'import "../desk.svelte"; import "../../../charts/Heatmap.svelte";'],
  ["parts/MapOrPlan.ts", 'import("./map/MapPage.svelte");'],
  ["parts/map/ActionDialog.ts", 'import("../plan/action/NewAction.svelte");'],
  ["sync/api.ts", 'import "../model/marks/marks"; import "yjs";'],
];

test.each(ALLOWED)("%s may hold %s", (file, line) => {
  expect(said(file, line)).toEqual([]);
});

test("every folder of src has its place", () => {
  const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(LAYERS).sort());
});
