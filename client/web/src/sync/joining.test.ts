import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Join, Joined } from "../model/generated";
import { forgetText } from "./device/seatStore";
import { isHeld, join, joiningHeld, joiningUnheard, stopWaiting } from "./joining";

const CODE = "KQM4WTX";
const asks = (sector: string, more: Partial<Join> = {}): Join => ({ code: CODE, sector, ...more });

/** A server that keeps its promise: one seat a key. Whether its answers arrive is for the test to say. */
class Server {
  readonly seats = new Map<string, string>();
  readonly keys: string[] = [];
  isHeard = true;
  refuses = false;
  isFullAtTheDoor = false;

  readonly fetch = vi.fn(async (_url: string, init: RequestInit) => {
    const key = (init.headers as Record<string, string>)["idempotency-key"] ?? "none";
    if (this.refuses) return Response.json({ type: "/problems/moved_on", detail: "this workshop is over" }, { status: 409 });
    if (this.isFullAtTheDoor) {
      this.keys.push(key);
      return Response.json({ type: "/problems/lobby", detail: "wait" }, { status: 429, headers: { "retry-after": "3" } });
    }
    const seat = this.seats.get(key) ?? `s${this.seats.size + 1}`;
    this.seats.set(key, seat);
    if (!this.isHeard) throw new TypeError("reset");
    const joined: Joined = { workshop: "w", seat, token: "t", recovery_words: "a b c d" };
    return Response.json(joined, { status: 201 });
  });
}

let server: Server;
beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  vi.stubGlobal("fetch", server.fetch);
});
afterEach(() => {
  forgetText(`plenary:joining:${CODE}`);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function joins(body: Join) {
  const joining = join(body);
  await vi.runAllTimersAsync();
  return joining;
}

test("a second tap after an answer that was lost is the same request", async () => {
  server.isHeard = false;
  expect((await joins(asks("civic"))).answer.ok).toBe(false);
  expect(joiningUnheard(CODE)).toEqual(asks("civic"));
  server.isHeard = true;
  const { answer } = await joins(asks("civic"));
  expect(answer).toMatchObject({ ok: true, value: { seat: "s1" } });
  expect(server.seats.size).toBe(1);
  expect(joiningUnheard(CODE)).toBeNull();
  // Somebody else on the same device is somebody else.
  await joins(asks("civic"));
  expect(server.seats.size).toBe(2);
});

test("another sector after an answer that was lost makes no second seat", async () => {
  server.isHeard = false;
  await joins(asks("civic"));
  server.isHeard = true;
  const { answer, asked } = await joins(asks("vcse", { name: "Ann" }));
  expect(answer).toMatchObject({ ok: true, value: { seat: "s1" } });
  expect(asked.sector).toBe("civic");
  expect(server.seats.size).toBe(1);
});

test("as long as the first try is not settled, nothing else is asked", async () => {
  server.isHeard = false;
  await joins(asks("civic"));
  const { answer, asked } = await joins(asks("vcse"));
  expect(answer.ok).toBe(false);
  expect(asked).toEqual(asks("civic"));
  expect(server.seats.size).toBe(1);
});

test("a first try that was refused gives way to the second", async () => {
  server.fetch.mockRejectedValue(new TypeError("never left"));
  await joins(asks("civic"));
  server.fetch.mockReset();
  server.fetch.mockResolvedValueOnce(Response.json({ type: "/problems/invalid", detail: "no such sector" }, { status: 422 }));
  server.fetch.mockResolvedValueOnce(Response.json({ workshop: "w", seat: "s9", token: "t", recovery_words: "" }, { status: 201 }));
  const { answer, asked } = await joins(asks("vcse"));
  expect(answer).toMatchObject({ ok: true, value: { seat: "s9" } });
  expect(asked.sector).toBe("vcse");
});

test("a refusal is an answer, and forgotten", async () => {
  server.refuses = true;
  expect((await joins(asks("civic"))).answer).toMatchObject({ ok: false, problem: { status: 409 } });
  expect(joiningUnheard(CODE)).toBeNull();
});

test("after an hour it is somebody else's device", async () => {
  server.isHeard = false;
  await joins(asks("civic"));
  vi.advanceTimersByTime(3_600_000);
  expect(joiningUnheard(CODE)).toBeNull();
  server.isHeard = true;
  await joins(asks("civic"));
  expect(server.seats.size).toBe(2);
});

test("who waits in the lobby asks again with the same key, also after a reload, and is never said to be in doubt", async () => {
  server.isFullAtTheDoor = true;
  const { answer } = await joins(asks("civic"));
  expect(answer).toMatchObject({ ok: false, problem: { code: "lobby", retryAfter_ms: 3000 } });
  expect(!answer.ok && isHeld(answer.problem)).toBe(true);
  expect(joiningHeld(CODE)).toEqual(asks("civic"));
  expect(joiningUnheard(CODE)).toBeNull();
  await joins(asks("civic"));
  expect(new Set(server.keys).size).toBe(1);
  server.isFullAtTheDoor = false;
  await joins(asks("civic"));
  expect([...server.seats.keys()]).toEqual([server.keys[0]]);
  expect(joiningHeld(CODE)).toBeNull();
});

test("who leaves the lobby and chooses something else asks for that alone", async () => {
  server.isFullAtTheDoor = true;
  await joins(asks("civic"));
  stopWaiting(CODE);
  expect(joiningHeld(CODE)).toBeNull();
  await joins(asks("vcse"));
  await joins(asks("civic"));
  expect(new Set(server.keys).size).toBe(3);
});
