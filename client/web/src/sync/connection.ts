// A seat's live connection to its workshop: one socket, the session's views, and the documents opened on it.
import type { View } from "../model/generated";
import { Ballot, type BallotContent } from "./ballot";
import { OpenDocument, type DocumentEvents } from "./document";
import type { SaveState } from "./saveState";
import { WorkshopSocket, type LinkState } from "./socket";
import { NewestViews, readView } from "./views";

/** What a connection tells its owner; every call happens outside any framework. */
export interface ConnectionEvents {
  linkChanged: (state: LinkState) => void;
  viewArrived: (view: View) => void;
  /** The server does not accept the token: the reason is its own word for why. */
  accessRefused: (reason: string) => void;
}

/** What the ballot's owner is told beside. */
export interface BallotEvents {
  contentChanged: (content: BallotContent) => void;
  saveStateChanged: (state: SaveState) => void;
  accessRefused: (reason: string) => void;
}

/** Who connects, and where to. */
export interface ConnectionOptions {
  url: string;
  workshop: string;
  seat: string;
  token: string;
  events: ConnectionEvents;
}

/** Opens the socket and the session; documents are opened on top of it as a page needs them. */
export class WorkshopConnection {
  readonly #options: ConnectionOptions;
  readonly #socket: WorkshopSocket;
  readonly #newest = new NewestViews();
  readonly #documents = new Set<OpenDocument>();

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
    const document: OpenDocument = new OpenDocument({
      socket: this.#socket,
      name: `${this.#options.workshop}/${name}`,
      token: this.#options.token,
      storedAs,
      events: {
        ...events,
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
    const document = this.openDocument(
      `ballot/${seat}`,
      { saveStateChanged: events.saveStateChanged, accessRefused: events.accessRefused },
      ballotStore(workshop, seat),
    );
    return new Ballot(document, events.contentChanged);
  }

  /** Whether the browser itself refuses to connect. */
  get isForbidden(): boolean {
    return this.#socket.isForbidden;
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

  #receive(payload: string): void {
    const view = readView(payload);
    if (view !== null && this.#newest.accept(view)) this.#options.events.viewArrived(view);
  }
}

/** The name of a ballot's copy on this device. */
export function ballotStore(workshop: string, seat: string): string {
  return `plenary/${workshop}/ballot/${seat}`;
}
