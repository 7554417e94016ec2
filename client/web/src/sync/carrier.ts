// What carries a live connection: a WebSocket, or an event stream where that does not get through. Looks like a WebSocket
// to the provider, and finds out by itself which of the two it is.
import { EventStream } from "./eventStream";

/** What one of the two is told. */
export interface Heard {
  opened(): void;
  came(frame: ArrayBuffer): void;
  ended(code: number, reason: string): void;
}

/** One of the two. */
export interface Carrier {
  send(frame: Uint8Array): void;
  /** Ends it without another word to who hears. */
  close(): void;
}

type Kind = "socket" | "stream";
type Listener = (event: unknown) => void;

// A WebSocket that says nothing for so long may be held back on the way; then the stream is tried beside it, and
// whichever speaks first is kept. So nobody on a poor line is worse off, and nobody waits for five seconds.
const PATIENCE_MS = 2000;
// Networks change: a phone goes home. A connection that has to be made anyway tries a WebSocket first again.
const REMEMBER_MS = 10 * 60_000;

/** Which of the two got through last; shared by all connections of a page. */
export class Way {
  #streamsUntil_ms = 0;

  get first(): Kind {
    return Date.now() < this.#streamsUntil_ms ? "stream" : "socket";
  }

  gotThrough(kind: Kind): void {
    this.#streamsUntil_ms = kind === "stream" ? Date.now() + REMEMBER_MS : 0;
  }
}

/** A live connection with the part of a WebSocket's face that the provider looks at. */
export class LiveSocket {
  /** As of a WebSocket: connecting, open, closed. */
  readyState: 0 | 1 | 3 = 0;
  binaryType = "arraybuffer";
  identifier = 0;
  /** Whether the browser itself does not let the page open a WebSocket. */
  isForbidden = false;
  readonly #address: string;
  readonly #way: Way;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #carriers = new Map<Kind, Carrier>();
  readonly #open = new Set<Kind>();
  readonly #timer: ReturnType<typeof setTimeout>;
  #hasSecond = false;
  // What was sent before anything came: whichever opens later is told it too.
  #sent: Uint8Array[] | null = [];

  constructor(address: string, way: Way) {
    this.#address = address;
    this.#way = way;
    this.#timer = setTimeout(() => this.hurry(), PATIENCE_MS);
    this.#start(way.first);
  }

  /** Tries the other one now, beside the first. False where it has been tried already. */
  hurry(): boolean {
    if (this.#hasSecond || this.#sent === null || this.readyState === 3) return false;
    this.#hasSecond = true;
    clearTimeout(this.#timer);
    this.#start(this.#way.first === "socket" ? "stream" : "socket");
    return true;
  }

  addEventListener(name: string, listener: Listener): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  removeEventListener(name: string, listener: Listener): void {
    this.#listeners.get(name)?.delete(listener);
  }

  send(frame: Uint8Array): void {
    this.#sent?.push(frame);
    for (const kind of this.#open) this.#carriers.get(kind)?.send(frame);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.#stop();
    // As a WebSocket does: never within the call that ends it.
    queueMicrotask(() => this.#emit("close", { code: 1000, reason: "" }));
  }

  #start(kind: Kind): void {
    const heard: Heard = {
      opened: () => {
        this.#open.add(kind);
        for (const frame of this.#sent ?? []) this.#carriers.get(kind)?.send(frame);
        if (this.readyState !== 0) return;
        this.readyState = 1;
        this.#emit("open", {});
      },
      came: (data) => {
        this.#choose(kind);
        this.#emit("message", { data });
      },
      ended: (code, reason) => this.#lose(kind, code, reason),
    };
    try {
      this.#carriers.set(kind, kind === "socket" ? openSocket(this.#address, heard) : new EventStream(streamAddress(this.#address), heard));
    } catch {
      // A browser that will not have it (Safari below 16 under a policy that names no host) throws where others fail later.
      this.isForbidden = true;
      queueMicrotask(() => this.#lose(kind, 1006, "this browser allows no WebSocket"));
    }
  }

  #choose(kind: Kind): void {
    if (this.#sent === null) return;
    this.#sent = null;
    clearTimeout(this.#timer);
    this.#way.gotThrough(kind);
    for (const [other, carrier] of this.#carriers) if (other !== kind) this.#drop(other, carrier);
  }

  #drop(kind: Kind, carrier: Carrier | undefined): void {
    carrier?.close();
    this.#carriers.delete(kind);
    this.#open.delete(kind);
  }

  /** One of the two has ended: the other is tried, unless this one has been chosen or the other has ended as well. */
  #lose(kind: Kind, code: number, reason: string): void {
    if (this.readyState === 3) return;
    this.#drop(kind, undefined);
    if (this.hurry() || 0 < this.#carriers.size) return;
    this.#stop();
    this.#emit("close", { code, reason });
  }

  #stop(): void {
    this.readyState = 3;
    clearTimeout(this.#timer);
    for (const [kind, carrier] of this.#carriers) this.#drop(kind, carrier);
  }

  #emit(name: string, event: unknown): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(event);
  }
}

function openSocket(address: string, heard: Heard): Carrier {
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  let isOver = false;
  const unlessOver = <E>(tell: (event: E) => void) => (event: E) => void (isOver || tell(event));
  socket.addEventListener("open", unlessOver(() => heard.opened()));
  socket.addEventListener("message", unlessOver((event: MessageEvent<ArrayBuffer>) => heard.came(event.data)));
  socket.addEventListener("close", unlessOver((event: CloseEvent) => heard.ended(event.code, event.reason)));
  return {
    // The cast is for a type that allows shared memory, which frames are not in.
    send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
    close: () => {
      isOver = true;
      socket.close();
    },
  };
}

/** Where the event stream of the same server is. */
function streamAddress(address: string): string {
  return `${address.replace(/^ws/, "http")}/events`;
}
