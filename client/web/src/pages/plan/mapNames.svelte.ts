// What the steps and pins are called from which actions come. Maps may not be open here, so the server is asked for them.
import type { LiveWorkshop } from "../../app/live";
import type { MapView, Plan } from "../../model/generated";
import { ask } from "../../sync/api";

// A pin that was just made is asked for again after this; so is one that is really gone.
const AGAIN_MS = 10_000;

/** Names of steps and pins, map by map. */
export class MapNames {
  readonly #live: LiveWorkshop;
  readonly #token: string;
  #maps = $state.raw<ReadonlyMap<string, MapView>>(new Map());
  readonly #askedAt_ms = new Map<string, number>();
  #isClosed = false;

  constructor(live: LiveWorkshop, token: string) {
    this.#live = live;
    this.#token = token;
  }

  /** A step's name; null where it is gone, undefined while the map is not known. */
  step(map: string, step: string): string | null | undefined {
    const view = this.#maps.get(map);
    return view === undefined ? undefined : (view.steps.find(({ id }) => id === step)?.name ?? null);
  }

  /** A pin's text; null where it is gone, undefined while the map is not known. */
  pin(map: string, pin: string): string | null | undefined {
    const view = this.#maps.get(map);
    return view === undefined ? undefined : (view.pins.find(({ id }) => id === pin)?.text ?? null);
  }

  /** Asks for the maps that a plan names and that are not known, or no longer well enough. */
  follow(plan: Plan): void {
    for (const { source } of plan.actions) {
      if (source === null || source.kind === "domain") continue;
      const name = source.kind === "step" ? this.step(source.map, source.step) : this.pin(source.map, source.pin);
      if (typeof name !== "string") void this.#ask(source.map);
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  async #ask(map: string): Promise<void> {
    const now_ms = Date.now();
    if (now_ms - (this.#askedAt_ms.get(map) ?? 0) < AGAIN_MS) return;
    this.#askedAt_ms.set(map, now_ms);
    const path = `/workshops/${encodeURIComponent(this.#live.model.workshop)}/maps/${encodeURIComponent(map)}`;
    const answer = await ask<MapView>("GET", path, { token: this.#token });
    if (answer.ok && !this.#isClosed) this.#maps = new Map(this.#maps).set(map, answer.value);
  }
}
