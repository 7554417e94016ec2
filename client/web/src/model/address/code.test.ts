import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codeProblem, keyLink, readCode } from "./code";

const vectors = JSON.parse(
  readFileSync(new URL("../../../../../protocol/vectors/codes.json", import.meta.url), "utf8"),
  // Written by the protocol's tests from what the server reads.
) as { text: string; code: string | null }[];

test("there are vectors", () => expect(vectors.length).toBeGreaterThan(200));

test.each(vectors)("$text", ({ text, code }) => {
  expect(readCode(text).code).toBe(code);
  expect(codeProblem(text) === null).toBe(code !== null);
});

test.each<[string, string]>([
  ["", "Enter the join code"],
  [" . ", "Enter the join code"],
  ["kqm 4wt", "this one has 6"],
  ["kqm 4wt0", "never has the digit 0"],
  ["KQM4WTO", "never has the letter O"],
  ["kqm4wtä", "never has the letter Ä"],
  ["KQM 4WTX or RRR R346", "more than one join code"],
  ["Dear all, I have lost the link. Can you help?", "There is no join code in this"],
])("about %j people are told", (typed, problem) => {
  expect(codeProblem(typed)).toContain(problem);
});

test("a link with a key is known, however it is wrapped", () => {
  const address = "https://plenary.example/facilitate/018f-a#token=aB_-9";
  for (const text of [address, `Here it is: <${address}>.`, `https://filter.example/?url=${encodeURIComponent(address)}&data=1`]) {
    expect(keyLink(text)).toEqual({ page: "facilitate", address });
    expect(readCode(text).code).toBeNull();
  }
  expect(keyLink("plenary.example/SCREEN/018f-a#token=x")).toEqual({ page: "screen", address: "/SCREEN/018f-a#token=x" });
  for (const none of ["", "KQM4WTX", "https://plenary.example/facilitate/018f-a", "https://plenary.example/join/KQM4WTX#token="]) {
    expect(keyLink(none)).toBeNull();
  }
});
