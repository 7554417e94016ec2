// The walls between the folders of src are kept here: which folder imports which (scripts/layers.mjs), and which packages
// and globals a folder knows.
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import typescript from "typescript-eslint";
import { OWN_METHODS, SCRIPTS } from "./scripts/floor/allowed.mjs";
import { aboveFloor } from "./scripts/floor/rule.mjs";
import { layers } from "./scripts/layers.mjs";
import svelteConfig from "./svelte.config.js";

/** Forbids packages by pattern, with the reason that is shown. */
function wall(files, group, message) {
  return {
    files,
    rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
  };
}

const STORES = [
  { name: "indexedDB", message: "ask sync/device/database: the getter itself may throw" },
  { name: "localStorage", message: "keep it by sync/device/seatStore: the getter itself may throw" },
  { name: "sessionStorage", message: "keep it by sync/device/tabStore: the getter itself may throw" },
];
const OUTSIDE = ["fetch", "WebSocket", "EventSource", "Worker", "window", "document", "location", "history", "navigator", "caches", "self"];

// A page translator takes text out of the page and puts elements of its own there. Svelte's runtime asks for its nodes before it
// uses them (scripts/survivesTranslation.ts); nobody else may hold a text, read one or write one.
const stale = "a page translator may have put something else there: let Svelte write it, or read it from where it comes";
const translated = [
  {
    selector:
      "MemberExpression[property.name=/^(nodeValue|textContent|innerText|outerText|wholeText|innerHTML|outerHTML|firstChild|lastChild|childNodes|nextSibling|previousSibling)$/]",
    message: stale,
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(createTextNode|splitText|appendData|insertData|deleteData|replaceData|insertAdjacentText|insertAdjacentHTML|createTreeWalker|createNodeIterator)$/]",
    message: stale,
  },
  { selector: "SvelteElement[name.name='font']", message: "a font element is how a translator is known" },
  {
    selector: "SvelteElement[name.name='option']:not(:has(:matches(SvelteAttribute, SvelteShorthandAttribute, SvelteDirective)[key.name='value']))",
    message: "without a value an option is chosen by its words, which a translator changes",
  },
];

export default typescript.config(
  { ignores: ["dist/", "node_modules/", "src/model/generated/"] },
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.es2021 } },
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "svelte/no-at-html-tags": "error",
      // A style attribute is refused by the content security policy; the directive `style:prop` is set by script.
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: "use a class, or the directive style:prop" },
        ...translated,
        // A browser counts UTF-16 units there and cuts what is pasted without a word.
        { selector: ":matches(SvelteAttribute, SvelteShorthandAttribute)[key.name=/^maxlength$/i]", message: "give the field a cap: it keeps what is too long, and says so" },
        { selector: "MemberExpression[property.name='maxLength']", message: "give the field a cap: it keeps what is too long, and says so" },
        // Safari sends the Enter that ends a composed word like any other but for its code.
        { selector: "BinaryExpression > Literal[value='Enter']", message: "ask isEnter of src/text/keys" },
      ],
      "svelte/no-navigation-without-resolve": "off",
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: typescript.parser, svelteConfig } },
  },
  {
    // The one rule that asks for types.
    files: ["src/**/*.ts", "src/**/*.svelte"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: [".svelte"] } },
    rules: { "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }] },
  },
  {
    // What a browser of the floor lacks. The rule reads the built files too, dependencies included: `npm run floor`.
    files: ["src/**"],
    ignores: ["**/*.test.ts", "src/**/test/**"],
    plugins: { floor: { rules: { above: aboveFloor } } },
    rules: { "floor/above": ["error", { allowed: { ...SCRIPTS, ...OWN_METHODS } }] },
  },
  {
    // An iPhone reads a file long after the click.
    files: ["src/**"],
    ignores: ["src/ui/saveFile.ts", "**/*.test.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "URL", property: "createObjectURL", message: "hand files over by ui/saveFile" },
        { object: "URL", property: "revokeObjectURL", message: "hand files over by ui/saveFile" },
      ],
    },
  },
  // Where a policy blocks site data, looking at a store throws already; these files are prepared for it.
  {
    files: ["src/**"],
    ignores: ["src/sync/device/**", "src/session/appearance.svelte.ts", "**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", ...STORES],
    },
  },
  // The mechanism itself; what reads files; what stands outside of the app; and tests, which no translator reads.
  {
    files: ["src/main/translation/**", "src/main/floor.js", "src/text/keys.ts", "src/model/map/bpmn/xml.ts", "scripts/**", "**/*.test.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  { files: ["scripts/**", "*.config.*"], languageOptions: { globals: globals.node } },
  { files: ["src/main/sw.js"], languageOptions: { globals: globals.serviceworker } },
  { files: ["src/**"], plugins: { layers: { rules: { import: layers } } }, rules: { "layers/import": "error" } },
  {
    files: ["src/model/**"],
    ignores: ["**/*.test.ts", "src/model/**/*.testing.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...STORES,
        ...OUTSIDE.map((name) => ({ name, message: "model computes from what it is told: ask in sync or session" })),
      ],
    },
  },
  wall(["src/sync/**"], ["svelte", "svelte/*"], "sync speaks to the network and knows no Svelte"),
  wall(["src/model/**"], ["@hocuspocus/*", "y-protocols", "yjs"], "model holds state and knows no socket"),
  wall(["src/text/**"], ["svelte", "svelte/*", "@hocuspocus/*", "y-protocols", "yjs"], "text binds words to a field and knows not where they are kept"),
  wall(["src/ui/**", "src/charts/**"], ["@hocuspocus/*", "yjs"], "ui and charts show what they are given"),
);
