// Takes a workshop off this device: every copy of a document, whatever it is called, and all that is kept beside them.
import { MAPS_PER_WORKSHOP } from "../model/generated/limits";
import { forgetSeat, isOfSeat } from "./device/seatStore";
import { ballotStore } from "./connection";
import { asideStore } from "./device/aside";
import { deviceDatabases, removeDatabase, within } from "./device/database";
import { workingStore } from "./working/document";

/** Something else on this device keeps a copy open, most often another tab. */
export type Held = () => void;

/**
 * Forgets a seat. The workshop's documents on this page must be closed before. Settles when nothing of it is left;
 * `held` is called when that waits for another tab.
 */
export async function forgetWorkshop(workshop: string, seat: string, held: Held): Promise<void> {
  // The key first: another tab that sees it go lets go of its copies.
  const names = await copies(workshop, seat);
  forgetSeat(workshop);
  await Promise.all(names.map((name) => gone(name, held)));
}

/** The copies of this workshop's documents that are the seat's. */
async function copies(workshop: string, seat: string): Promise<string[]> {
  const databases = deviceDatabases();
  if (databases === null) return [];
  try {
    const known = await within(databases.databases());
    return known.flatMap(({ name }) => (name !== undefined && isOfSeat(workshop, name) ? [name] : []));
  } catch {
    // Browsers that cannot list them, such as Firefox before 126: then each that there can be. Removing one that is not
    // there does nothing.
    const maps = Array.from({ length: MAPS_PER_WORKSHOP }, (_, index) => `map/m${index + 1}`);
    const working = ["plan", ...maps].map((name) => workingStore(workshop, seat, name));
    return [ballotStore(workshop, seat), ...working, ...working.map(asideStore)];
  }
}

// A store that does not answer keeps nobody waiting; another tab does, until it is closed.
function gone(name: string, held: Held): Promise<void> {
  let isHeld = false;
  const removed = removeDatabase(name, () => {
    isHeld = true;
    held();
  });
  return within(removed).catch(() => (isHeld ? removed : undefined));
}
