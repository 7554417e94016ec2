// A seat's ballot: typed reads and writes over its Yjs document. Only this seat writes it, from any of its devices.
import * as Y from "yjs";
import { cell, type Mark } from "../model/marks/marks";
import { REASON_CHARACTERS } from "../model/generated/limits";
import type { SavingFacts } from "../model/device/saving";
import { forgetText, keepText, keptText } from "./device/seatStore";
import type { DocumentEvents, OpenDocument } from "./document";
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
  savingChanged: (facts: SavingFacts) => void;
  accessRefused: (reason: string) => void;
  /**
   * The server did not take something that was marked here, and why. By now the ballot is as the server has it. What is
   * given back says whether that is kept on this device until it has been read.
   */
  notTaken: (here: BallotContent, server: BallotContent, because: string) => boolean | Promise<boolean>;
}

/** A ballot that was refused. */
interface RefusedBallot {
  content: BallotContent;
  because: string;
}

// Another tab may keep the copy open; then this one goes on without a copy.
const FORGET_WAIT_MS = 1_500;

/** The open ballot of one seat. After a refusal it goes on with a fresh replica, as the server has it. */
export class Ballot {
  readonly #open: BallotOpener;
  readonly #events: BallotEvents;
  readonly #refusedAs: string;
  #document: OpenDocument;
  #stopObserving: () => void = () => undefined;
  #refused: RefusedBallot | null;
  #isClosed = false;

  /** Under `refusedAs` what was refused is kept on this device, until the server's ballot has come to compare it with. */
  constructor(open: BallotOpener, events: BallotEvents, refusedAs: string) {
    this.#open = open;
    this.#events = events;
    this.#refusedAs = refusedAs;
    this.#refused = readRefused(keptText(refusedAs));
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
    const reason = [...text.trim()].slice(0, REASON_CHARACTERS).join("");
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
          if (isCurrent && state === "saved") void this.#arrived();
        },
        savingChanged: (facts) => {
          if (isCurrent) this.#events.savingChanged(facts);
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
    const { marks, reasons } = this.read();
    const before = this.#refused?.content;
    const content = { marks: new Map([...(before?.marks ?? []), ...marks]), reasons: new Map([...(before?.reasons ?? []), ...reasons]) };
    this.#refused = { content, because };
    // Before the copy goes: a page that is loaded again in this moment must still find it.
    keepText(this.#refusedAs, JSON.stringify({ because, marks: [...content.marks], reasons: [...content.reasons] }));
    this.#stopObserving();
    const isForgotten = this.#document.forget().then(() => true);
    const isFree = await Promise.race([isForgotten, new Promise<false>((resolve) => setTimeout(() => resolve(false), FORGET_WAIT_MS))]);
    if (this.#isClosed) return;
    this.#document = this.#begin(isFree);
    this.#events.savingChanged(this.#document.saving);
    this.#events.contentChanged(this.read());
  }

  async #arrived(): Promise<void> {
    const refused = this.#refused;
    if (refused === null) return;
    this.#refused = null;
    try {
      const isKept = await this.#events.notTaken(refused.content, this.read(), refused.because);
      if (isKept && this.#refused === null) forgetText(this.#refusedAs);
    } catch {
      // It could not be told now; it is when everything has arrived the next time.
      this.#refused ??= refused;
    }
  }
}

function readRefused(text: string | null): RefusedBallot | null {
  try {
    // Written above; what somebody else wrote there throws, or is shown as the text it is.
    const { because, marks, reasons } = JSON.parse(text ?? "null") as { because: string; marks: [string, Mark][]; reasons: [string, string][] };
    return { content: { marks: new Map(marks), reasons: new Map(reasons) }, because };
  } catch {
    return null;
  }
}
