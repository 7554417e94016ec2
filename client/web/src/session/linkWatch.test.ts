import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WorkshopModel } from "../model/workshop/workshop.svelte";
import { LinkWatch } from "./linkWatch";

type Answering = (address: string) => Promise<Response>;

const LOCATION = { origin: "https://w.example", host: "w.example", protocol: "https:" };
const WITHIN_MS = 10_000;

const json = (status: number, value: object) => Promise.resolve(Response.json(value, { status }));
const refusal = (status: number, detail: string) => json(status, { detail });
const never: Answering = () => new Promise(() => {});
const well: Answering = () => json(200, {});

let watch: LinkWatch | undefined;
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  watch?.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that has just been opened, a server that answers so, and how the connection comes out. */
function page(answering: Answering, { hasNetwork = true, isForbidden = false, isSilent = false } = {}) {
  const fetched = vi.fn((address: string, init: RequestInit) =>
    Promise.race([
      answering(address),
      new Promise<Response>((_, failed) => init.signal?.addEventListener("abort", () => failed(new Error("aborted")))),
    ]),
  );
  vi.stubGlobal("fetch", fetched);
  const watched = {
    model: new WorkshopModel("w 1"),
    connection: { reconnectNow: vi.fn(), isSilent },
    isHeard: false,
  };
  if (isForbidden) watched.model.link = "refused";
  watch = new LinkWatch(watched, { token: "t", location: LOCATION, hasNetwork: () => hasNetwork, random: () => 1 }, Date.now());
  return { ...watched, watched, fetched };
}

test.each<[string, Answering, object, string]>([
  ["no network", never, { hasNetwork: false }, "This device has no network"],
  ["a server that never answers", never, {}, "The server does not answer"],
  ["a server that cannot be reached", () => Promise.reject(new TypeError("failed")), {}, "The server does not answer"],
  ["a sign-in page", () => Promise.resolve(new Response("<html>Sign in</html>")), {}, "Something else answers in place of the server"],
  ["a proxy without its server", () => Promise.resolve(new Response("Bad gateway", { status: 502 })), {}, "The server is not there just now"],
  ["a server that cannot serve", () => refusal(503, "it is restarting"), {}, "The server cannot serve just now"],
  ["a key that is not known", () => refusal(401, "no"), {}, "The key is not accepted"],
  ["a workshop that is not there", () => refusal(404, "no"), {}, "The server does not know this workshop"],
  ["pages that are not let in", (to) => (to.startsWith("/sync") ? refusal(403, "not from here") : json(200, {})), {}, "The server takes no live connections from this address"],
  ["sockets that are not let through", well, {}, "Live connections do not get through"],
  ["sockets that stay silent", well, { isSilent: true }, "Live connections do not get through"],
  ["a browser that refuses", well, { isForbidden: true }, "This browser allows no live connection"],
  ["sockets that lead elsewhere", (to) => (to.startsWith("/sync") ? Promise.resolve(new Response("", { status: 404 })) : json(200, {})), {}, "Live connections do not get through"],
])("%s is told within ten seconds", async (_, answering, manner, title) => {
  const { model } = page(answering, manner);
  await vi.advanceTimersByTimeAsync(WITHIN_MS);
  expect(model.diagnosis?.title).toBe(title);
  expect(model.diagnosis?.says.length).toBeGreaterThan(0);
  expect(model.isFindingOut).toBe(false);
});

test("a later loss is told within ten seconds too, and taken back with the first word from the server", async () => {
  const { watched, model } = page(well);
  model.link = "connected";
  watched.isHeard = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(model.diagnosis).toBeNull();
  model.link = "connecting";
  watched.isHeard = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(model.diagnosis).toBeNull();
  await vi.advanceTimersByTimeAsync(WITHIN_MS - 2000 + 500);
  expect(model.diagnosis?.title).toBe("Live connections do not get through");
  model.link = "connected";
  await vi.advanceTimersByTimeAsync(1000);
  expect(model.diagnosis).not.toBeNull();
  watched.isHeard = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(model.diagnosis).toBeNull();
});

test("a server that answers gets a last try by socket, and nothing is said where that is heard", async () => {
  const { watched, model, connection } = page(well);
  connection.reconnectNow.mockImplementation(() => {
    model.link = "connected";
    watched.isHeard = true;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connection.reconnectNow).toHaveBeenCalledTimes(1);
  expect(model.diagnosis).toBeNull();
});

test("it asks again, less and less often, and at once when somebody wants to know", async () => {
  const { fetched, model } = page(() => Promise.reject(new TypeError("failed")));
  await vi.advanceTimersByTimeAsync(120_000);
  const asked = fetched.mock.calls.length / 2;
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(6);
  watch?.askNow();
  expect(model.isFindingOut).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(fetched.mock.calls.length / 2).toBe(asked + 1);
  expect(model.isFindingOut).toBe(false);
});

test("it asks as the page would connect, with the key in a header and never in an address", async () => {
  const { fetched } = page(well);
  await vi.advanceTimersByTimeAsync(3000);
  const [[workshop, init], [sync]] = fetched.mock.calls as unknown as [[string, RequestInit], [string]];
  expect(workshop).toBe("/api/v1/workshops/w%201");
  expect(init.headers).toMatchObject({ authorization: "Bearer t" });
  expect(sync).toBe("/sync?page=https%3A%2F%2Fw.example");
});

test("a page whose key was refused says that alone", async () => {
  const { model, fetched } = page(well);
  model.accessRefused = "seat unknown";
  await vi.advanceTimersByTimeAsync(30_000);
  expect(fetched).not.toHaveBeenCalled();
  expect(model.diagnosis).toBeNull();
});
