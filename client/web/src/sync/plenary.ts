// The plenary document: one text of priorities a domain, written by facilitators, read by every seat.
import * as Y from "yjs";
import { textChange } from "../model/textChange";
import type { OpenDocument } from "./document";

/** The open plenary document of a workshop. */
export class Plenary {
  readonly document: OpenDocument;
  readonly #priorities: Y.Map<unknown>;
  readonly #observer: () => void;

  constructor(document: OpenDocument, changed: (priorities: ReadonlyMap<string, string>) => void) {
    this.document = document;
    this.#priorities = document.replica.getMap("priorities");
    this.#observer = () => changed(this.read());
    document.replica.on("afterTransaction", this.#observer);
  }

  /** The priorities by domain, without the empty ones. */
  read(): ReadonlyMap<string, string> {
    const priorities = new Map<string, string>();
    for (const [domain, value] of this.#priorities) {
      const text = value instanceof Y.Text ? value.toString() : typeof value === "string" ? value : "";
      if (text !== "") priorities.set(domain, text);
    }
    return priorities;
  }

  /** Writes what a person typed as the smallest change, so that two people can write in one text at once. */
  write(domain: string, before: string, after: string): void {
    const change = textChange(before, after);
    if (change === null) return;
    this.document.replica.transact(() => {
      const text = this.#text(domain);
      // The text may have grown shorter under a slow keyboard; beyond its end there is nothing to remove.
      const at = Math.min(change.at, text.length);
      const removed = Math.min(change.removed, text.length - at);
      if (0 < removed) text.delete(at, removed);
      if (change.inserted !== "") text.insert(at, change.inserted);
    });
  }

  close(): void {
    this.document.replica.off("afterTransaction", this.#observer);
    this.document.close();
  }

  #text(domain: string): Y.Text {
    const known = this.#priorities.get(domain);
    if (known instanceof Y.Text) return known;
    const text = new Y.Text(typeof known === "string" ? known : "");
    this.#priorities.set(domain, text);
    return text;
  }
}
