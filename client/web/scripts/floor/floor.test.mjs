import { Linter } from "eslint";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { ownMethods, scriptFaults } from "./check.mjs";
import { styleFaults } from "./css.mjs";
import { buildTarget, floor, floorInWords, isReached, oldestIos } from "./floor.mjs";
import { floorSource } from "./script.ts";

const scripts = (text, elsewhere) => scriptFaults(text, elsewhere).map(({ name }) => name);
const styles = (text) => styleFaults(text).map(({ name }) => name);

test("the floor is said once, and the build lowers to it", () => {
  expect(buildTarget()).toEqual(["safari15.4", "ios15.4", "chrome98", "edge98", "firefox98"]);
  expect(floorInWords()).toBe("Safari 15.4, Chrome 98, Edge 98 or Firefox 98");
  expect(() => floor(["> 1%"])).toThrow("“> 1%” is not of the form");
  expect(() => floor(["netscape >= 4"])).toThrow("netscape");
});

test("a version is reached from itself upwards", () => {
  for (const [added, version, reached] of [
    ["98", "98", true], ["104", "98", false], ["9", "98", true], ["15.4", "15.4", true], ["15.5", "15.4", false],
    ["15", "15.4", true], ["16", "15.4", false], ["≤37", "98", true], ["preview", "98", false], [false, "98", false], [null, "98", false],
  ]) {
    expect([added, isReached(added, version)]).toEqual([added, reached]);
  }
});

test.each([
  // What the floor once missed.
  ["text.split(/(?<=[.!?])\\s+/)", ["look-behind"]],
  ["text.split(RegExp(`(?<=[.!?])\\\\s+`, ``))", ["look-behind"]],
  ["new RegExp('(?<!a)b')", ["look-behind"]],
  ["rounds.findLast((round) => round.kind)", [".findLast()"]],
  ["const kept = resolver ?? Promise.withResolvers()", ["Promise.withResolvers"]],
  ["window.print()", ["print"]],
  ["document.documentElement.requestFullscreen()", [".requestFullscreen()"]],
  // Others of their kind.
  ["marks.toSorted()", [".toSorted()"]],
  ["Object.groupBy(marks, level)", ["Object.groupBy"]],
  ["Array.fromAsync(marks)", ["Array.fromAsync"]],
  ["URL.canParse(address)", ["URL.canParse"]],
  ["Response.json({})", ["Response.json"]],
  ["AbortSignal.timeout(5)", ["AbortSignal.timeout"]],
  ["new CompressionStream('gzip')", ["CompressionStream"]],
  ["scheduler.yield()", ["scheduler"]],
  ["marks.values().map(level)", ["Iterator.map"]],
  ["new RegExp('[a--b]', 'v')", ["flag v of a regular expression"]],
  ["new RegExp('(?i:a)b')", ["modifiers of a regular expression"]],
  ["/(?i:a)b/.test(name)", [expect.stringMatching(/Parsing error/)]],
  ["class Room { static { open(); } }", ["static block of a class"]],
  ["import table from './table.json' with { type: 'json' }", [expect.stringMatching(/Parsing error/)]],
])("told: %s", (text, names) => {
  expect(scripts(text)).toEqual(names);
});

test.each([
  "marks.at(-1); Object.hasOwn(marks, key); structuredClone(marks); text.replaceAll('a', 'b')",
  "(await fetch('/')).json()",
  "Object.values(marks).map(level); [...marks.values()].map(level); marks.filter(Boolean)",
  "const escape = RegExp.escape || own",
  "navigator.storage?.persist?.(); typeof CompressionStream",
  "if ('print' in window) window.print()",
  "const known = typeof indexedDB.databases === 'function' ? await indexedDB.databases() : null",
  "class Model { take(view) { return view; } } model.take(view)",
  "const matched = /(?<name>a)(?!b)(?=c)/d.exec(text)",
  "'(?<=a)'",
])("not told: %s", (text) => {
  expect(scripts(text)).toEqual([]);
});

test("a method that another script gives to things of its own is not the browser's", () => {
  const other = "class Model{take(e){return e}}var a={drop(){},swap:b};c.prototype.skip=function(){}";
  expect(ownMethods(other)).toEqual(expect.arrayContaining(["take", "drop", "swap", "skip"]));
  expect(scripts("model.take(3)")).toEqual([".take()"]);
  expect(scripts("model.take(3)", ownMethods(other))).toEqual([]);
});

