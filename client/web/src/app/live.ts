// Joins the two halves: what the connection hears is told to the model, for any role. It shows nothing itself.
import { untrack } from "svelte";
import type { SessionView } from "../model/generated";
import { keepText, keptText, notTakenKey, sessionKey } from "../model/seatStore";
import { WorkshopModel } from "../model/workshop.svelte";
import type { Ballot } from "../sync/ballot";
import { WorkshopConnection } from "../sync/connection";
import { loadFramework } from "../sync/frameworks";
import { syncAddress } from "../sync/socket";
import type { LinkWatch } from "./linkWatch";

// Who is present may be this old on a page that is opened without a network; steps and rounds are kept at once.
const KEEP_EVERY_MS = 10_000;

/** The key to a workshop. */
export interface Key {
  workshop: string;
  token: string;
  /** Needed to open this seat's ballot; facilitators and screens have none. */
  seat?: string;
}

/** Opens a workshop from within an effect, without making the effect depend on what the workshop says later. */
export function openLive(key: Key): LiveWorkshop {
  return untrack(() => new LiveWorkshop(key));
}

/** One workshop, live: the model to show and the connection to write to. */
export class LiveWorkshop {
  readonly model: WorkshopModel;
  readonly connection: WorkshopConnection;
  readonly ballot: Ballot | null;
  readonly #key: Key;
  readonly #loading = new Set<string>();
  /** Whether the server has been heard since the link came up. */
  isHeard = false;
  #watch: LinkWatch | null = null;
  #isClosed = false;
  #keptSteps = "";
  #keptAt_ms = 0;

  constructor(key: Key) {
    this.#key = key;
    const model = new WorkshopModel(key.workshop);
    this.model = model;
    this.#takeKeptSession();
    this.connection = new WorkshopConnection({
      url: syncAddress(window.location),
      workshop: key.workshop,
      seat: key.seat ?? "",
      token: key.token,
      events: {
        linkChanged: (state) => {
          if (state !== "connected") this.isHeard = false;
          model.link = state;
          if (state === "connected") void this.loadFrameworks();
        },
        viewArrived: (view) => {
          this.isHeard = true;
          model.diagnosis = null;
          model.take(view, Date.now());
          if (view.type === "session") this.#keepSession(view);
        },
        accessRefused: (reason) => {
          model.accessRefused = reason;
        },
      },
    });
    this.ballot = key.seat === undefined ? null : this.#openBallot();
    void this.#watchLink(Date.now());
  }

  /** Tries to connect at once, and finds out anew what is in the way. */
  tryNow(): void {
    this.connection.reconnectNow();
    this.#watch?.askNow();
  }

  /** Loads every framework of the workshop that is not here yet. */
  async loadFrameworks(): Promise<void> {
    for (const reference of this.model.session?.frameworks ?? []) {
      if (this.model.frameworks.has(reference.id) || this.#loading.has(reference.id)) continue;
      this.#loading.add(reference.id);
      const answer = await loadFramework(this.#key.workshop, reference, this.#key.token);
      this.#loading.delete(reference.id);
      if (answer.ok) this.model.takeFramework(answer.value);
      else this.model.frameworkProblem = answer.problem.detail;
    }
  }

  /** Whether something that was marked or written here has not reached the server. */
  get hasUnsent(): boolean {
    return this.connection.hasUnsent;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#watch?.stop();
    this.connection.close();
  }

  async #watchLink(openedAt_ms: number): Promise<void> {
    const asking = {
      token: this.#key.token,
      location: window.location,
      hasNetwork: () => navigator.onLine,
      random: Math.random,
    };
    try {
      const { LinkWatch } = await import("./linkWatch");
      if (!this.#isClosed) this.#watch = new LinkWatch(this, asking, openedAt_ms);
    } catch {
      // The page itself came from the server a moment ago, so this network has just gone.
      if (!this.isHeard) this.model.diagnosis = { title: "No connection", says: ["Load this page again when there is a network."], isLasting: false };
    }
  }

  /** Keeps aside what was not taken, until it has been read. */
  keepNotTaken(text: string): void {
    if (text !== "") this.model.refusal = null;
    this.model.notTaken = text;
    keepText(notTakenKey(this.#key.workshop), text);
  }

  #openBallot(): Ballot {
    const ballot = this.connection.openBallot({
      contentChanged: (content) => {
        this.model.marks = content.marks;
        this.model.reasons = content.reasons;
      },
      saveStateChanged: (state) => {
        this.model.saving = state;
      },
      accessRefused: (reason) => {
        this.model.ballotRefused = reason;
      },
      // Rare, so what is done with it is loaded only then; the refusal itself has been told already.
      notTaken: async (...told) => {
        const { withNotTaken } = await import("../model/marksNotTaken");
        this.keepNotTaken(withNotTaken(this.model.notTaken, ...told));
      },
    });
    this.model.notTaken = keptText(notTakenKey(this.#key.workshop)) ?? "";
    void ballot.document.loaded.then(() => {
      this.model.isBallotLoaded = true;
    });
    return ballot;
  }

  // Views come up to twice a second while people join, and writing to storage blocks the page.
  #keepSession(session: SessionView): void {
    void this.loadFrameworks();
    const now_ms = Date.now();
    const steps = JSON.stringify([session.state, session.run_sheet.current, session.rounds]);
    if (steps === this.#keptSteps && now_ms - this.#keptAt_ms < KEEP_EVERY_MS) return;
    this.#keptSteps = steps;
    this.#keptAt_ms = now_ms;
    if (!this.#isClosed) keepText(sessionKey(this.#key.workshop), JSON.stringify(session));
  }

  // Only a participant's page must open without a network; a facilitator's would mislead.
  #takeKeptSession(): void {
    if (this.#key.seat === undefined) return;
    const kept = keptText(sessionKey(this.#key.workshop));
    if (kept === null) return;
    try {
      // Written by #keepSession from a server's view of the same type.
      this.model.takeKept(JSON.parse(kept) as SessionView);
      void this.loadFrameworks();
    } catch {
      // Damaged: the server's view will come.
    }
  }
}
