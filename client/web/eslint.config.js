// The walls between the folders are kept here: sync knows no Svelte, model no socket, ui neither.
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import typescript from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** Forbids imports by pattern, with the reason that is shown. */
function wall(files, group, message) {
  return {
    files,
    rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
  };
}

const above = ["**/app/**", "**/pages/**"];

export default typescript.config(
  { ignores: ["dist/", "node_modules/", "src/model/generated/"] },
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.es2021 } },
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "off",
      "svelte/no-at-html-tags": "error",
      // A style attribute is refused by the content security policy; the directive `style:prop` is set by script.
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: "use a class, or the directive style:prop" },
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
  { files: ["src/text/keys.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["scripts/**", "*.config.*"], languageOptions: { globals: globals.node } },
  { files: ["src/app/sw.js"], languageOptions: { globals: globals.serviceworker } },
  wall(
    ["src/sync/**"],
    ["svelte", "svelte/*", "*.svelte", "**/ui/**", "**/charts/**", ...above],
    "sync speaks to the network and knows no Svelte",
  ),
  wall(
    ["src/model/**"],
    ["@hocuspocus/*", "y-indexeddb", "y-protocols", "yjs", "**/sync/**", "**/ui/**", "**/charts/**", ...above],
    "model holds state and knows no socket",
  ),
  wall(
    ["src/text/**"],
    ["svelte", "svelte/*", "*.svelte", "@hocuspocus/*", "y-indexeddb", "y-protocols", "yjs", "**/sync/**", "**/model/**", "**/ui/**", "**/charts/**", ...above],
    "text binds words to a field and knows neither where they are kept nor who shows them",
  ),
  wall(
    ["src/ui/**"],
    ["@hocuspocus/*", "y-indexeddb", "yjs", "**/sync/**", "**/model/**", "**/charts/**", ...above],
    "ui shows what it is given and knows neither sync nor model",
  ),
  wall(
    ["src/charts/**"],
    ["@hocuspocus/*", "y-indexeddb", "yjs", "**/sync/**", ...above],
    "charts draw what they are given and know no socket",
  ),
);
