// Watches the way to the server: when nothing comes through it, finds out why and tells the model. A chunk of its own,
// fetched while the page opens, since without a network it could not be.
import { diagnose, type Found, type LinkFacts } from "../model/device/diagnosis";
import type { WorkshopModel } from "../model/workshop/workshop.svelte";
import type { WorkshopConnection } from "../sync/connection";
import { askSync, askWorkshop } from "../sync/probe";

/** What is watched. */
export interface Watched {
  readonly model: WorkshopModel;
  readonly connection: Pick<WorkshopConnection, "reconnectNow" | "isSilent">;
  /** Whether the server has been heard since the link came up. */
  readonly isHeard: boolean;
}

/** Who asks, from where. */
export interface Asking {
  token: string;
  location: { origin: string; host: string; protocol: string };
  hasNetwork: () => boolean;
  random: () => number;
}

const LOOK_MS = 500;
// A break of two seconds is over before anybody has read about it.
const PATIENCE_MS = 2500;
// Where many lose the link at once, their questions must not come at once either.
const SPREAD_MS = 1500;
// A server that answers gets one more try by socket before anything is said against the way to it.
const LAST_TRY_MS = 2500;
const ASK_AGAIN_MS = 10_000;
const ASK_AGAIN_MOST_MS = 60_000;

/** Watches one workshop's link until it is stopped. */
export class LinkWatch {
  readonly #watched: Watched;
  readonly #asking: Asking;
  readonly #timer: ReturnType<typeof setInterval>;
  #lostAt_ms: number;
  #askAt_ms: number;
  #wait_ms = ASK_AGAIN_MS;
  #isAsking = false;

  constructor(watched: Watched, asking: Asking, openedAt_ms: number) {
    this.#watched = watched;
    this.#asking = asking;
    this.#lostAt_ms = openedAt_ms;
    this.#askAt_ms = openedAt_ms + PATIENCE_MS;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Finds out anew, now. */
  askNow(): void {
    this.#askAt_ms = 0;
    this.#look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get #isLost(): boolean {
    return this.#watched.model.link !== "connected" || !this.#watched.isHeard;
  }

  #look(): void {
    const { model } = this.#watched;
    if (model.accessRefused !== null || !this.#isLost) {
      this.#lostAt_ms = 0;
      this.#wait_ms = ASK_AGAIN_MS;
      model.diagnosis = null;
      return;
    }
    const now_ms = Date.now();
    if (this.#lostAt_ms === 0) {
      this.#lostAt_ms = now_ms;
      this.#askAt_ms = now_ms + PATIENCE_MS + SPREAD_MS * this.#asking.random();
    }
    if (now_ms < this.#askAt_ms || this.#isAsking) return;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    this.#watched.model.isFindingOut = true;
    const facts = await this.#findOut();
    this.#isAsking = false;
    this.#watched.model.isFindingOut = false;
    this.#askAt_ms = Date.now() + this.#wait_ms;
    this.#wait_ms = Math.min(2 * this.#wait_ms, ASK_AGAIN_MOST_MS);
    // Whatever was found, what comes over the socket is the better news.
    if (this.#isLost) this.#watched.model.diagnosis = diagnose(facts);
  }

  async #findOut(): Promise<LinkFacts> {
    const { model, connection } = this.#watched;
    const { token, location } = this.#asking;
    const hasNetwork = this.#asking.hasNetwork();
    const [workshop, sync]: (Found | null)[] = hasNetwork
      ? await Promise.all([askWorkshop(model.workshop, token), askSync(location.origin)])
      : [null, null];
    if (answers(workshop) && answers(sync)) {
      connection.reconnectNow();
      await this.#untilHeard(LAST_TRY_MS);
    }
    return {
      hasNetwork,
      workshop: workshop ?? null,
      sync: sync ?? null,
      socket: model.link === "refused" ? "forbidden" : connection.isSilent ? "silent" : "closed",
      host: location.host,
      isSecure: location.protocol === "https:",
    };
  }

  #untilHeard(most_ms: number): Promise<void> {
    const end_ms = Date.now() + most_ms;
    return new Promise((done) => {
      const look = () => (!this.#isLost || end_ms <= Date.now() ? done() : void setTimeout(look, 100));
      look();
    });
  }
}

function answers(found: Found | null | undefined): boolean {
  return found?.kind === "plenary" && found.status < 400;
}
