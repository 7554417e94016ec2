// @hocuspocus/provider, from 2 on: many documents over one socket, a token for each.

import assert from "node:assert/strict";
import * as decoding from "lib0/decoding";
import { Ear, is, until } from "../ear.mjs";
import { Wiretap } from "../wiretap.mjs";
import { draftedDocument, Replica } from "../replica.mjs";

export const wire = "hocuspocus";

const EVENTS = ["authenticated", "authenticationFailed", "synced", "stateless", "unsyncedChanges", "disconnect", "close"];

const SYNC = 0;
const STEP_1 = 0;
const SYNC_STATUS = 8;

// Come back soon: the defaults are for a world with more than one machine.
const RETRY = { delay: 50, minDelay: 50, maxDelay: 500 };

export async function load(alias, version) {
  const provider = await import(alias);
  const major = Number.parseInt(version, 10);
  return { version, major, line: (url) => new Line(provider, major, url) };
}

class Line {
  #wiretap = new Wiretap();
  #replicas = new Map();

  constructor(provider, major, url) {
    this.major = major;
    this.HocuspocusProvider = provider.HocuspocusProvider;
    const WebSocketPolyfill = this.#wiretap.webSocket({
      opens: () => this.#replicas.forEach((replica) => replica.forgetFrames()),
      came: (message) => this.#overhear(message, (replica, type, decoder) => replica.came(type, decoder)),
      went: (message) => this.#overhear(message, (replica, type, decoder) => replica.went(type, decoder)),
    });
    this.socket = new provider.HocuspocusProviderWebsocket({ url, ...RETRY, WebSocketPolyfill });
  }

  #overhear(message, tell) {
    if (message.length === 1) return;
    const decoder = decoding.createDecoder(message);
    const replica = this.#replicas.get(decoding.readVarString(decoder));
    if (replica) tell(replica, decoding.readVarUint(decoder), decoder);
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
    // With a session in it from provider 4 on, where that was asked for.
    const address = provider.effectiveName ?? name;
    replica.onClose = () => this.#replicas.delete(address);
    this.#replicas.set(address, replica);
    // Provider 2 attaches itself.
    provider.attach?.();
    return replica;
  }

  /** The device is gone, without a word. */
  vanish() {
    this.socket.destroy();
  }

  hangUp() {
    for (const replica of [...this.#replicas.values()]) replica.close();
    this.socket.destroy();
  }
}

class HocuspocusReplica extends Replica {
  /** Frames with changes that went over this socket and have no status yet. */
  #owed = 0;
  #frames = new Ear();

  forgetFrames() {
    this.#owed = 0;
  }

  went(type, decoder) {
    if (type === SYNC && decoding.readVarUint(decoder) !== STEP_1) this.#owed += 1;
  }

  came(type) {
    if (type !== SYNC_STATUS) return;
    this.#owed -= 1;
    this.#frames.hear("status");
  }

  /** Waits until every frame has its status. Provider 2 counts below nothing after a reconnect: it forgets what waits. */
  async #settled(awaited) {
    const isSettled = () => this.#owed <= 0 && this.unsynced <= 0;
    await until(awaited, isSettled, [this.ear, this.#frames]);
    assert.equal(this.#owed, 0, "each frame gets one status, and no more");
  }

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
    await this.#settled("the acknowledgement of what was here");
  }

  /** Makes a change, and waits until the server says that it is durable. */
  async saved(change) {
    this.document.transact(() => change(this.document));
    assert.ok(this.#owed > 0, "a change is sent as soon as it is made");
    await this.#settled("the acknowledgement of a change");
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
