// Opens maps and the plan for whoever holds the key. One document is open once on a connection, however many look at it.
import type * as Y from "yjs";
import type { SaveState, SavingFacts } from "../../model/device/saving";
import { storedSeat, storedToken } from "../device/seatStore";
import type { WorkshopConnection } from "../connection";
import type { Others } from "../presence";
import { WorkingDocument, type WorkingEvents } from "./document";
import { MAP_ROOTS, PLAN_ROOTS, type NotTaken, type WorkingRoots } from "./notTaken";

/** A workshop that is open with one key. */
export interface WorkingPlace {
  connection: Pick<WorkshopConnection, "openDocument">;
  workshop: string;
  /** Whose copy is kept on this device; null where none is, as on a projector. */
  token: string | null;
}

/** An open document, for one who looks at it. */
export interface Working {
  readonly replica: Y.Doc;
  readonly saveState: SaveState;
  readonly saving: SavingFacts;
  readonly isLoaded: boolean;
  readonly hasArrived: boolean;
  readonly notTaken: NotTaken | null;
  /** Where others write just now, and how many. */
  readonly others: Others;
  readonly keptAs: string | null;
  dismissNotTaken(): void;
  /** Says at which place this person writes; null where they do not. */
  sayAt(path: string | null): void;
  close(): void;
}

/** Opens one map of the workshop. */
export function openMap(place: WorkingPlace, map: string, events: WorkingEvents): Working {
  return open(place, `map/${map}`, MAP_ROOTS, events);
}

/** Opens the workshop's plan. */
export function openPlan(place: WorkingPlace, events: WorkingEvents): Working {
  return open(place, "plan", PLAN_ROOTS, events);
}

interface Shared {
  working: WorkingDocument;
  lookers: Set<WorkingEvents>;
  others: Others;
}

// Two documents of one name on one socket would take each other's messages.
const opened = new WeakMap<object, Map<string, Shared>>();

function open(place: WorkingPlace, name: string, roots: WorkingRoots, events: WorkingEvents): Working {
  const documents = opened.get(place.connection) ?? new Map<string, Shared>();
  opened.set(place.connection, documents);
  const known = documents.get(name);
  const shared = known ?? make(place, name, roots, documents);
  documents.set(name, shared);
  shared.lookers.add(events);
  let isOpen = true;
  // Whoever comes later is told what is there, as the first one was.
  queueMicrotask(() => {
    if (!isOpen || known === undefined || !shared.working.isLoaded) return;
    events.changed("others");
    events.stateChanged();
  });
  const { working } = shared;
  return {
    get replica() {
      return working.replica;
    },
    get saveState() {
      return working.saveState;
    },
    get saving() {
      return working.saving;
    },
    get isLoaded() {
      return working.isLoaded;
    },
    get hasArrived() {
      return working.hasArrived;
    },
    get notTaken() {
      return working.notTaken;
    },
    keptAs: working.keptAs,
    get others() {
      return shared.others;
    },
    dismissNotTaken: () => working.dismissNotTaken(),
    sayAt: (path) => isOpen && working.sayAt(path),
    close: () => {
      isOpen = false;
      shared.lookers.delete(events);
      closeUnneeded(documents, name, shared);
    },
  };
}

// Nobody looks at it: but what is only in this window stays open until it has been sent, or told.
function closeUnneeded(documents: Map<string, Shared>, name: string, shared: Shared): void {
  if (documents.get(name) !== shared || 0 < shared.lookers.size || shared.working.isNeeded) return;
  documents.delete(name);
  shared.working.close();
}

function make({ connection, workshop, token }: WorkingPlace, name: string, roots: WorkingRoots, documents: Map<string, Shared>): Shared {
  const lookers = new Set<WorkingEvents>();
  const begun: Omit<Shared, "working"> = { lookers, others: new Map() };
  const working = new WorkingDocument({
    open: (document, heard, storedAs) => connection.openDocument(document, heard, storedAs),
    workshop,
    holder: token === null ? null : holderOf(workshop, token),
    name,
    roots,
    events: {
      changed: (by) => lookers.forEach((events) => events.changed(by)),
      stateChanged: () => {
        lookers.forEach((events) => events.stateChanged());
        if (lookers.size === 0) queueMicrotask(() => closeUnneeded(documents, name, shared));
      },
      presenceChanged: (others) => {
        begun.others = others;
        lookers.forEach((events) => events.presenceChanged?.(others));
      },
    },
  });
  const shared: Shared = Object.assign(begun, { working });
  return shared;
}

/** Whose a copy is: a seat's is never a facilitator's, though both may be on one device. */
export function holderOf(workshop: string, token: string): string {
  const seat = storedSeat(workshop);
  if (seat !== null && seat.token === token) return seat.seat;
  return storedToken(workshop, "screen") === token ? "screen" : "facilitator";
}