test.each([
  [".card:has(:focus-visible) { color: red }", [":has"]],
  ["@container (min-width: 30em) { a { color: red } }", ["@container"]],
  ["a { background: color-mix(in srgb, red 25%, blue) }", ["color-mix()"]],
  ["a { height: 100dvh }", ["unit dvh"]],
  ["a { width: 50cqw }", ["unit cqw"]],
  ["a { grid-template-rows: subgrid }", ["grid-template-rows: subgrid"]],
  ["a { color: red; & b { color: blue } }", ["nested rules"]],
  ["a { field-sizing: content }", ["field-sizing"]],
  ["a { --band: oklch(0.5 0.1 20) }", ["oklch()"]],
])("told: %s", (text, names) => {
  expect(styles(text)).toEqual(names);
});

test.each([
  "a { background: white; background: color-mix(in srgb, red 25%, blue) }",
  "a { min-height: 100vh; min-height: 100dvh }",
  "@supports (width: 1cqw) { a { width: 50cqw } }",
  ".card:is(a, b):focus-visible { inset: 0; aspect-ratio: 1; color: #d1cab5; outline: 3px solid }",
  "a { -webkit-user-select: none; user-select: none; width: min(10rem, calc(100vw - 2rem)) }",
])("not told: %s", (text) => {
  expect(styles(text)).toEqual([]);
});

test("@supports not is no question that is answered by yes", () => {
  expect(styles("@supports not (width: 1cqw) { a { width: 50cqw } }")).toEqual(["unit cqw"]);
});

const HAS = { structuredClone: () => {}, HTMLDialogElement: () => {} };

/** A page in which floor.js has run: what it says, and where the app would start. */
function pageIn(window, prepare = "") {
  const app = { id: "app", innerHTML: "", get firstChild() { return this.innerHTML === "" ? null : {}; } };
  const listeners = [];
  const context = createContext({
    ...window,
    document: { getElementById: () => app },
    addEventListener: (kind, listener, isOnTheWayDown) => listeners.push({ kind, listener, isOnTheWayDown }),
  });
  runInContext(`var window = this; ${prepare}; ${floorSource()}`, context);
  return { app, fails: (tagName) => listeners.forEach(({ listener }) => listener({ target: { tagName } })), listeners };
}

test("the script for older browsers is in a language they read", () => {
  const read = (text) => new Linter().verify(text, { languageOptions: { ecmaVersion: 5, sourceType: "script" } });
  expect(read(floorSource())).toEqual([]);
  expect(read("const a = () => {}")).not.toEqual([]);
});

test.each([
  ["structuredClone", { HTMLDialogElement: HAS.HTMLDialogElement }, ""],
  ["dialogs", { structuredClone: HAS.structuredClone }, ""],
  ["Array.at", HAS, "delete Array.prototype.at"],
  ["Object.hasOwn", HAS, "delete Object.hasOwn"],
])("a browser without %s is told which will do, and the app does not start", (_, window, prepare) => {
  const { app } = pageIn(window, prepare);
  expect(app.innerHTML).toContain("This browser is too old for Plenary");
  expect(app.innerHTML).toContain(floorInWords());
  expect(app.innerHTML).toContain(`iOS ${oldestIos()}`);
  expect(app.id).toBe("");
});

test("a page that could not start says so, and one that has started is left alone", () => {
  const broken = pageIn(HAS);
  expect(broken.app).toMatchObject({ id: "app", innerHTML: "" });
  expect(broken.listeners).toMatchObject([{ kind: "error", isOnTheWayDown: true }]);
  // A style that did not arrive stops nothing.
  broken.fails("LINK");
  expect(broken.app.innerHTML).toBe("");
  broken.fails("SCRIPT");
  expect(broken.app.innerHTML).toContain("This page could not start");
  expect(broken.app.id).toBe("app");

  const started = pageIn(HAS);
  started.app.innerHTML = "the app";
  started.fails(undefined);
  expect(started.app.innerHTML).toBe("the app");
});

test("what people read says the floor that the build has", () => {
  const read = (path) => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
  const versions = floor().filter(({ word }) => word !== null).map(({ word, version }) => `${word} ${version}`);
  for (const path of ["README.md", "docs/BROWSERS.md"]) {
    for (const version of versions) expect([path, read(path).includes(version)]).toEqual([path, true]);
  }
});
