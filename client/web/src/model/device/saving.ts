// What may be said about where a person's marks and words are: the one place from which every page says it. Facts in,
// sentences out. Pure.

/** What the server has acknowledged of one document: `saved` is everything. */
export type SaveState = "saved" | "sending" | "waiting";

/** What is known of this device: `kept` is said only when the store has completed the last write. */
export type Keeping = "pending" | "kept" | "not kept";

/** What is known of one document. */
export interface SavingFacts {
  state: SaveState;
  /** Whether something may be here that the server has not acknowledged. */
  hasUnsent: boolean;
  /** Whether what is here would be found again after a reload: the copy, and the key with which it is opened. */
  keeping: Keeping;
}

/** Before anything has been heard of a document. */
export const NOTHING_KNOWN: SavingFacts = { state: "waiting", hasUnsent: false, keeping: "pending" };

/** What a line says, and the sign before it. */
export interface SavingLine {
  sign: "none" | "saved" | "sending" | "waiting" | "window";
  words: string;
}

/** What else a line depends on. */
export interface LineAbout {
  what: "marks" | "words";
  /** False while there is nothing to save yet: then nothing is claimed. */
  hasAny: boolean;
  /** False while the server itself cannot write. */
  isServerSaving: boolean;
  /** What is said of what the server has: more than "Saved" where it no longer counts. */
  savedWords?: string;
}

/** Whether something would be lost with this window. */
export function isOnlyHere({ state, hasUnsent, keeping }: SavingFacts): boolean {
  return state !== "saved" && hasUnsent && keeping !== "kept";
}

/** The truth about what a person marked or wrote, in one line. */
export function savingLine(facts: SavingFacts, { what, hasAny, isServerSaving, savedWords = "Saved" }: LineAbout): SavingLine {
  const { state, hasUnsent, keeping } = facts;
  if (state !== "waiting" && !hasAny) return { sign: "none", words: "" };
  if (state === "saved") return { sign: "saved", words: savedWords };
  if (state === "sending" && isServerSaving) return { sign: "sending", words: "Sending…" };
  if (!hasAny || !hasUnsent) {
    if (state === "sending") return { sign: "sending", words: "Waiting: the server cannot save just now." };
    if (what === "words") return { sign: "waiting", words: "No connection. What you see may be old." };
    return { sign: "waiting", words: `No connection. ${hasAny ? ALL_SENT : mayMark(keeping)}` };
  }
  switch (keeping) {
    case "kept":
      return { sign: "waiting", words: `Waiting to send. ${SAFE[what]}` };
    case "pending":
      return { sign: "waiting", words: "Waiting to send." };
    case "not kept":
      return { sign: "window", words: ONLY_HERE };
  }
}

const SAFE = { marks: "Your marks are safe on this device.", words: "What you write is safe on this device." } as const;
const ALL_SENT = "The server has all your marks.";
const ONLY_HERE = "Only in this window so far. Keep it open until it says “Saved”.";

/** Where a person's marks are, in a sentence for a notice; what is not known yet is not said. */
export function marksInWords(facts: SavingFacts, hasAny: boolean): string {
  if (!hasAny) return mayMark(facts.keeping);
  if (facts.state === "saved" || !facts.hasUnsent) return ALL_SENT;
  switch (facts.keeping) {
    case "kept":
      return SAFE.marks;
    case "pending":
      return "Your marks have not been sent yet.";
    case "not kept":
      return "Your marks are only in this window so far: keep it open until they are saved.";
  }
}

function mayMark(keeping: Keeping): string {
  return keeping === "not kept" ? "You can mark all the same, in this window: keep it open until your marks are saved." : "You can mark all the same.";
}

/** Whether somebody finds their place again on this device. */
export function placeInWords(isKeyKept: boolean): string {
  return isKeyKept ? "Your place is kept on this device." : "Your place is only in this window: keep it open, or come back with your recovery words.";
}
