// A seat's ballot: typed reads and writes over its Yjs document. Only this seat writes it, from any of its devices.
import * as Y from "yjs";
import { cell, REASON_MAX_CHARACTERS, type Mark } from "../model/marks";
import type { OpenDocument } from "./document";

/** Everything on a ballot, by `"{round}/{domain}"`. */
export interface BallotContent {
  marks: ReadonlyMap<string, Mark>;
  reasons: ReadonlyMap<string, string>;
}

/** The open ballot of one seat. */
export class Ballot {
  readonly document: OpenDocument;
  readonly #marks: Y.Map<unknown>;
  readonly #reasons: Y.Map<unknown>;
  readonly #changed: (content: BallotContent) => void;
  readonly #observer: () => void;

  constructor(document: OpenDocument, changed: (content: BallotContent) => void) {
    this.document = document;
    this.#marks = document.replica.getMap("marks");
    this.#reasons = document.replica.getMap("reasons");
    this.#changed = changed;
    this.#observer = () => this.#changed(this.read());
    document.replica.on("afterTransaction", this.#observer);
  }

  read(): BallotContent {
    const marks = new Map<string, Mark>();
    for (const [key, value] of this.#marks) {
      if (value === "unsure" || (typeof value === "number" && Number.isInteger(value))) marks.set(key, value);
    }
    const reasons = new Map<string, string>();
    for (const [key, value] of this.#reasons) {
      if (typeof value === "string" && value !== "") reasons.set(key, value);
    }
    return { marks, reasons };
  }

  setMark(round: string, domain: string, mark: Mark): void {
    const key = cell(round, domain);
    if (this.#marks.get(key) !== mark) this.#marks.set(key, mark);
  }

  /** An empty reason is taken off the ballot; a longer one than allowed is cut at a whole character. */
  setReason(round: string, domain: string, text: string): void {
    const key = cell(round, domain);
    const reason = [...text.trim()].slice(0, REASON_MAX_CHARACTERS).join("");
    if (reason === "") {
      if (this.#reasons.has(key)) this.#reasons.delete(key);
    } else if (this.#reasons.get(key) !== reason) {
      this.#reasons.set(key, reason);
    }
  }

  close(): void {
    this.document.replica.off("afterTransaction", this.#observer);
    this.document.close();
  }
}
