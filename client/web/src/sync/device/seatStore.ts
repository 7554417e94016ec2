// What this device remembers of a workshop: the key to a seat. Marks are not here; they live in the ballot's own copy.

/** A participant's seat on this device. */
export interface StoredSeat {
  workshop: string;
  seat: string;
  token: string;
  title: string;
  code: string;
  /** Kept so that a person who skipped the words can still look them up; null where an earlier version recovered the seat. */
  recovery_words: string | null;
}

/** Keys to pages that are opened by a link with a token. */
export type KeyHolder = "facilitator" | "screen";

// Phones in private mode throw on storage; then the app works until the page is closed.
const fallback = new Map<string, string>();

function get(key: string): string | null {
  try {
    // What could not be written is newer than what is there.
    return fallback.get(key) ?? localStorage.getItem(key);
  } catch {
    return fallback.get(key) ?? null;
  }
}

/** Whether it is kept on the device, and not in this window alone. */
function put(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value);
    fallback.delete(key);
    return true;
  } catch {
    fallback.set(key, value);
    return false;
  }
}

/** Whether the device itself has it, whatever this window remembers. */
function isOnDevice(key: string): boolean {
  try {
    return !fallback.has(key) && localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function remove(key: string): void {
  fallback.delete(key);
  each((store) => store.removeItem(key));
}

function keys(): string[] {
  const found = new Set(fallback.keys());
  each((store) => Object.keys(store).forEach((key) => found.add(key)));
  return [...found];
}

// Either may be refused by itself; then it keeps nothing.
function each(does: (store: Storage) => void): void {
  for (const name of ["localStorage", "sessionStorage"] as const) {
    try {
      does(globalThis[name]);
    } catch {
      continue;
    }
  }
}

const seatKey = (workshop: string) => `plenary:${workshop}`;
const tokenKey = (workshop: string, holder: KeyHolder) => `plenary:${workshop}:${holder}`;
const sessionKey = (workshop: string) => `plenary:${workshop}:session`;
const draftKey = (workshop: string, cell: string) => `plenary:${workshop}:draft:${cell}`;
const LAST = "plenary:last";
const TRIAL = "plenary:trial";

/** The seat that this device holds in a workshop. */
export function storedSeat(workshop: string): StoredSeat | null {
  return readSeat(get(seatKey(workshop)));
}

/**
 * Whether this change of what is kept is another tab leaving the workshop. Only the key to the seat says so: what goes after
 * it may be taken away by a tab that follows, and the one that leaves first must not take that for somebody else's leaving.
 */
export function isLeaving(changed: Pick<StorageEvent, "key">, workshop: string): boolean {
  return (changed.key === null || changed.key === seatKey(workshop)) && storedSeat(workshop) === null;
}

/** The seat this device used last, so that the front page can offer to continue. */
export function lastSeat(): StoredSeat | null {
  const workshop = get(LAST);
  return workshop === null ? null : storedSeat(workshop);
}

export function storeSeat(seat: StoredSeat): void {
  put(seatKey(seat.workshop), JSON.stringify(seat));
  put(LAST, seat.workshop);
}

/** Whether this device finds the seat again after a reload. */
export function isSeatKept(workshop: string): boolean {
  return isOnDevice(seatKey(workshop));
}

/** Whether this device keeps texts at all, found out by keeping one. */
export function keepsTexts(): boolean {
  const isKept = put(TRIAL, TRIAL) && isOnDevice(TRIAL);
  remove(TRIAL);
  return isKept;
}

/**
 * Forgets the seat and everything kept for it. Whatever names the workshop goes, so that nothing has to be listed here;
 * but a facilitator's or a screen's key on this device stays, with what was kept under it.
 */
export function forgetSeat(workshop: string): void {
  for (const key of keys()) {
    if (isOfSeat(workshop, key)) remove(key);
  }
  if (get(LAST) === workshop) remove(LAST);
}

/** Whether something kept on this device, by its name, goes with the seat: it names the workshop, and belongs to no other key. */
export function isOfSeat(workshop: string, name: string): boolean {
  const parts = name.split(/[/:]/);
  const isHeld = (holder: KeyHolder, names: readonly string[]) =>
    storedToken(workshop, holder) !== null && names.some((one) => parts.includes(one));
  return parts.includes(workshop) && !isHeld("facilitator", ["facilitator", "keep-link"]) && !isHeld("screen", ["screen"]);
}

export function storedToken(workshop: string, holder: KeyHolder): string | null {
  return get(tokenKey(workshop, holder));
}

export function storeToken(workshop: string, holder: KeyHolder, token: string): void {
  put(tokenKey(workshop, holder), token);
}

/** Whether this device finds the key again after a reload. */
export function isTokenKept(workshop: string, holder: KeyHolder): boolean {
  return isOnDevice(tokenKey(workshop, holder));
}

/**
 * Keeps text for a page that is opened without a network: the last session, a framework. False where the device does not
 * take it: then it lasts as long as the window.
 */
export function keepText(key: string, value: string): boolean {
  return put(key, value);
}

export function keptText(key: string): string | null {
  return get(key);
}

export function forgetText(key: string): void {
  remove(key);
}

/** The key under which a workshop's last session view is kept. */
export { sessionKey };

/** The key under which marks are kept that were not taken. */
export const notTakenKey = (workshop: string) => `plenary:${workshop}:marks-not-taken`;

/** The key under which a ballot that was refused is kept, until the server's has come to compare it with. */
export const ballotRefusedKey = (workshop: string, seat: string) => `plenary:${workshop}:refused:${seat}`;

/** The key under which a tab keeps what was read into a map; the holder is a seat, or the role of a key without one. */
export const readInsKey = (workshop: string, holder: string, map: string) => `plenary:${workshop}:read-in:${holder}:${map}`;

/** A reason that is being typed. Written letter by letter, so that a page torn down in the middle loses none. */
export function keepDraft(workshop: string, cell: string, text: string): void {
  put(draftKey(workshop, cell), text);
}

export function keptDraft(workshop: string, cell: string): string | null {
  return get(draftKey(workshop, cell));
}

export function forgetDraft(workshop: string, cell: string): void {
  remove(draftKey(workshop, cell));
}

function readSeat(text: string | null): StoredSeat | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const fields = ["workshop", "seat", "token", "title", "code"] as const;
    // Each field is looked at: an older version of the app, or a person, may have written this.
    const record = value as Record<string, unknown>;
    if (!fields.every((field) => typeof record[field] === "string")) return null;
    const words = record["recovery_words"];
    return { ...(value as StoredSeat), recovery_words: typeof words === "string" ? words : null };
  } catch {
    return null;
  }
}
