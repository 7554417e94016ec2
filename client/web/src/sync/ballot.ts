// A seat's ballot: typed reads and writes over its Yjs document. Only this seat writes it, from any of its devices.
import * as Y from "yjs";
import { cell, REASON_MAX_CHARACTERS, type Mark } from "../model/marks";
import type { DocumentEvents, OpenDocument } from "./document";
import type { SaveState } from "./saveState";
import { readView } from "./views";

/** Everything on a ballot, by `"{round}/{domain}"`. */
export interface BallotContent {
  marks: ReadonlyMap<string, Mark>;
  reasons: ReadonlyMap<string, string>;
}

/** Opens the ballot's document: with its copy on this device, or, where a refused copy cannot be removed, without. */
export type BallotOpener = (events: DocumentEvents, isStored: boolean) => OpenDocument;

/** What a ballot tells its owner. */
export interface BallotEvents {
  contentChanged: (content: BallotContent) => void;
  saveStateChanged: (state: SaveState) => void;
  accessRefused: (reason: string) => void;
  /** The server did not take something that was marked here, and why. By now the ballot is as the server has it. */
  notTaken: (here: BallotContent, server: BallotContent, because: string) => void;
}

// Another tab may keep the copy open; then this one goes on without a copy.
const FORGET_WAIT_MS = 1_500;

/** The open ballot of one seat. After a refusal it goes on with a fresh replica, as the server has it. */
export class Ballot {
  readonly #open: BallotOpener;
  readonly #events: BallotEvents;
  #document: OpenDocument;
  #stopObserving: () => void = () => undefined;
  #refused: { content: BallotContent; because: string } | null = null;
  #isClosed = false;

  constructor(open: BallotOpener, events: BallotEvents) {
    this.#open = open;
    this.#events = events;
    this.#document = this.#begin(true);
  }

  get document(): OpenDocument {
    return this.#document;
  }

  get #marks(): Y.Map<unknown> {
    return this.#document.replica.getMap("marks");
  }

  get #reasons(): Y.Map<unknown> {
    return this.#document.replica.getMap("reasons");
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
    this.#isClosed = true;
    this.#stopObserving();
    this.#document.close();
  }

  #begin(isStored: boolean): OpenDocument {
    let isCurrent = true;
    const document = this.#open(
      {
        accessRefused: this.#events.accessRefused,
        saveStateChanged: (state) => {
          if (!isCurrent) return;
          if (state === "saved") this.#arrived();
          this.#events.saveStateChanged(state);
        },
        messageArrived: (payload) => {
          const view = isCurrent ? readView(payload) : null;
          if (view?.type === "refusal" && view.document.includes("/ballot/")) void this.#startAnew(view.detail);
        },
      },
      isStored,
    );
    const changed = () => this.#events.contentChanged(this.read());
    document.replica.on("afterTransaction", changed);
    this.#stopObserving = () => {
      isCurrent = false;
      document.replica.off("afterTransaction", changed);
    };
    return document;
  }

  // A replica that was refused would stay diverged for ever, and say what the server does not hold.
  async #startAnew(because: string): Promise<void> {
    this.#refused = { content: this.read(), because };
    this.#stopObserving();
    const isForgotten = this.#document.forget().then(() => true);
    const isFree = await Promise.race([isForgotten, new Promise<false>((resolve) => setTimeout(() => resolve(false), FORGET_WAIT_MS))]);
    if (this.#isClosed) return;
    this.#document = this.#begin(isFree);
    this.#events.contentChanged(this.read());
  }

  #arrived(): void {
    if (this.#refused === null) return;
    const { content, because } = this.#refused;
    this.#refused = null;
    this.#events.notTaken(content, this.read(), because);
  }
}
