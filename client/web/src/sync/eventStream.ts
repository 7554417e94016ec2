// A live connection where no WebSocket gets through: frames come as server-sent events and go in requests, one after
// another (rules ES in docs/PROTOCOL.md). It reads no frame.
import type { Carrier, Heard } from "./carrier";

/** The code of a connection that broke without a word. */
const BROKEN = 1006;
// A request whose answer was lost is sent again under its number, and the server takes it once. Whoever cannot send for
// so long has lost the way, and is better off with a new stream.
const AGAIN_AFTER_MS = [300, 1000, 2000, 4000];
// What is large takes long on a poor line; this many bytes a second are less than any line brings.
const ANSWER_WITHIN_MS = 15_000;
const SLOWEST_BYTES_PER_MS = 4;

/** What the stream's first event says. */
interface Open {
  channel: string;
  /** The number of the first batch. */
  batch: number;
  /** What a batch may have: so many frames, and of several so many bytes together. */
  frames: number;
  bytes: number;
}

/** Opens an event stream at this address. */
export class EventStream implements Carrier {
  readonly #address: string;
  readonly #heard: Heard;
  readonly #end = new AbortController();
  readonly #waiting: Uint8Array[] = [];
  #open: Open | null = null;
  #newestPing: string | null = null;
  #isSending = false;

  constructor(address: string, heard: Heard) {
    this.#address = address;
    this.#heard = heard;
    void this.#read().then(
      () => this.#over(BROKEN, "the event stream broke off"),
      () => this.#over(BROKEN, "the event stream did not get through"),
    );
  }

  send(frame: Uint8Array): void {
    this.#waiting.push(frame);
    void this.#sendAll();
  }

  close(): void {
    this.#end.abort();
  }

  #over(code: number, reason: string): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#heard.ended(code, reason);
  }

  async #read(): Promise<void> {
    const response = await fetch(this.#address, { ...PLAIN, headers: { accept: "text/event-stream" }, signal: this.#end.signal });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
    if (!response.ok || !isStream || response.body === null) return;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      // Whatever came before has been looked through but for its last sign.
      const from = Math.max(0, text.length - 1);
      text += decoder.decode(value, { stream: true });
      text = this.#takeEvents(text, from);
    }
  }

  /** Takes every whole event, and gives back what has only begun. */
  #takeEvents(text: string, searchFrom: number): string {
    let begin = 0;
    for (let end = text.indexOf("\n\n", searchFrom); end !== -1; end = text.indexOf("\n\n", begin)) {
      if (this.#end.signal.aborted) return "";
      this.#take(text.slice(begin, end));
      begin = end + 2;
    }
    return text.slice(begin);
  }

  #take(event: string): void {
    const field = (name: string) => event.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = field("data");
    // A comment, which only shows that the server is there.
    if (data === undefined) return;
    switch (field("event")) {
      case undefined:
        return this.#heard.came(bytesOf(data));
      case "open":
        // Written by a server of this app's own version, which the page came from.
        this.#open = JSON.parse(data) as Open;
        return this.#heard.opened();
      case "ping":
        this.#newestPing = data;
        return void this.#sendAll();
      case "close": {
        const { code, reason } = JSON.parse(data) as { code: number; reason: string };
        return this.#over(code, reason);
      }
    }
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    // What is sent in one go belongs in one request.
    await Promise.resolve();
    while (this.#open !== null && !this.#end.signal.aborted && (0 < this.#waiting.length || this.#newestPing !== null)) {
      const heard = this.#newestPing;
      this.#newestPing = null;
      const batch = this.#takeBatch(this.#open);
      const query = `batch=${this.#open.batch}${heard === null ? "" : `&heard=${heard}`}`;
      const isTaken = await this.#sendBatch(`${this.#address}/${this.#open.channel}?${query}`, batch);
      if (!isTaken) this.#over(BROKEN, "what was sent did not get through");
      this.#open.batch += 1;
    }
    this.#isSending = false;
  }

  /** As many of the waiting frames as one request takes: one at least, however large it is. */
  #takeBatch({ frames, bytes }: Open): Uint8Array {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (parts.length < 2 * frames) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const length = varuint(next.length);
      const grown = size + length.length + next.length;
      if (0 < size && bytes < grown) break;
      parts.push(length, next);
      size = grown;
      this.#waiting.shift();
    }
    const batch = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      batch.set(part, at);
      at += part.length;
    }
    return batch;
  }

  async #sendBatch(address: string, batch: Uint8Array): Promise<boolean> {
    for (const again_ms of [...AGAIN_AFTER_MS, null]) {
      const status = await this.#post(address, batch);
      if (status === 204) return true;
      // A proxy that lost the server for a moment says so; the server itself means what it says.
      const isPassing = status === null || status === 502 || status === 503 || status === 504;
      if (!isPassing || again_ms === null || this.#end.signal.aborted) return false;
      await new Promise((done) => setTimeout(done, again_ms));
    }
    return false;
  }

  /** The status of the answer; null where none came. */
  async #post(address: string, batch: Uint8Array): Promise<number | null> {
    const timer = new AbortController();
    const giveUp = () => timer.abort();
    const timeout = setTimeout(giveUp, ANSWER_WITHIN_MS + batch.length / SLOWEST_BYTES_PER_MS);
    this.#end.signal.addEventListener("abort", giveUp);
    try {
      const headers = { "content-type": "application/octet-stream" };
      // The cast is for a type that allows shared memory, which this is not.
      const body = batch as Uint8Array<ArrayBuffer>;
      return (await fetch(address, { ...PLAIN, method: "POST", headers, body, signal: timer.signal })).status;
    } catch {
      return null;
    } finally {
      clearTimeout(timeout);
      this.#end.signal.removeEventListener("abort", giveUp);
    }
  }
}

// Plenary never leads elsewhere; sign-in pages of networks do.
const PLAIN = { cache: "no-store", credentials: "omit", redirect: "manual" } as const;

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}

/** A number as lib0 writes it: seven bits a byte, lowest first. */
function varuint(number: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.of(...bytes, rest);
    bytes.push(128 | (rest & 127));
  }
}
