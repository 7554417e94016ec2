import { afterEach, expect, test, vi } from "vitest";
import { FakeServer } from "./fakeServer";
import type { LinkState } from "../model/device/diagnosis";
import { syncAddress, WorkshopSocket } from "./socket";

afterEach(() => vi.unstubAllGlobals());

test("every draw of the first wait gives waits the provider accepts", async () => {
  const server = new FakeServer("good");
  vi.stubGlobal("WebSocket", server.Socket);
  for (const drawn of [0, 0.123456, 0.5, 0.999999]) {
    const socket = new WorkshopSocket("ws://server.test/sync", () => {}, () => drawn);
    const { delay, minDelay } = socket.provider.configuration;
    expect(Number.isInteger(delay)).toBe(true);
    expect(minDelay <= delay && delay < 3500).toBe(true);
    await vi.waitFor(() => expect(server.sockets).toHaveLength(1));
    socket.destroy();
    server.sockets.length = 0;
  }
});

test("a break is told at once", async () => {
  const server = new FakeServer("good");
  vi.stubGlobal("WebSocket", server.Socket);
  const told: LinkState[] = [];
  const socket = new WorkshopSocket("ws://server.test/sync", (state) => told.push(state));
  await vi.waitFor(() => expect(server.sockets[0]?.readyState).toBe(1));
  // It is a connection once something has come through it.
  server.say("w/session", "{}");
  await vi.waitFor(() => expect(told).toEqual(["connected"]));
  server.drop();
  expect(told).toEqual(["connected", "connecting"]);
  socket.destroy();
});

test("a browser that refuses to open a socket is told apart from a server that does not answer", async () => {
  const server = new FakeServer("good");
  let isRefused = true;
  vi.stubGlobal("WebSocket", function (address: string) {
    if (isRefused) throw new DOMException("The operation is insecure.", "SecurityError");
    return new server.Socket(address);
  });
  const told: LinkState[] = [];
  const socket = new WorkshopSocket("ws://server.test/sync", (state) => told.push(state), () => 0);
  await vi.waitFor(() => expect(told).toEqual(["refused"]));
  // Whatever refused it may have been set right.
  isRefused = false;
  socket.reconnectNow();
  await vi.waitFor(() => expect(server.sockets[0]?.readyState).toBe(1));
  socket.destroy();
});

test("a page that is shown for the first time does not give up the socket it is opening", async () => {
  const server = new FakeServer("good");
  vi.stubGlobal("WebSocket", server.Socket);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  const socket = new WorkshopSocket("ws://server.test/sync", () => {});
  const shown = (persisted: boolean) =>
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
  shown(false);
  await vi.waitFor(() => expect(server.sockets[0]?.readyState).toBe(1));
  expect(server.sockets).toHaveLength(1);
  server.drop();
  shown(true);
  await vi.waitFor(() => expect(server.sockets[0]?.readyState).toBe(1), { timeout: 400 });
  socket.destroy();
});

test("the socket goes to the page's own server, as safely as the page came", () => {
  expect(syncAddress({ protocol: "https:", host: "plenary.example" })).toBe("wss://plenary.example/sync");
  expect(syncAddress({ protocol: "http:", host: "127.0.0.1:8080" })).toBe("ws://127.0.0.1:8080/sync");
});

test("a server that takes the call and says nothing is given up, and tried again", async () => {
  vi.useFakeTimers();
  const server = new FakeServer("good");
  server.isSilent = true;
  vi.stubGlobal("WebSocket", server.Socket);
  const socket = new WorkshopSocket("ws://server.test/sync", () => {}, () => 0);
  try {
    await vi.advanceTimersByTimeAsync(14_000);
    expect(server.sockets).toHaveLength(1);
    expect(socket.isSilent).toBe(false);
    server.isSilent = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.sockets).toHaveLength(2);
    expect(server.sockets[0]?.readyState).toBe(3);
    // This one opens, and still nothing comes through it.
    expect(socket.isSilent).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.sockets.length).toBeGreaterThan(2);
  } finally {
    socket.destroy();
    vi.useRealTimers();
  }
});
