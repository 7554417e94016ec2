import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contract, placeOf } from "./contract.mjs";

test("the app's types are those of the committed description of the API", async () => {
  for (const [name, text] of Object.entries(await contract())) {
    const isCurrent = readFileSync(placeOf(name), "utf8") === text;
    expect(isCurrent, `${name} is not current: run \`make types\` and commit the change`).toBe(true);
  }
});
