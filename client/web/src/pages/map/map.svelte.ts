// One map as the pages show it: what it reads as, its texts as they stand, and what people do to it.
import { tick } from "svelte";
import type * as Y from "yjs";
import type { LiveWorkshop } from "../../app/live";
import type { ComponentId, ProcessMap } from "../../model/generated";
import type { NotTaken } from "../../sync/working/notTaken";
import { shared } from "../../model/share";
import { itemText, type MapRoot, type MapText } from "../../sync/working/map/edits";
import { readMap } from "../../sync/working/map/read";
import { removedFrom, type Removed } from "../../sync/working/map/removed";
import { openMap, type Working } from "../../sync/working/open";
import { writingClosed } from "../../sync/working/permission";
import type { SaveState } from "../../sync/saveState";
import { keepPlace } from "./keepPlace";

// Others' words seem live six times a second.
const READ_EVERY_MS = 150;

/** A map that is open on this page. */
export class OpenMap {
  readonly live: LiveWorkshop;
  readonly token: string | null;
  readonly id: string;
  readonly #working: Working;
  map = $state.raw<ProcessMap | null>(null);
  removed = $state.raw<readonly Removed[]>([]);
  saving = $state<SaveState>("waiting");
  notTaken = $state.raw<NotTaken | null>(null);
  hasArrived = $state(false);
  isLoaded = $state(false);
  /** What was taken out last, to be undone. */
  lastRemoved = $state.raw<{ kind: MapRoot; id: string; name: string } | null>(null);
  // Grows with every transaction: texts are read as they stand, and a step's name is typed letter by letter.
  #version = $state(0);
  #due: ReturnType<typeof setTimeout> | null = null;

  constructor(live: LiveWorkshop, token: string | null, id: string) {
    this.live = live;
    this.token = token;
    this.id = id;
    const { workshop } = live.model;
    this.#working = openMap({ connection: live.connection, workshop, token }, id, {
      changed: (by) => (by === "here" ? this.#readNow() : this.#readSoon()),
      stateChanged: () => this.#learn(),
    });
    this.#learn();
  }

  /** Why this person cannot write now; null where they can. */
  get closed(): string | null {
    const { session, seat } = this.live.model;
    return writingClosed(session, seat?.role ?? null, "map");
  }

  get canWrite(): boolean {
    return this.closed === null && this.isLoaded;
  }

  get title(): string {
    return this.live.model.session?.maps.find(({ map }) => map === this.id)?.title ?? "Map";
  }

  /** Does something to the map, where that is allowed. */
  edit<T>(doing: (doc: Y.Doc) => T): T | null {
    return this.canWrite ? doing(this.#working.replica) : null;
  }

  /** A text of an item as it stands, for the field in which it is written. */
  text(kind: MapRoot, id: string, field: string): string {
    void this.#version;
    return itemText(this.#working.replica, kind, id, field);
  }

  /** A text of the map itself as it stands. */
  aboutText(text: MapText): string {
    void this.#version;
    return this.#working.replica.getText(text).toString();
  }

  /** A component's label as it stands; null where nobody has named it. */
  componentText(component: ComponentId): string | null {
    void this.#version;
    const label = this.#working.replica.getMap("components").get(component);
    return typeof label === "string" ? label : null;
  }

  dismissNotTaken(): void {
    this.#working.dismissNotTaken();
  }

  close(): void {
    if (this.#due !== null) clearTimeout(this.#due);
    this.#working.close();
  }

  #read(): void {
    this.map = shared(this.map, readMap(this.#working.replica));
    this.removed = shared(this.removed, removedFrom(this.#working.replica));
    this.#version += 1;
  }

  #readNow(): void {
    if (this.#due !== null) clearTimeout(this.#due);
    this.#due = null;
    keepPlace(() => this.#read(), tick);
  }

  // A room of eight that types would have the page drawn anew for each of their letters: some at a time do as well.
  #readSoon(): void {
    if (this.map === null) return this.#readNow();
    this.#due ??= setTimeout(() => this.#readNow(), READ_EVERY_MS);
  }

  #learn(): void {
    // The first call comes while the document is still being made.
    const working = this.#working as Working | undefined;
    if (working === undefined) return;
    this.saving = working.saveState;
    this.notTaken = working.notTaken;
    this.hasArrived = working.hasArrived;
    this.isLoaded = working.isLoaded;
  }
}
