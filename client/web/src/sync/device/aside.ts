// What the server refused of a document, kept on this device until the person has been told what it was: a reload in
// between must not lose their words. It lies in a database beside the copy, so that the copy can go.
import { appendUpdates, openDatabase, readUpdates, removeDatabase, within } from "./database";

/** A refused replica, as updates, and the server's sentence for why. */
export interface Aside {
  updates: readonly Uint8Array[];
  because: string;
}

/** The name under which the refused replica of a copy is kept. */
export function asideStore(copy: string): string {
  return `${copy}/refused`;
}

const BECAUSE = "because";

/** Keeps a refused replica aside, with what is there already; says whether it is certain to be found again. */
export async function keepAside(name: string, { updates, because }: Aside): Promise<boolean> {
  return using(name, true, (database) => appendUpdates(database, updates, { name: BECAUSE, value: because })).then(
    () => true,
    () => false,
  );
}

/** What was kept aside; null where nothing is. */
export async function readAside(name: string): Promise<Aside | null> {
  try {
    const { updates, beside } = await using(name, false, (database) => readUpdates(database, BECAUSE));
    return updates.length === 0 ? null : { updates, because: typeof beside === "string" ? beside : "" };
  } catch {
    return null;
  }
}

/** Forgets what was kept aside. */
export async function dropAside(name: string): Promise<void> {
  await within(removeDatabase(name)).catch(() => {});
}

function using<T>(name: string, mayMake: boolean, does: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const opening = openDatabase(name, () => mayMake);
  const doing = opening.then(async (database) => {
    // Whoever leaves the workshop takes this off the device too.
    database.onversionchange = () => database.close();
    return does(database).finally(() => database.close());
  });
  return within(doing);
}
