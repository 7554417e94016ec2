// Event streams in memory for the tests of this folder: give `fetch` to the global of that name.

/** One request that brought frames. */
interface Batch {
  number: string;
  heard: string | null;
  frames: number[][];
}

/** Answers as the server does at `/sync/events`, or as whatever stands before it. Its batches are small: 4 frames, 100 bytes. */
export class FakeStreams {
  readonly batches: Batch[] = [];
  /** How the next requests are answered; 204 where nothing is said. */
  readonly answers: (number | "lost")[] = [];
  /** `page` signs people in; `hold` takes calls and says nothing, as a proxy that waits for an answer's end. */
  manner: "open" | "page" | "refused" | "gone" | "hold" = "open";
  isAnswering = true;
  /** Whether the newest stream's reader has let go of it. */
  isGone = false;
  /** Streams that were asked for. */
  asked = 0;
  /** Told of each frame that comes. */
  receive: (frame: Uint8Array) => void = () => {};
  #owed: (() => void)[] = [];
  #stream: ReadableStreamDefaultController<Uint8Array> | null = null;

  readonly fetch = (address: string, { method, body, signal }: RequestInit): Promise<Response> => {
    const aborted = new Promise<never>((_, fail) => signal?.addEventListener("abort", () => fail(new DOMException("gone", "AbortError"))));
    aborted.catch(() => {});
    return Promise.race([aborted, method === "POST" ? this.#take(address, body as Uint8Array) : this.#open(signal ?? null)]);
  };

  /** Says this on the newest stream. */
  say(text: string): void {
    this.#stream?.enqueue(new TextEncoder().encode(text));
  }

  deliver(frame: Uint8Array): void {
    this.say(`data: ${btoa(String.fromCharCode(...frame))}\n\n`);
  }

  /** Breaks the newest stream. */
  drop(): void {
    this.#stream?.error(new TypeError("network error"));
    this.#stream = null;
  }

  /** Sends the answers that were held back. */
  answer(): void {
    this.isAnswering = true;
    for (const send of this.#owed.splice(0)) send();
  }

  #open(signal: AbortSignal | null): Promise<Response> {
    this.asked += 1;
    this.isGone = false;
    if (this.manner === "gone") return Promise.reject(new TypeError("network error"));
    if (this.manner === "page") return Promise.resolve(new Response("<h1>Sign in</h1>", { headers: { "content-type": "text/html" } }));
    if (this.manner === "refused") return Promise.resolve(new Response("{}", { status: 403 }));
    signal?.addEventListener("abort", () => (this.isGone = true));
    if (this.manner === "hold") return new Promise(() => {});
    const body = new ReadableStream<Uint8Array>({ start: (stream) => void (this.#stream = stream) });
    this.say('event: open\ndata: {"channel":"c","batch":1,"frames":4,"bytes":100}\n\n');
    return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
  }

  async #take(address: string, body: Uint8Array): Promise<Response> {
    const query = new URL(address).searchParams;
    const frames: number[][] = [];
    for (let at = 0; at < body.length; ) {
      let length = 0;
      let shift = 1;
      for (; 128 <= (body[at] ?? 0); at++, shift *= 128) length += ((body[at] ?? 0) & 127) * shift;
      length += (body[at++] ?? 0) * shift;
      frames.push([...body.subarray(at, at + length)]);
      at += length;
    }
    this.batches.push({ number: query.get("batch") ?? "", heard: query.get("heard"), frames });
    const answer = this.answers.shift() ?? 204;
    if (answer === "lost") throw new TypeError("network error");
    if (answer === 204) for (const frame of frames) this.receive(Uint8Array.from(frame));
    if (!this.isAnswering) await new Promise<void>((send) => this.#owed.push(send));
    return new Response(null, { status: answer });
  }
}
