// A seat's live connection to its workshop: one socket, the session's views, and the documents opened on it.
import type { View } from "../model/generated";
import { isOnlyHere } from "../model/device/saving";
import { ballotRefusedKey } from "./device/seatStore";
import { Ballot, type BallotEvents } from "./ballot";
import { OpenDocument, type DocumentEvents } from "./document";
import type { LinkState } from "../model/device/diagnosis";
import { WorkshopSocket } from "./socket";
import { NewestViews, readView } from "./views";

/** What a connection tells its owner; every call happens outside any framework. */
interface ConnectionEvents {
  linkChanged: (state: LinkState) => void;
  viewArrived: (view: View) => void;
  /** The server does not accept the token: the reason is its own word for why. */
  accessRefused: (reason: string) => void;
  /** Something that was marked or written is only in this window from now on, or nothing is any more. */
  onlyHereChanged?: (isOnlyHere: boolean) => void;
}

/** Who connects, and where to. */
export interface ConnectionOptions {
  url: string;
  workshop: string;
  seat: string;
  token: string;
  /** Whether the key is kept on this device: without it nobody finds the copies again. */
  isKeyKept?: () => boolean;
  events: ConnectionEvents;
}

/** Opens the socket and the session; documents are opened on top of it as a page needs them. */
export class WorkshopConnection {
  readonly #options: ConnectionOptions;
  readonly #socket: WorkshopSocket;
  readonly #newest = new NewestViews();
  readonly #documents = new Set<OpenDocument>();
  readonly #unsent = new Set<string>();
  readonly #onlyHere = new Set<object>();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = new WorkshopSocket(options.url, (state) => {
      if (state !== "connected") this.#newest.forget();
      options.events.linkChanged(state);
    });
    this.openDocument("session", {
      accessRefused: (reason) => {
        this.#socket.stop();
        options.events.accessRefused(reason);
      },
    });
  }

  /** Opens any document of the workshop by the part of its name after the workshop. */
  openDocument(name: string, events: DocumentEvents, storedAs?: string): OpenDocument {
    // Until it has said otherwise: without a network it says nothing.
    if (storedAs !== undefined) this.#unsent.add(name);
    const self = {};
    const document: OpenDocument = new OpenDocument({
      socket: this.#socket,
      name: `${this.#options.workshop}/${name}`,
      token: this.#options.token,
      storedAs,
      isKeyKept: this.#options.isKeyKept,
      events: {
        ...events,
        savingChanged: (facts) => {
          this.#count(self, isOnlyHere(facts));
          events.savingChanged?.(facts);
        },
        saveStateChanged: (state) => {
          // What was written without a network and closed again still waits in its copy.
          if (state === "saved") this.#unsent.delete(name);
          else if (storedAs !== undefined) this.#unsent.add(name);
          events.saveStateChanged?.(state);
        },
        messageArrived: (payload) => {
          this.#receive(payload);
          events.messageArrived?.(payload);
        },
      },
    });
    this.#documents.add(document);
    return document;
  }

  /** Opens this seat's ballot, with its copy on this device. */
  openBallot(events: BallotEvents): Ballot {
    const { workshop, seat } = this.#options;
    return new Ballot(
      (heard, isStored) => this.openDocument(`ballot/${seat}`, heard, isStored ? ballotStore(workshop, seat) : undefined),
      events,
      ballotRefusedKey(workshop, seat),
    );
  }

  /** Whether a document that is kept on this device has something that the server has not acknowledged. */
  get hasUnsent(): boolean {
    return 0 < this.#unsent.size;
  }

  /** Whether something that was marked or written would be lost with this window. */
  get hasOnlyHere(): boolean {
    return 0 < this.#onlyHere.size;
  }

  /** Whether the socket has opened and nothing has come through it yet. */
  get isSilent(): boolean {
    return this.#socket.isSilent;
  }

  reconnectNow(): void {
    this.#socket.reconnectNow();
  }

  close(): void {
    for (const document of this.#documents) document.close();
    this.#documents.clear();
    this.#socket.destroy();
  }

  #count(document: object, isOnlyHere: boolean): void {
    const before = this.hasOnlyHere;
    if (isOnlyHere) this.#onlyHere.add(document);
    else this.#onlyHere.delete(document);
    if (before !== this.hasOnlyHere) this.#options.events.onlyHereChanged?.(this.hasOnlyHere);
  }

  #receive(payload: string): void {
    const view = readView(payload);
    if (view !== null && this.#newest.accept(view)) this.#options.events.viewArrived(view);
  }
}

/** The name of a ballot's copy on this device. */
export function ballotStore(workshop: string, seat: string): string {
  return `plenary/${workshop}/ballot/${seat}`;
}
