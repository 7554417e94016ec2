// One document as one client has it, whatever the client: what scenarios may know of it.

import assert from "node:assert/strict";
import * as Y from "yjs";
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import { Ear, until } from "./ear.mjs";

export class Replica {
  constructor(document) {
    this.document = document;
    this.changes = new Ear(document, ["update"]);
  }

  /** The client is made after the document: it finds what was written before. */
  attend(provider, events) {
    this.provider = provider;
    this.ear = new Ear(provider, events);
    this.awareness = provider.awareness;
    this.presence = new Ear(this.awareness, ["update"]);
  }

  map(root) {
    return this.document.getMap(root);
  }

  /** Waits until an entry of a root map says this. */
  async reads(root, key, value) {
    const says = () => {
      const found = this.map(root).get(key);
      return (found instanceof Y.Text ? found.toString() : found) === value;
    };
    await until(`${root}/${key} = ${value}`, says, [this.changes]);
  }

  /** The state that another client of this document is seen to have. */
  sees(other) {
    return this.awareness.getStates().get(other.document.clientID);
  }

  async seesOf(other, field, value) {
    const says = () => this.sees(other)?.[field] === value;
    await until(`somebody's ${field} = ${value}`, says, [this.presence]);
  }

  async seesNothingOf(other) {
    await until("somebody's absence", () => this.sees(other) === undefined, [this.presence]);
  }

  show(field, value) {
    this.awareness.setLocalStateField(field, value);
  }

  /** Writes under somebody else's client id. */
  writeUnder(client, change) {
    Y.applyUpdate(this.document, Y.encodeStateAsUpdate(writtenUnder(client, change)), "a forger");
  }

  /** Says in somebody else's name that they are so, or gone. */
  forge(victim, state) {
    const states = new Map([[victim.document.clientID, state]]);
    const meta = new Map([[victim.document.clientID, { clock: 1_000 }]]);
    const forged = encodeAwarenessUpdate({ states, meta }, [victim.document.clientID]);
    applyAwarenessUpdate(this.awareness, forged, "a forger");
  }
}

/** A document of one change, under a client id that somebody chose. */
export function writtenUnder(client, change) {
  const document = new Y.Doc();
  document.clientID = client;
  document.transact(() => change(document));
  return document;
}

/** A document with something in it. */
export function draftedDocument(draft) {
  const document = new Y.Doc();
  if (draft) document.transact(() => draft(document));
  return document;
}

/** Whether two documents hold the same, deletions included. */
export function areAlike(one, other) {
  return Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));
}

/** Waits until all of them hold the same. */
export async function converge(awaited, ...replicas) {
  const documents = replicas.map((replica) => replica.document);
  const alike = () => documents.every((document) => areAlike(document, documents[0]));
  await until(awaited, alike, replicas.map((replica) => replica.changes));
  const json = (document) => [...document.share.keys()].sort().map((root) => [root, document.getMap(root).toJSON()]);
  for (const document of documents) {
    assert.deepEqual(json(document), json(documents[0]));
    assert.equal(document.store.pendingStructs, null);
    assert.equal(document.store.pendingDs, null);
  }
}
