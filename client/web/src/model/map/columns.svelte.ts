// When a map is laid out anew: only when its shape has changed, at most four times a second, large maps beside the page.
import { untrack } from "svelte";
import type { ProcessMap } from "../generated";
import { columnsOf, filledColumns, shapeOf, type Columns, type MapShape } from "./columns";

/** Lays a large map out somewhere else, so that the page goes on; fails where that cannot be. */
export type LayOut = (shape: MapShape) => Promise<Columns>;

// Four times a second follows somebody who links steps by hand.
const PAUSE_MS = 250;
// A map of so many steps and links takes a few milliseconds.
const SMALL = 60;
// After this long a plain drawing is better than none.
const PATIENCE_MS = 1_000;

const NONE: Columns = new Map();

/** The columns of one map on one page, kept up with it. */
export class MapColumns {
  #columns = $state.raw<Columns | null>(null);
  readonly #layOut: LayOut;
  #followed = "";
  #wanted: MapShape | null = null;
  #isBusy = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #pausedUntil_ms = 0;

  constructor(layOut: LayOut) {
    this.#layOut = layOut;
  }

  /** A column for every step of the map as it is now; null while a large map is laid out for the first time. */
  of(map: ProcessMap): Columns | null {
    return this.#columns === null ? null : filledColumns(shapeOf(map), this.#columns);
  }

  /** Sees to it that the columns become those of this map. Called with every change of it. */
  follow(map: ProcessMap): void {
    const shape = shapeOf(map);
    const key = JSON.stringify(shape);
    if (key === this.#followed) return;
    this.#followed = key;
    untrack(() => {
      if (this.#columns === null && isSmall(shape)) {
        this.#columns = columnsOf(shape);
        return;
      }
      this.#wanted = shape;
      this.#next();
    });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isBusy = true;
  }

  #next(): void {
    if (this.#isBusy || this.#timer !== null) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.#run();
      },
      Math.max(0, this.#pausedUntil_ms - Date.now()),
    );
  }

  async #run(): Promise<void> {
    const shape = this.#wanted;
    if (shape === null) return;
    this.#wanted = null;
    this.#isBusy = true;
    this.#pausedUntil_ms = Date.now() + PAUSE_MS;
    this.#columns = isSmall(shape) ? columnsOf(shape) : await this.#elsewhere(shape);
    this.#isBusy = false;
    if (this.#wanted !== null) this.#next();
  }

  // Where it takes long, or cannot be done elsewhere, the page shows plain columns and never stands still.
  async #elsewhere(shape: MapShape): Promise<Columns> {
    const known = this.#columns ?? NONE;
    const impatient = setTimeout(() => (this.#columns ??= filledColumns(shape, known)), PATIENCE_MS);
    try {
      return await this.#layOut(shape);
    } catch {
      return filledColumns(shape, known);
    } finally {
      clearTimeout(impatient);
    }
  }
}

function isSmall({ steps, links }: MapShape): boolean {
  return steps.length + links.length <= SMALL;
}
