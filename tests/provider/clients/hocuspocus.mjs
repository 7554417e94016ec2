// @hocuspocus/provider, from 2 on: many documents over one socket, a token for each.

import { is } from "../ear.mjs";
import { Wiretap } from "../wiretap.mjs";
import { draftedDocument, Replica } from "../replica.mjs";

export const wire = "hocuspocus";

const EVENTS = ["authenticated", "authenticationFailed", "synced", "stateless", "unsyncedChanges", "disconnect", "close"];

// Come back soon: the defaults are for a world with more than one machine.
const RETRY = { delay: 50, minDelay: 50, maxDelay: 500 };

export async function load(alias, version) {
  const provider = await import(alias);
  const major = Number.parseInt(version, 10);
  return { version, major, line: (url) => new Line(provider, major, url) };
}

class Line {
  #wiretap = new Wiretap();
  #replicas = new Set();

  constructor(provider, major, url) {
    this.major = major;
    this.HocuspocusProvider = provider.HocuspocusProvider;
    const WebSocketPolyfill = this.#wiretap.webSocket();
    this.socket = new provider.HocuspocusProviderWebsocket({ url, ...RETRY, WebSocketPolyfill });
  }

  /** How many sockets were opened. */
  get sockets() {
    return this.#wiretap.sockets;
  }

  /** Waits for the server's sign of life: a ping where the client has said that it knows it, and its answer. */
  async signOfLife() {
    if (this.major < 4) {
      // Presence of nobody, behind an address.
      const isNobody = (message) => message.length > 3 && message.subarray(-3).join() === "1,1,0";
      await this.#wiretap.hears("presence of nobody", "came", isNobody);
    } else {
      await this.#wiretap.hears("a ping", "came", (message) => message.join() === "9");
      await this.#wiretap.hears("its answer", "went", (message) => message.join() === "10");
    }
  }

  open(name, token, draft, options = {}) {
    const replica = new HocuspocusReplica(draftedDocument(draft));
    const provider = new this.HocuspocusProvider({
      websocketProvider: this.socket,
      name,
      token,
      document: replica.document,
      // Provider 2 also talks between tabs of one browser, past the server.
      ...(this.major === 2 ? { broadcast: false } : {}),
      ...options,
    });
    replica.attend(provider, EVENTS);
    // Provider 2 attaches itself.
    provider.attach?.();
    replica.onClose = () => this.#replicas.delete(replica);
    this.#replicas.add(replica);
    return replica;
  }

  /** The device is gone, without a word. */
  vanish() {
    this.socket.destroy();
  }

  hangUp() {
    for (const replica of [...this.#replicas]) replica.close();
    this.socket.destroy();
  }
}

class HocuspocusReplica extends Replica {
  get unsynced() {
    return this.provider.unsyncedChanges;
  }

  get scope() {
    return this.provider.authorizedScope;
  }

  /** Waits for the token's acceptance, the first sync and the first acknowledgement. */
  async opened(since = 0) {
    await this.ear.hears("the token's acceptance", is("authenticated"), since);
    await this.ear.hears("the first sync", is("synced"), since);
    await this.ear.hears("the first acknowledgement", isSaved, since);
  }

  /** Makes a change, and waits until the server says that it is durable. */
  async saved(change) {
    const since = this.ear.count;
    this.document.transact(() => change(this.document));
    await this.ear.hears("the acknowledgement of a change", isSaved, since);
  }

  async lost(since) {
    await this.ear.hears("the loss of the server", is("disconnect"), since);
  }

  isConnectedSince(since) {
    return !this.ear.since(since).some(is("disconnect"));
  }

  /** A view of this type for which `isSo` holds. */
  async view(awaited, type, isSo, since = 0) {
    const isIt = (event) => event.name === "stateless" && viewOf(event).type === type && isSo(viewOf(event));
    return viewOf(await this.ear.hears(awaited, isIt, since));
  }

  /** Lets go of this document. */
  close() {
    this.onClose();
    this.provider.destroy();
  }
}

// Provider 2 says the number itself, those after it an object with the number in it.
const isSaved = (event) => event.name === "unsyncedChanges" && (event.data.number ?? event.data) === 0;
const viewOf = (event) => JSON.parse(event.data.payload);
