// The plenary document: one text of priorities a domain, written by facilitators in their fields, read by every seat.
import * as Y from "yjs";
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

  close(): void {
    this.document.replica.off("afterTransaction", this.#observer);
    this.document.close();
  }
}
