// y-websocket, from 2 on: one document over each socket, its name and token in the address.

import * as Y from "yjs";
import * as decoding from "lib0/decoding";
import { Ear, is, until } from "../ear.mjs";
import { areAlike, draftedDocument, Replica } from "../replica.mjs";
import { Wiretap } from "../wiretap.mjs";

export const wire = "y-websocket";

const EVENTS = ["sync", "status", "connection-close", "closed"];
const SYNC = 0;
const STEP_1 = 0;

export async function load(alias, version) {
  const { WebsocketProvider } = await import(alias);
  return { version, line: (url) => new Line(WebsocketProvider, url) };
}

class Line {
  #wiretap = new Wiretap();
  #replicas = new Set();

  constructor(WebsocketProvider, url) {
    this.WebsocketProvider = WebsocketProvider;
    this.url = `${url}/yjs`;
  }

  open(name, token, draft) {
    const replica = new YWebsocketReplica(draftedDocument(draft));
    const provider = new this.WebsocketProvider(this.url, name, replica.document, {
      params: { token },
      // Not from tab to tab of one browser, past the server.
      disableBc: true,
      maxBackoffTime: 500,
      WebSocketPolyfill: this.#wiretap.webSocket({ came: (message) => replica.overhear(message) }),
    });
    replica.attend(provider, EVENTS);
    replica.onClose = () => this.#replicas.delete(replica);
    this.#replicas.add(replica);
    return replica;
  }

  /** Waits for the server's sign of life. */
  async signOfLife() {
    await this.#wiretap.hears("presence of nobody", "came", (message) => message.join() === "1,1,0");
  }

  /** The device is gone, without a word. */
  vanish() {
    for (const { provider } of this.#replicas) {
      provider.shouldConnect = false;
      provider.ws.close();
    }
  }

  hangUp() {
    for (const replica of [...this.#replicas]) replica.close();
  }
}

class YWebsocketReplica extends Replica {
  /** All that the server has sent: what is in it, the server has. This wire has no other acknowledgement. */
  #sent = new Y.Doc();
  #overheard = new Ear(this.#sent, ["update"]);

  overhear(message) {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== SYNC || decoding.readVarUint(decoder) === STEP_1) return;
    Y.applyUpdate(this.#sent, decoding.readVarUint8Array(decoder));
  }

  /** Waits for the first sync, and until the server has all that is here. */
  async opened(since = 0) {
    await this.ear.hears("the first sync", (event) => event.name === "sync" && event.data === true, since);
    await this.#echoed("the echo of what was here");
  }

  /** Makes a change, and waits until the server sends it back. */
  async saved(change) {
    this.document.transact(() => change(this.document));
    await this.#echoed("the echo of a change");
  }

  async #echoed(awaited) {
    const isThere = () => areAlike(this.#sent, this.document);
    await until(awaited, isThere, [this.#overheard, this.changes]);
  }

  async lost(since) {
    await this.ear.hears("the loss of the server", is("connection-close"), since);
  }

  isConnectedSince(since) {
    return !this.ear.since(since).some(is("connection-close"));
  }

  /** The codes with which the server closed the socket so far. */
  get codes() {
    return this.ear.all("connection-close").map((event) => event?.code);
  }

  /** Waits until the server has closed the socket so often. */
  async closedTimes(times) {
    await until(`${times} closes`, () => this.codes.length >= times, [this.ear]);
  }

  /** Lets go of this document. */
  close() {
    this.onClose();
    this.provider.destroy();
    this.awareness.destroy();
  }
}
