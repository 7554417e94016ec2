import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStorage } from "./device/fakeStorage";
import { ask, change, drawKey, Intention, isUnknown, readProblem } from "./api";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Heard = Response | Error;
const LOST = new TypeError("failed to fetch");
const JOIN = "/api/v1/join";
const CREATE = "/api/v1/workshops";
const COMMANDS = "/api/v1/workshops/{workshop}/commands";
const joining = { code: "KQM4WTX", sector: "civic" };
const making = { title: "Ashford", frameworks: ["pit-a"] };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A server that is heard like this, one try after the other; the last goes on for ever. */
function answers(...heard: Heard[]) {
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() => {
    const next = heard.length === 1 ? heard[0] : heard.shift();
    return next instanceof Response ? Promise.resolve(next.clone()) : Promise.reject(next ?? LOST);
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const keysOf = (fetched: ReturnType<typeof answers>) =>
  fetched.mock.calls.map(([, init]) => (init.headers as Record<string, string>)["idempotency-key"]);

async function heard<T>(asking: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return asking;
}

test("an answer is given with its token, body and key sent", async () => {
  const fetched = answers(Response.json({ seq: 7 }));
  const answer = await change(COMMANDS, { workshop: "w" }, { type: "seal" }, "k", "t");
  expect(answer).toEqual({ ok: true, value: { seq: 7 } });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe("/api/v1/workshops/w/commands");
  expect(init?.headers).toMatchObject({ authorization: "Bearer t", "content-type": "application/json", "idempotency-key": "k" });
  expect(init?.body).toBe('{"type":"seal"}');
});

test("a server that is not there is a problem, not an exception, and what only reads is asked once", async () => {
  const fetched = answers(LOST);
  const answer = await heard(ask("/api/v1/join/{code}", { code: "KQM4WTX" }));
  expect(answer).toMatchObject({ ok: false, problem: { code: "offline", status: 0 } });
  expect(fetched).toHaveBeenCalledTimes(1);
});

test("ri7 what was not heard is tried again with the same key until it is", async () => {
  const fetched = answers(LOST, new Response("gateway timeout", { status: 504 }), Response.json({ seq: 7 }));
  const answer = await heard(new Intention().send(JOIN, {}, joining));
  expect(answer).toEqual({ ok: true, value: { seq: 7 } });
  const keys = keysOf(fetched);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(UUID);
});

test("an answer that breaks off in the middle is no answer", async () => {
  const broken = new Response(
    new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode('{"seq":'));
        stream.error(new Error("reset"));
      },
    }),
  );
  vi.stubGlobal("fetch", vi.fn().mockResolvedValueOnce(broken).mockResolvedValue(Response.json({ seq: 7 })));
  expect(await heard(change(JOIN, {}, joining, "k"))).toEqual({ ok: true, value: { seq: 7 } });
});

test("ri7 after a few tries somebody is told that it is not known", async () => {
  const fetched = answers(LOST);
  const answer = await heard(change(JOIN, {}, joining, "k"));
  expect(fetched).toHaveBeenCalledTimes(4);
  expect(answer).toMatchObject({ ok: false, problem: { code: "offline" } });
  expect(answer.ok || isUnknown(answer.problem)).toBe(true);
});

test("a refusal is an answer; too fast is none to a try that was not heard", async () => {
  const refused = { type: "/problems/moved_on", title: "Moved on", detail: "the step is now plenary" };
  const first = answers(Response.json(refused, { status: 409 }));
  expect(await heard(change(JOIN, {}, joining, "k"))).toMatchObject({ ok: false, problem: { status: 409 } });
  expect(first).toHaveBeenCalledTimes(1);

  const tooFast = Response.json({ detail: "wait" }, { status: 429 });
  answers(tooFast);
  const alone = await heard(change(JOIN, {}, joining, "k"));
  expect(alone.ok || isUnknown(alone.problem)).toBe(false);
  answers(LOST, tooFast);
  const behind = await heard(change(JOIN, {}, joining, "k"));
  expect(behind.ok || isUnknown(behind.problem)).toBe(true);
});

test("the same wanted again is the same request only as long as no answer is known", async () => {
  const intention = new Intention();
  const lost = answers(LOST);
  await heard(intention.send(COMMANDS, { workshop: "w" }, { type: "create_table" }));
  await heard(intention.send(COMMANDS, { workshop: "w" }, { type: "create_table" }));
  expect(new Set(keysOf(lost)).size).toBe(1);
  const [key] = keysOf(lost);

  const found = answers(Response.json({ seq: 7 }));
  await heard(intention.send(COMMANDS, { workshop: "w" }, { type: "create_table" }));
  expect(keysOf(found)).toEqual([key]);
  await heard(intention.send(COMMANDS, { workshop: "w" }, { type: "create_table" }));
  expect(keysOf(found)[1]).not.toBe(key);

  // Something else in between, or that it is known from elsewhere, ends it as well.
  const again = answers(LOST);
  await heard(intention.send(COMMANDS, { workshop: "w" }, { type: "focus", domain: null }));
  const [focus] = keysOf(again);
  intention.forget();
  await heard(intention.send(COMMANDS, { workshop: "w" }, { type: "focus", domain: null }));
  expect(keysOf(again).at(-1)).not.toBe(focus);
});

