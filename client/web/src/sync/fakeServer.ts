// A server in memory for the tests of this folder: answers as Hocuspocus does, and acknowledges when it is told to.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

type Listener = (event: unknown) => void;

/** Holds the documents across connections; give `Socket` to the global WebSocket. */
export class FakeServer {
  readonly documents = new Map<string, Y.Doc>();
  readonly sockets: FakeSocket[] = [];
  /** Frames that carry a change, in the order in which they came. */
  readonly changes: string[] = [];
  isReachable = true;
  /** Takes calls and never answers them. */
  isSilent = false;
  isAcknowledging = true;
  /** Takes changes in; else each is answered by status 0. */
  isTaking = true;
  /** Documents of which a change was not taken. */
  readonly refused: string[] = [];
  #owed: (() => void)[] = [];

  constructor(readonly token: string) {}

  /** The class that stands in for the browser's WebSocket. */
  get Socket(): typeof WebSocket {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below has a `this` of its own.
    const server = this;
    const socket = class extends FakeSocket {
      constructor() {
        super(server);
        server.sockets.push(this);
      }
    };
    // The provider uses only what FakeSocket has.
    return socket as unknown as typeof WebSocket;
  }

  document(name: string): Y.Doc {
    const document = this.documents.get(name) ?? new Y.Doc();
    this.documents.set(name, document);
    return document;
  }

  /** Sends the acknowledgements that were held back. */
  acknowledge(): void {
    this.isAcknowledging = true;
    for (const send of this.#owed.splice(0)) send();
  }

  /** Breaks every connection; acknowledgements still owed are lost with it. */
  drop(): void {
    this.#owed = [];
    for (const socket of this.sockets.splice(0)) socket.breakOff();
  }

  say(name: string, payload: string): void {
    for (const socket of this.sockets) {
      socket.deliver(name, 5, (encoder) => encoding.writeVarString(encoder, payload));
    }
  }

  receive(socket: FakeSocket, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const name = decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === 2) this.#authenticate(socket, name, decoder);
    if (type === 0) this.#sync(socket, name, decoder);
  }

  #authenticate(socket: FakeSocket, name: string, decoder: decoding.Decoder): void {
    decoding.readVarUint(decoder);
    const isKnown = decoding.readVarString(decoder) === this.token;
    socket.deliver(name, 2, (encoder) => {
      encoding.writeVarUint(encoder, isKnown ? 2 : 1);
      encoding.writeVarString(encoder, isKnown ? "read-write" : "seat unknown");
    });
    if (isKnown) socket.accepted.add(name);
  }

  #sync(socket: FakeSocket, name: string, decoder: decoding.Decoder): void {
    if (!socket.accepted.has(name)) return;
    if (!this.isTaking && decoding.peekVarUint(decoder) !== sync.messageYjsSyncStep1) {
      this.refused.push(name);
      socket.deliver(name, 8, (encoder) => encoding.writeVarUint(encoder, 0));
      return;
    }
    const document = this.document(name);
    const answer = encoding.createEncoder();
    const step = sync.readSyncMessage(decoder, answer, document, socket);
    if (step === sync.messageYjsSyncStep1) {
      socket.deliver(name, 0, (encoder) => sync.writeSyncStep1(encoder, document));
      socket.deliver(name, 0, (encoder) => encoding.writeUint8Array(encoder, encoding.toUint8Array(answer)));
      return;
    }
    this.changes.push(name);
    const acknowledge = () => socket.deliver(name, 8, (encoder) => encoding.writeVarUint(encoder, 1));
    if (this.isAcknowledging) acknowledge();
    else this.#owed.push(acknowledge);
  }
}

/** One connection, with the part of WebSocket's face that the provider looks at. */
class FakeSocket {
  readyState = 0;
  binaryType = "arraybuffer";
  readonly accepted = new Set<string>();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(readonly server: FakeServer) {
    queueMicrotask(() => {
      if (server.isSilent) return;
      if (server.isReachable) {
        this.readyState = 1;
        this.#emit("open", {});
      } else {
        this.breakOff();
      }
    });
  }

  addEventListener(name: string, listener: Listener): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  removeEventListener(name: string, listener: Listener): void {
    this.#listeners.get(name)?.delete(listener);
  }

  send(frame: Uint8Array): void {
    this.server.receive(this, frame);
  }

  close(): void {
    this.readyState = 3;
  }

  breakOff(): void {
    this.readyState = 3;
    this.#emit("close", { code: 1006, reason: "" });
  }

  deliver(name: string, type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    const data = encoding.toUint8Array(encoder).slice().buffer;
    queueMicrotask(() => {
      if (this.readyState === 1) this.#emit("message", { data });
    });
  }

  #emit(name: string, event: unknown): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(event);
  }
}
