// Writes the web app's types from the description of the API, docs/openapi.json: its calls and the shapes of what they carry.
// `node scripts/contract.mjs` writes the files; a test compares them.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const DESCRIPTION = new URL("../../../docs/openapi.json", import.meta.url);
const GENERATED = new URL("../src/model/generated/", import.meta.url);
const WRITTEN = "// Written from docs/openapi.json by `make types`. Do not edit.\n\n";

/** The files that hold the types, by name. */
export async function contract() {
  const description = JSON.parse(readFileSync(DESCRIPTION, "utf8"));
  const types = astToString(await openapiTS(description));
  const alias = (name) => `export type ${name} = components["schemas"]["${name}"];\n`;
  const names = Object.keys(description.components.schemas).map(alias);
  return {
    "contract.ts": WRITTEN + types,
    // Here the shapes have plain names, as the app imports them.
    "index.ts": `${WRITTEN}import type { components } from "./contract";\n\n${names.join("")}`,
  };
}

/** Where a file is, in the app's sources. */
export const placeOf = (name) => new URL(name, GENERATED);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await contract())) writeFileSync(placeOf(name), text);
}
