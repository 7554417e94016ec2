import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Plan } from "../../../model/generated";
import { readPlan } from "./read";

const vectors = JSON.parse(
  readFileSync(new URL("../../../../../../protocol/vectors/plans.json", import.meta.url), "utf8"),
  // Written by the server's tests from its own types.
) as { name: string; update: string; expected: Plan }[];

test("there are vectors", () => expect(vectors.length).toBeGreaterThan(20));

test.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_, { update, expected }) => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(update, "base64"));
  expect(readPlan(doc)).toEqual(expected);
});
