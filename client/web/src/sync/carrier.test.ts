import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveSocket, Way } from "./carrier";
import { FakeStreams } from "./fakeStreams";

/** A WebSocket that does what a test says. */
class FakeWebSocket extends EventTarget {
  static made: FakeWebSocket[] = [];
  /** `refused` as by a proxy without upgrades; `silent` takes the call and says nothing. */
  static manner: "opens" | "refused" | "silent" | "forbidden" = "opens";
  binaryType = "";
  isClosed = false;
  readonly sent: number[][] = [];

  constructor() {
    super();
    if (FakeWebSocket.manner === "forbidden") throw new DOMException("The operation is insecure.", "SecurityError");
    FakeWebSocket.made.push(this);
    const { manner } = FakeWebSocket;
    queueMicrotask(() => {
      if (manner === "opens") this.dispatchEvent(new Event("open"));
      if (manner === "refused") this.breaks();
    });
  }

  send(frame: Uint8Array): void {
    this.sent.push([...frame]);
  }

  close(): void {
    this.isClosed = true;
  }

  says(...bytes: number[]): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data: Uint8Array.from(bytes).buffer }));
  }

  breaks(): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code: 1006, reason: "" }));
  }
}

let streams: FakeStreams;
let way: Way;
beforeEach(() => {
  vi.useFakeTimers();
  FakeWebSocket.made = [];
  FakeWebSocket.manner = "opens";
  streams = new FakeStreams();
  way = new Way();
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.stubGlobal("fetch", streams.fetch);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A live connection that sends its token as soon as it may, as the provider does, and what came of it. */
function open() {
  const live = new LiveSocket("ws://server.test/sync", way);
  const heard = { opened: 0, came: [] as number[][], ended: [] as number[] };
  live.addEventListener("open", () => {
    heard.opened += 1;
    live.send(Uint8Array.of(42));
  });
  live.addEventListener("message", (event) => heard.came.push([...new Uint8Array((event as MessageEvent<ArrayBuffer>).data)]));
  live.addEventListener("close", (event) => heard.ended.push((event as CloseEvent).code));
  return { live, heard };
}

/** Every stream answers its token. */
function streamsAnswer(): void {
  streams.receive = (frame) => streams.deliver(Uint8Array.of(...frame, 1));
}

test("es7 where a WebSocket speaks, nothing else is tried", async () => {
  const { live, heard } = open();
  await settle();
  const [socket] = FakeWebSocket.made;
  expect(socket?.sent).toEqual([[42]]);
  socket?.says(1);
  await settle(60_000);
  expect(streams.asked).toBe(0);
  expect(heard).toEqual({ opened: 1, came: [[1]], ended: [] });
  socket?.breaks();
  expect(heard.ended).toEqual([1006]);
  expect(live.readyState).toBe(3);
});

test("es7 where WebSockets are refused, a stream carries everything at once", async () => {
  FakeWebSocket.manner = "refused";
  streamsAnswer();
  const { live, heard } = open();
  await settle();
  expect(heard).toEqual({ opened: 1, came: [[42, 1]], ended: [] });
  live.send(Uint8Array.of(9));
  await settle();
  expect(heard.came.at(-1)).toEqual([9, 1]);
  streams.drop();
  await settle();
  expect(heard.ended).toEqual([1006]);
});

test("es7 where a WebSocket opens and is held back, a stream is told the same within five seconds", async () => {
  streamsAnswer();
  const { heard } = open();
  await settle(1900);
  expect(streams.asked).toBe(0);
  await settle(200);
  expect(heard).toEqual({ opened: 1, came: [[42, 1]], ended: [] });
  expect(FakeWebSocket.made[0]?.isClosed).toBe(true);
  // What comes late from what was given up is nobody's.
  FakeWebSocket.made[0]?.says(7);
  FakeWebSocket.made[0]?.breaks();
  expect(heard.came).toHaveLength(1);
  expect(heard.ended).toEqual([]);
});

test("es7 a page remembers what got through, and tries a WebSocket again after ten minutes", async () => {
  FakeWebSocket.manner = "silent";
  streamsAnswer();
  open();
  await settle(3100);
  const next = open();
  await settle();
  expect(next.heard.came).toEqual([[42, 1]]);
  expect(FakeWebSocket.made).toHaveLength(1);
  FakeWebSocket.manner = "opens";
  await settle(10 * 60_000);
  const later = open();
  await settle();
  FakeWebSocket.made[1]?.says(5);
  expect(later.heard.came).toEqual([[5]]);
  expect(way.first).toBe("socket");
});

test("a stream that no longer gets through gives way to a WebSocket that does", async () => {
  way.gotThrough("stream");
  streams.manner = "hold";
  const { heard } = open();
  await settle(3000);
  FakeWebSocket.made[0]?.says(5);
  expect(heard.came).toEqual([[5]]);
  await settle();
  expect(streams.isGone).toBe(true);
});

test("es7 a WebSocket that is only slow is kept where the stream is held back", async () => {
  streams.manner = "hold";
  const { heard } = open();
  await settle(4000);
  expect(streams.asked).toBe(1);
  FakeWebSocket.made[0]?.says(5);
  await settle();
  expect(heard).toEqual({ opened: 1, came: [[5]], ended: [] });
  expect(streams.isGone).toBe(true);
});

test("where the network is gone both fail, and nothing is taken for blocked", async () => {
  FakeWebSocket.manner = "refused";
  streams.manner = "gone";
  const { heard } = open();
  await settle();
  expect(heard).toEqual({ opened: 0, came: [], ended: [1006] });
  expect(way.first).toBe("socket");
});

test("a browser that allows no WebSocket says so, and a stream carries everything", async () => {
  FakeWebSocket.manner = "forbidden";
  streamsAnswer();
  const { live, heard } = open();
  await settle();
  expect(live.isForbidden).toBe(true);
  expect(heard.came).toEqual([[42, 1]]);
});

test("who is in a hurry has the other tried at once, and only once", async () => {
  FakeWebSocket.manner = "silent";
  streams.manner = "hold";
  const { live, heard } = open();
  expect(live.hurry()).toBe(true);
  expect(live.hurry()).toBe(false);
  await settle();
  expect(streams.asked).toBe(1);
  live.close();
  expect(heard.ended).toEqual([]);
  await settle();
  expect(heard.ended).toEqual([1000]);
  expect([streams.isGone, FakeWebSocket.made[0]?.isClosed]).toEqual([true, true]);
});
