import { expect, test } from "vitest";
import { diagnose, type Found, type LinkFacts } from "./diagnosis";

const WELL: Found = { kind: "plenary", status: 200, detail: "" };
const FACTS: LinkFacts = { hasNetwork: true, workshop: WELL, sync: WELL, socket: "closed", host: "w.example:8443", isSecure: true };

const says = (facts: Partial<LinkFacts>) => {
  const { title, says } = diagnose({ ...FACTS, ...facts });
  return [title, ...says].join(" ");
};

test("who asks for help can say exactly what has to be let through", () => {
  expect(says({})).toContain("let WebSocket connections to wss://w.example:8443/sync through");
  expect(says({})).toContain("what https://w.example:8443/sync/events answers as it comes");
  expect(says({ isSecure: false })).toContain("ws://w.example:8443/sync");
  expect(says({ isSecure: false })).toContain("http://w.example:8443/sync/events");
});

test("the server is blamed for nothing that it did not do", () => {
  for (const facts of [{}, { socket: "silent" }, { socket: "forbidden" }] as const) expect(says(facts)).toContain("The server answers");
  expect(says({ workshop: { kind: "nothing" } })).not.toContain("server answers");
});

test("an address that is not let in is named, with the server's own words", () => {
  const sync: Found = { kind: "plenary", status: 403, detail: "open https://plenary.example instead" };
  expect(says({ sync })).toContain("w.example:8443");
  expect(says({ sync })).toContain("open https://plenary.example instead");
});

test("an address of live connections that leads elsewhere is told with what it answers", () => {
  expect(says({ sync: { kind: "stranger", status: 404 } })).toContain("it answers 404 now");
  expect(says({ sync: { kind: "nothing" } })).toContain("it does not now");
});

test("every mixture of facts gives a title and something to do", () => {
  const found: (Found | null)[] = [null, { kind: "nothing" }, WELL];
  for (const status of [0, 200, 301, 404, 502]) found.push({ kind: "stranger", status });
  for (const status of [400, 401, 403, 404, 426, 429, 500, 503]) found.push({ kind: "plenary", status, detail: "because" });
  for (const hasNetwork of [true, false])
    for (const workshop of found)
      for (const sync of found)
        for (const socket of ["closed", "silent", "forbidden"] as const) {
          const diagnosis = diagnose({ ...FACTS, hasNetwork, workshop, sync, socket });
          expect(diagnosis.title).toMatch(/^[A-Z][^.]*$/);
          expect(diagnosis.says.every((sentence) => sentence !== "")).toBe(true);
          expect(diagnosis.says.length).toBeGreaterThan(0);
          expect(diagnosis.title + diagnosis.says.join(" ")).not.toMatch(/undefined|null|\b0 now/);
        }
});
