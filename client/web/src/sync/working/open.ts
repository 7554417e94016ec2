// Opens maps and the plan for whoever holds the key: a seat's copy on this device is never a facilitator's.
import { storedSeat, storedToken } from "../../model/seatStore";
import type { WorkshopConnection } from "../connection";
import { WorkingDocument, type WorkingEvents } from "./document";
import { MAP_ROOTS, PLAN_ROOTS } from "./notTaken";

/** A workshop that is open with one key. */
export interface WorkingPlace {
  connection: Pick<WorkshopConnection, "openDocument">;
  workshop: string;
  token: string;
}

/** Opens one map of the workshop. */
export function openMap(place: WorkingPlace, map: string, events: WorkingEvents): WorkingDocument {
  return open(place, `map/${map}`, MAP_ROOTS, events);
}

/** Opens the workshop's plan. */
export function openPlan(place: WorkingPlace, events: WorkingEvents): WorkingDocument {
  return open(place, "plan", PLAN_ROOTS, events);
}

function open(place: WorkingPlace, name: string, roots: typeof MAP_ROOTS, events: WorkingEvents): WorkingDocument {
  const { connection, workshop, token } = place;
  return new WorkingDocument({
    open: (document, heard, storedAs) => connection.openDocument(document, heard, storedAs),
    workshop,
    holder: holderOf(workshop, token),
    name,
    roots,
    events,
  });
}

function holderOf(workshop: string, token: string): string {
  const seat = storedSeat(workshop);
  if (seat !== null && seat.token === token) return seat.seat;
  return storedToken(workshop, "screen") === token ? "screen" : "facilitator";
}
