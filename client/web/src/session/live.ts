// Joins the two halves: what the connection hears is told to the model, for any role. It shows nothing itself.
import { untrack } from "svelte";
import type { SessionView } from "../model/generated";
import { ballotRefusedKey, forgetText, isSeatKept, isTokenKept, keepText, keptText, notTakenKey, sessionKey, storedToken } from "../sync/device/seatStore";
import { WorkshopModel } from "../model/workshop/workshop.svelte";
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

// Pages that were left while something was only in this window: it is sent from here, or found again by who comes back.
const left = new Map<string, LiveWorkshop>();

/** Opens a workshop from within an effect, without making the effect depend on what the workshop says later. */
export function openLive(key: Key): LiveWorkshop {
  return untrack(() => new LiveWorkshop(key));
}

/** The same for a page that leaves it with `leave`: whoever comes back finds what could not be sent meanwhile. */
export function resumeLive(key: Key): LiveWorkshop {
  const known = left.get(key.token);
  left.delete(key.token);
  return known ?? openLive(key);
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
  /** What a page keeps with the workshop, and finds again when somebody comes back to it. */
  held: { close(): void } | null = null;
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
      isKeyKept: () => isKeyKept(key),
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
        onlyHereChanged: (isOnlyHere) => this.#askBeforeLeaving(isOnlyHere),
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

  /** The page goes: the workshop is closed, unless something is only in this window. That stays open until it is sent. */
  leave(): void {
    if (this.#isClosed || !this.connection.hasOnlyHere) return this.close();
    left.set(this.#key.token, this);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    left.delete(this.#key.token);
    this.held?.close();
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

  /** Keeps aside what was not taken, until it has been read; false where the device does not take it. */
  keepNotTaken(text: string): boolean {
    if (text !== "") this.model.refusal = null;
    else forgetText(ballotRefusedKey(this.#key.workshop, this.#key.seat ?? ""));
    this.model.notTaken = text;
    return keepText(notTakenKey(this.#key.workshop), text);
  }

  // A listener that is always there would keep browsers from showing the page at once when somebody comes back to it.
  #askBeforeLeaving(isOnlyHere: boolean): void {
    if (isOnlyHere) return window.addEventListener("beforeunload", this.#ask);
    window.removeEventListener("beforeunload", this.#ask);
    if (left.get(this.#key.token) === this) queueMicrotask(() => this.leave());
  }

  // The browser asks in words of its own. Browsers before Chrome 119 look at the value.
  readonly #ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    event.returnValue = true;
  };

  #openBallot(): Ballot {
    const ballot = this.connection.openBallot({
      contentChanged: (content) => {
        this.model.marks = content.marks;
        this.model.reasons = content.reasons;
      },
      savingChanged: (facts) => {
        this.model.saving = facts;
      },
      accessRefused: (reason) => {
        this.model.ballotRefused = reason;
      },
      // Rare, so what is done with it is loaded only then; the refusal itself has been told already.
      notTaken: async (...told) => {
        const { withNotTaken } = await import("../model/marks/marksNotTaken");
        return this.keepNotTaken(withNotTaken(this.model.notTaken, ...told));
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
    const steps = JSON.stringify([session.state, session.run_sheet.current, session.writing, session.rounds]);
    if (steps === this.#keptSteps && now_ms - this.#keptAt_ms < KEEP_EVERY_MS) return;
    this.#keptSteps = steps;
    this.#keptAt_ms = now_ms;
    // It says what its own role may do: only a participant's page keeps it, since only such a page takes it up again.
    if (!this.#isClosed && this.#key.seat !== undefined) keepText(sessionKey(this.#key.workshop), JSON.stringify(session));
  }

  // Only a participant's page must open without a network; a facilitator's would mislead.
  #takeKeptSession(): void {
    if (this.#key.seat === undefined) return;
    const kept = keptText(sessionKey(this.#key.workshop));
    if (kept === null) return;
    try {
      // Written by #keepSession from a server's view of the same type.
      const session = JSON.parse(kept) as Partial<SessionView>;
      // What an older app kept may lack what this one reads.
      if (session.writing === undefined) return;
      this.model.takeKept(session as SessionView);
      void this.loadFrameworks();
    } catch {
      // Damaged: the server's view will come.
    }
  }
}

function isKeyKept({ workshop, token, seat }: Key): boolean {
  if (seat !== undefined) return isSeatKept(workshop);
  return isTokenKept(workshop, storedToken(workshop, "screen") === token ? "screen" : "facilitator");
}
