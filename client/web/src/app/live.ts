// Joins the two halves: what the connection hears is told to the model, for any role. It shows nothing itself.
import { untrack } from "svelte";
import type { Framework, SessionView } from "../model/generated";
import { keepText, keptText, sessionKey } from "../model/seatStore";
import { WorkshopModel } from "../model/workshop.svelte";
import type { Problem } from "../sync/api";
import type { Ballot } from "../sync/ballot";
import { WorkshopConnection } from "../sync/connection";
import { loadFramework } from "../sync/frameworks";
import { syncAddress } from "../sync/socket";

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
          model.link = state;
          if (state === "connected") void this.loadFrameworks();
        },
        viewArrived: (view) => {
          model.take(view, Date.now());
          if (view.type === "session") this.#keepSession(view);
        },
        accessRefused: (reason) => {
          model.accessRefused = reason;
        },
      },
    });
    this.ballot = key.seat === undefined ? null : this.#openBallot();
  }

  /** Loads every framework of the workshop that is not here yet. */
  async loadFrameworks(): Promise<Problem | null> {
    let problem: Problem | null = null;
    for (const reference of this.model.session?.frameworks ?? []) {
      if (this.model.frameworks.has(reference.id) || this.#loading.has(reference.id)) continue;
      this.#loading.add(reference.id);
      const answer = await loadFramework(this.#key.workshop, reference, this.#key.token);
      this.#loading.delete(reference.id);
      if (answer.ok) this.model.takeFramework(answer.value satisfies Framework);
      else problem = answer.problem;
    }
    return problem;
  }

  close(): void {
    this.connection.close();
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
    });
    void ballot.document.loaded.then(() => {
      this.model.isBallotLoaded = true;
    });
    return ballot;
  }

  #keepSession(session: SessionView): void {
    keepText(sessionKey(this.#key.workshop), JSON.stringify(session));
    void this.loadFrameworks();
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