test("a page that is loaded again in the same tab asks for the same with the same key", async () => {
  vi.stubGlobal("sessionStorage", memoryStorage());
  const lost = answers(LOST);
  await heard(new Intention("creating").send(CREATE, {}, making));
  const [key] = keysOf(lost);

  // It was loaded again before anything was heard, and says what was asked.
  const again = new Intention("creating");
  expect(again.unheard(CREATE, {})).toEqual(making);
  const found = answers(Response.json({ workshop: "w" }));
  await heard(again.send(CREATE, {}, making));
  expect(keysOf(found)).toEqual([key]);
  expect(again.unheard(CREATE, {})).toBeNull();

  // What is answered is over, and something else is something else.
  const next = new Intention("creating");
  expect(next.unheard(CREATE, {})).toBeNull();
  await heard(next.send(CREATE, {}, making));
  expect(keysOf(found)[1]).not.toBe(key);
});

test("a page that is loaded again while it waits knows what it was waiting for", async () => {
  vi.stubGlobal("sessionStorage", memoryStorage());
  vi.stubGlobal("fetch", vi.fn(() => new Promise(() => undefined)));
  void new Intention("creating").send(CREATE, {}, making);
  await vi.advanceTimersByTimeAsync(0);
  expect(new Intention("creating").unheard(CREATE, {})).toEqual(making);
  // It is no other call's.
  expect(new Intention("creating").unheard(JOIN, {})).toBeNull();
});

test("a wrong key at the door says nothing of the try before it", async () => {
  const intention = new Intention();
  const lost = answers(LOST);
  await heard(intention.send(CREATE, {}, making, "right"));
  const [key] = keysOf(lost);
  answers(Response.json({ detail: "not the key" }, { status: 401 }));
  await heard(intention.send(CREATE, {}, making, "wrong"));
  const found = answers(Response.json({ workshop: "w" }));
  await heard(intention.send(CREATE, {}, making, "right"));
  expect(keysOf(found)).toEqual([key]);
});

test("where a tab keeps nothing, what is open is known until the page is loaded again", async () => {
  vi.stubGlobal("sessionStorage", undefined);
  const intention = new Intention("creating");
  const lost = answers(LOST);
  await heard(intention.send(CREATE, {}, making));
  await heard(intention.send(CREATE, {}, making));
  expect(new Set(keysOf(lost)).size).toBe(1);
});

test("keys are random UUIDs, also where the browser has no function for them", () => {
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const keys = Array.from({ length: 50 }, drawKey);
  for (const key of keys) expect(key).toMatch(UUID);
  expect(new Set(keys).size).toBe(50);
});

test("a sign-in page of the network is told apart from the server", async () => {
  answers(new Response("<html>Sign in to the guest network</html>", { status: 200 }));
  const answer = await heard(ask("/api/v1/join/{code}", { code: "KQM4WTX" }));
  expect(answer).toMatchObject({ ok: false, problem: { code: "portal", status: 0 } });
  expect(answer.ok ? "" : answer.problem.detail).toMatch(/^Your network answered instead of the server/);
  expect(readProblem(511, undefined).code).toBe("portal");
});

test("a problem document gives its word and its sentence", () => {
  const problem = readProblem(409, { type: "/problems/moved_on", title: "Moved on", detail: "The step is now plenary." });
  expect(problem).toEqual({ code: "moved_on", status: 409, detail: "The step is now plenary." });
  expect(readProblem(502, null)).toEqual({ code: "http-502", status: 502, detail: "The server could not answer (502)." });
  expect(readProblem(422, { title: "Invalid", detail: "" }).detail).toBe("Invalid");
});

test("nothing but sync/api sends what changes something, so all of it has a key", () => {
  const root = join(import.meta.dirname, "..");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  const posting = files.filter(
    (file) => /\.(ts|svelte|js)$/.test(file) && /["'`](POST|PUT|PATCH|DELETE)["'`]/.test(readFileSync(join(root, file), "utf8")),
  );
  // What carries a live connection numbers its requests, and what stands in for the server takes them.
  const carrying = ["eventStream.ts", "fakeStreams.ts"].map((file) => join("sync", file));
  expect(posting.filter((file) => !file.endsWith(".test.ts") && !carrying.includes(file))).toEqual([join("sync", "api.ts")]);
  const takesChange = /import \{[^}]*\bchange\b[^}]*\} from "[./]*\/(sync\/)?api"/;
  const calling = files.filter((file) => /\.(ts|svelte)$/.test(file) && takesChange.test(readFileSync(join(root, file), "utf8")));
  expect(calling.sort()).toEqual(
    [join("sync", "api.test.ts"), join("sync", "joining.ts")].sort(),
  );
});
