import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventStream } from "./eventStream";
import { FakeStreams } from "./fakeStreams";

const ADDRESS = "http://server.test/sync/events";

let server: FakeStreams;
beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeStreams();
  vi.stubGlobal("fetch", server.fetch);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A stream, and what it was told. */
function open() {
  const heard = { opened: 0, came: [] as number[][], ended: [] as [number, string][] };
  const stream = new EventStream(ADDRESS, {
    opened: () => (heard.opened += 1),
    came: (frame) => heard.came.push([...new Uint8Array(frame)]),
    ended: (code, reason) => heard.ended.push([code, reason]),
  });
  return { stream, heard };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test("frames come as they were sent, in whatever pieces the events arrive", async () => {
  const { heard } = open();
  await settle();
  expect(heard.opened).toBe(1);
  const text = ":\n\ndata: AQID\n\ndata: BA==\n\nevent: unheard of\ndata: x\n\ndata: \n\n";
  for (const character of text) server.say(character);
  await settle();
  expect(heard.came).toEqual([[1, 2, 3], [4], []]);
});

test("what is sent at once goes in one request, and the next waits for its answer", async () => {
  const { stream } = open();
  await settle();
  stream.send(Uint8Array.of(1, 2));
  stream.send(new Uint8Array(20));
  await settle();
  expect(server.batches).toEqual([{ number: "1", heard: null, frames: [[1, 2], [...new Uint8Array(20)]] }]);
  server.isAnswering = false;
  stream.send(Uint8Array.of(3));
  await settle();
  stream.send(Uint8Array.of(4));
  stream.send(Uint8Array.of(5));
  await settle();
  expect(server.batches).toHaveLength(2);
  server.answer();
  await settle();
  expect(server.batches[2]).toEqual({ number: "3", heard: null, frames: [[4], [5]] });
});

test("a request has no more than the server has said, but one frame however large", async () => {
  const { stream } = open();
  await settle();
  for (let frame = 0; frame < 5; frame++) stream.send(Uint8Array.of(frame));
  for (const size of [40, 40, 200, 40]) stream.send(new Uint8Array(size));
  await settle();
  expect(server.batches.map(({ frames }) => frames.map(({ length }) => length))).toEqual([[1, 1, 1, 1], [1, 40, 40], [200], [40]]);
});

test("a request whose answer is lost is sent again under its number", async () => {
  const { stream, heard } = open();
  await settle();
  server.answers.push("lost", 502, "lost", 204);
  stream.send(Uint8Array.of(7));
  await settle(10_000);
  expect(server.batches.map(({ number }) => number)).toEqual(["1", "1", "1", "1"]);
  stream.send(Uint8Array.of(8));
  await settle();
  expect(server.batches.at(-1)).toEqual({ number: "2", heard: null, frames: [[8]] });
  expect(heard.ended).toEqual([]);
});

test.each([410, 409, 403, 413])("what the server does not take (%i) ends the stream at once", async (status) => {
  const { stream, heard } = open();
  await settle();
  server.answers.push(status);
  stream.send(Uint8Array.of(7));
  await settle();
  expect(heard.ended).toEqual([[1006, "what was sent did not get through"]]);
  expect(server.isGone).toBe(true);
});

test("who cannot send for long has lost the way", async () => {
  const { stream, heard } = open();
  await settle();
  server.answers.push(...Array<"lost">(9).fill("lost"));
  stream.send(Uint8Array.of(7));
  await settle(20_000);
  expect(heard.ended).toHaveLength(1);
});

test("a ping is answered with what it asks, with frames or without", async () => {
  const { stream } = open();
  await settle();
  server.say("event: ping\ndata: 3\n\n");
  await settle();
  expect(server.batches).toEqual([{ number: "1", heard: "3", frames: [] }]);
  stream.send(Uint8Array.of(1));
  await settle();
  expect(server.batches[1]).toMatchObject({ number: "2", heard: null });
});

test("the last event says why, and nothing is heard behind it", async () => {
  const { heard } = open();
  await settle();
  server.say('event: close\ndata: {"code":1012,"reason":"come back"}\n\ndata: AQID\n\n');
  await settle();
  expect(heard).toEqual({ opened: 1, came: [], ended: [[1012, "come back"]] });
});

test("a sign-in page, a refusal and a network that is gone open nothing", async () => {
  for (const manner of ["page", "refused", "gone"] as const) {
    server.manner = manner;
    const { heard } = open();
    await settle();
    expect(heard).toMatchObject({ opened: 0, ended: [[1006, expect.any(String)]] });
  }
});

test("a stream that its owner ends says nothing more, and lets go of its requests", async () => {
  const { stream, heard } = open();
  await settle();
  server.isAnswering = false;
  stream.send(Uint8Array.of(1));
  await settle();
  stream.close();
  await settle(60_000);
  expect(server.isGone).toBe(true);
  expect(server.batches).toHaveLength(1);
  expect(heard.ended).toEqual([]);
});
