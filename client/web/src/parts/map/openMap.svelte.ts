// One map as the pages show it: what it reads as, its texts as they stand, and what people do to it.
import { tick } from "svelte";
import type * as Y from "yjs";
import type { LiveWorkshop } from "../../session/live";
import { isolatedWithin } from "../../model/direction";
import { NOTHING_KNOWN, type SavingFacts } from "../../model/device/saving";
import { closedInWords } from "../../model/documents/permission";
import { shared } from "../../model/documents/share";
import type { ProcessMap } from "../../model/generated";
import { isListed } from "../../model/documents/writing";
import type { NotTaken } from "../../sync/working/notTaken";
import { putBack, type MapRoot } from "../../sync/working/map/edits";
import { readMap } from "../../sync/working/map/read";
import { removedFrom, type Removed } from "../../sync/working/map/removed";
import { openMap, type Working } from "../../sync/working/open";
import { MAP_WORDS, type WordsPath } from "../../sync/working/textFields";
import { Writing } from "../writing/writing.svelte";
import { keepPlace } from "./keepPlace";

// Others' words seem live six times a second.
const READ_EVERY_MS = 150;

/** A map that is open on this page. */
export class OpenMap {
  readonly live: LiveWorkshop;
  readonly token: string | null;
  readonly id: string;
  /** The fields of the map in which people write. */
  readonly writing: Writing;
  readonly #working: Working;
  map = $state.raw<ProcessMap | null>(null);
  removed = $state.raw<readonly Removed[]>([]);
  saving = $state.raw<SavingFacts>(NOTHING_KNOWN);
  notTaken = $state.raw<NotTaken | null>(null);
  hasArrived = $state(false);
  isLoaded = $state(false);
  /** What was taken out last, to be undone. */
  lastRemoved = $state.raw<{ kind: MapRoot; id: string; name: string } | null>(null);
  #due: ReturnType<typeof setTimeout> | null = null;

  constructor(live: LiveWorkshop, token: string | null, id: string) {
    this.live = live;
    this.token = token;
    this.id = id;
    const { workshop } = live.model;
    this.#working = openMap({ connection: live.connection, workshop, token }, id, {
      changed: (by) => (by === "here" ? this.#readNow() : this.#readSoon()),
      stateChanged: () => this.#learn(),
      presenceChanged: (others) => (this.writing.others = others),
    });
    this.writing = new Writing({
      table: MAP_WORDS,
      replica: () => (this.#working.isLoaded ? this.#working.replica : null),
      keptAs: this.#working.keptAs,
      sayAt: (path) => this.#working.sayAt(path),
      canWrite: () => this.canWrite,
      putBack: (path) => this.edit((doc) => putBack(doc, path)),
    });
    this.writing.others = this.#working.others;
    this.#learn();
  }

  /** Why this person cannot write now; null where they can. */
  get closed(): string | null {
    return closedInWords(this.live.model.session, "map");
  }

  get canWrite(): boolean {
    return this.closed === null && this.isLoaded;
  }

  get title(): string {
    return this.live.model.session?.maps.find(({ map }) => map === this.id)?.title ?? "Map";
  }

  /** The map as this device has it, to be compared with how it was. */
  readonly replica = (): Y.Doc => this.#working.replica;

  /** Does something to the map, where that is allowed. */
  edit<T>(doing: (doc: Y.Doc) => T): T | null {
    return this.canWrite ? doing(this.#working.replica) : null;
  }

  /** Whether what stands at a path is on the map as it is shown. */
  isShown(path: WordsPath): boolean {
    return isListed(this.map, path);
  }

  /** Whether somebody else writes in a step, or in what hangs on it. */
  hasOthersAt(step: string): boolean {
    const { map, writing } = this;
    if (writing.others.size === 0 || map === null) return false;
    const hanging = [...map.pins, ...map.questions].filter((item) => item.step === step);
    const leaving = map.links.filter(({ from }) => from === step);
    return (
      writing.hasOthersAt("steps", step) ||
      hanging.some(({ id }) => writing.hasOthersAt("pins", id) || writing.hasOthersAt("questions", id)) ||
      leaving.some(({ id }) => writing.hasOthersAt("links", id))
    );
  }

  dismissNotTaken(): void {
    this.#working.dismissNotTaken();
  }

  close(): void {
    if (this.#due !== null) clearTimeout(this.#due);
    this.writing.close();
    this.#working.close();
  }

  #read(): void {
    const map = shared(this.map, isolatedWithin(readMap(this.#working.replica)));
    // Before the page follows: a field that goes takes half a composed word with it.
    this.writing.settle((path) => isListed(map, path));
    this.map = map;
    this.removed = shared(this.removed, removedFrom(this.#working.replica));
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
    this.saving = working.saving;
    this.notTaken = working.notTaken;
    this.hasArrived = working.hasArrived;
    this.isLoaded = working.isLoaded;
  }
}
