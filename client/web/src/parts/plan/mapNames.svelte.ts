// What the steps and pins are called from which actions come: the maps they are on are opened to read them, and no others.
import type { LiveWorkshop } from "../../session/live";
import { isolatedWithin } from "../../model/direction";
import type { Plan, ProcessMap } from "../../model/generated";
import { readMap } from "../../sync/working/map/read";
import { openMap, type Working } from "../../sync/working/open";

/** Names of steps and pins, map by map. */
export class MapNames {
  readonly #live: LiveWorkshop;
  readonly #token: string | null;
  readonly #opened = new Map<string, Working>();
  #maps = $state.raw<ReadonlyMap<string, ProcessMap>>(new Map());

  constructor(live: LiveWorkshop, token: string | null) {
    this.#live = live;
    this.#token = token;
  }

  /** A step's name; null where it is gone, undefined while the map is not known. */
  step(map: string, step: string): string | null | undefined {
    const read = this.#maps.get(map);
    return read === undefined ? undefined : (read.steps.find(({ id }) => id === step)?.name ?? null);
  }

  /** A pin's text; null where it is gone, undefined while the map is not known. */
  pin(map: string, pin: string): string | null | undefined {
    const read = this.#maps.get(map);
    return read === undefined ? undefined : (read.pins.find(({ id }) => id === pin)?.text ?? null);
  }

  /** Opens the maps from which actions of this plan come, as far as the workshop has them. */
  follow(plan: Plan): void {
    for (const { source } of plan.actions) {
      if (source === null || source.kind === "domain" || this.#opened.has(source.map)) continue;
      if (this.#live.model.session?.maps.some(({ map }) => map === source.map) === true) this.#open(source.map);
    }
  }

  close(): void {
    for (const working of this.#opened.values()) working.close();
    this.#opened.clear();
  }

  #open(map: string): void {
    const { connection, model } = this.#live;
    const read = () => {
      const working = this.#opened.get(map);
      // A copy that has not been compared with the server's may lack a pin that is there.
      if (working?.hasArrived === true) this.#maps = new Map(this.#maps).set(map, isolatedWithin(readMap(working.replica)));
    };
    const place = { connection, workshop: model.workshop, token: this.#token };
    this.#opened.set(map, openMap(place, map, { changed: read, stateChanged: read }));
  }
}
