// All that is written in one shared document at once: its fields, who is in which, what was overwritten, and words whose
// place somebody else has taken away.
import * as Y from "yjs";
import { keepText, keptText } from "../device/seatStore";
import type { Writer } from "../../text/field";
import { WorkingField, type FieldHome } from "./field";
import { overwrittenIn, type Overwriting } from "./overwritten";
import { wordsAt, wordsKind, wordsPlace, writeChanges, writeWords, type WordsPath, type WordsTable } from "./textFields";

/** Words that were written here and that somebody else has replaced. */
export interface Overwritten {
  path: WordsPath;
  mine: string;
  theirs: string;
}

/** A field that is still being written while its item is no longer on the page. */
export interface Aside {
  path: WordsPath;
  caret: number;
}

/** What the fields of a document are part of. */
export interface LiveOptions {
  table: WordsTable;
  /** The replica now; null while nothing that is written would be kept. */
  replica: () => Y.Doc | null;
  /** Under which name what must outlive the page is kept on this device; null keeps nothing. */
  keptAs: string | null;
  /** Says at which path this person writes; null where they do not. */
  sayAt: (path: string | null) => void;
  /** Called when what was overwritten or what stands aside has changed. */
  changed: () => void;
  now?: () => number;
}

// Whoever wrote a name a moment ago is told that somebody has renamed it; later it is everybody's to change.
const RECENT_MS = 10_000;
// As many as a person would read; the oldest goes first.
const OVERWRITTEN_MOST = 20;
const CLIENTS_MOST = 20;
// Moving on to the next field is no leaving.
const LEFT_MS = 300;

/** The fields of one document that is open. */
export class LiveWords implements FieldHome {
  readonly table: WordsTable;
  readonly #options: LiveOptions;
  readonly #now: () => number;
  readonly #fields = new Map<string, WorkingField>();
  readonly #wrote = new Map<string, number>();
  #watched: Y.Doc | null = null;
  #clients: number[];
  #overwritten: readonly Overwritten[];
  #writer: { field: WorkingField; writer: Writer } | null = null;
  #aside: Aside | null = null;
  #last: WorkingField | null = null;
  #leaving: ReturnType<typeof setTimeout> | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.table = options.table;
    this.#now = options.now ?? Date.now;
    const kept = readKept(options.keptAs === null ? null : keptText(options.keptAs));
    this.#clients = kept.clients;
    this.#overwritten = kept.overwritten;
    this.#watch();
  }

  get overwritten(): readonly Overwritten[] {
    return this.#overwritten;
  }

  /** What this person wrote last, as it stands in the field. */
  get lastWritten(): { path: WordsPath; text: string } | null {
    return this.#last === null ? null : { path: this.#last.path, text: this.#last.read() };
  }

  get aside(): Aside | null {
    return this.#aside;
  }

  /** The field at a path. `unwritten` is what it shows where nobody has written anything. */
  field(path: WordsPath, unwritten = ""): WorkingField {
    const key = path.join("/");
    const field = this.#fields.get(key) ?? new WorkingField(this, path, unwritten);
    this.#fields.set(key, field);
    return field;
  }

  /** The document has changed, or is another one. `isShown` says whether what stands at a path is still on the page. */
  settle(isShown: (path: WordsPath) => boolean): void {
    this.#watch();
    const at = this.#writer;
    if (at !== null && this.#aside === null && !isShown(at.field.path)) {
      // Before the page takes the field away: half a word that is being composed would go with it.
      at.writer.flush();
      this.#aside = { path: at.field.path, caret: at.writer.caret };
      this.#options.changed();
    }
    for (const field of this.#fields.values()) field.settle();
    this.#keepOverwritten(this.#overwritten.flatMap((known) => this.#today(known)));
  }

  /** Puts what was written here in the place of what somebody else wrote. */
  useMine({ path, mine, theirs }: Overwritten): void {
    const replica = this.replica();
    if (replica !== null && writeWords(replica, this.table, path, theirs, mine)) this.#noteWriting(path);
    this.dismiss(path);
  }

  /** What somebody else wrote may stay. */
  dismiss(path: WordsPath): void {
    this.#keepOverwritten(this.#overwritten.filter((known) => !isSame(known.path, path)));
  }

  /** What was still being written has been copied, or put back. */
  closeAside(): void {
    this.#aside = null;
    this.#options.changed();
  }

  close(): void {
    // The page may take the field away only after this.
    this.#writer?.writer.flush();
    this.#watched?.off("afterTransaction", this.#heard);
    for (const field of this.#fields.values()) field.close();
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    this.#options.sayAt(null);
  }

  replica(): Y.Doc | null {
    return this.#options.replica();
  }

  wrote(field: WorkingField): void {
    this.#last = field;
    this.#noteWriting(field.path);
    if (this.#overwritten.some(({ path }) => isSame(path, field.path))) this.dismiss(field.path);
  }

  entered(field: WorkingField, writer: Writer): void {
    this.#writer = { field, writer };
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    this.#leaving = null;
    this.#options.sayAt(field.path.join("/"));
  }

  left(field: WorkingField, writer: Writer): void {
    if (this.#writer?.field !== field || this.#writer.writer !== writer) return;
    this.#writer = null;
    this.#leaving ??= setTimeout(() => {
      this.#leaving = null;
      this.#options.sayAt(null);
    }, LEFT_MS);
  }

  #watch(): void {
    const replica = this.replica();
    if (replica === this.#watched || replica === null) return;
    this.#watched?.off("afterTransaction", this.#heard);
    this.#watched = replica;
    replica.on("afterTransaction", this.#heard);
  }

  readonly #heard = (transaction: Y.Transaction): void => {
    const mine = (client: number) => client === transaction.doc.clientID || this.#clients.includes(client);
    for (const found of overwrittenIn(transaction, this.table, mine)) {
      if (wordsKind(this.table, found.path)?.manner === "text") this.#rescue(transaction.doc, found);
      else if (found.mine.trim() !== "" && (found.isConcurrent || this.#isRecent(found.path))) {
        const others = this.#overwritten.filter(({ path }) => !isSame(path, found.path));
        const { path, mine, theirs } = found;
        this.#keepOverwritten([...others, { path, mine, theirs }].slice(-OVERWRITTEN_MOST));
      }
    }
  };

  // Two have begun one text at once, and a map keeps one of the two: the words of the other go in behind.
  #rescue(doc: Y.Doc, { path, mine, theirs }: Overwriting): void {
    if (mine.trim() === "" || theirs.includes(mine)) return;
    queueMicrotask(() => {
      const place = wordsPlace(doc, path);
      if (place === null || this.replica() !== doc) return;
      const now = wordsAt(place) ?? "";
      // Another page of this device may have done it already.
      if (now.includes(mine)) return;
      const at = now.length;
      writeChanges(doc, this.table, path, [{ at, removed: 0, inserted: at === 0 ? mine : `\n${mine}` }], null);
    });
  }

  #isRecent(path: WordsPath): boolean {
    const isIn = this.#writer !== null && isSame(this.#writer.field.path, path);
    const wrote = this.#wrote.get(path.join("/"));
    return wrote !== undefined && (isIn || this.#now() - wrote < RECENT_MS);
  }

  #noteWriting(path: WordsPath): void {
    this.#wrote.set(path.join("/"), this.#now());
    const client = this.replica()?.clientID;
    if (client === undefined || this.#clients.includes(client)) return;
    this.#clients = [...this.#clients, client].slice(-CLIENTS_MOST);
    this.#keep();
  }

  #today(known: Overwritten): Overwritten[] {
    const replica = this.replica();
    const place = replica === null ? null : wordsPlace(replica, known.path);
    if (place === null) return [known];
    const theirs = wordsAt(place) ?? "";
    return theirs === known.mine ? [] : [{ ...known, theirs }];
  }

  #keepOverwritten(next: readonly Overwritten[]): void {
    if (JSON.stringify(next) === JSON.stringify(this.#overwritten)) return;
    this.#overwritten = next;
    this.#keep();
    this.#options.changed();
  }

  #keep(): void {
    const { keptAs } = this.#options;
    if (keptAs !== null) keepText(keptAs, JSON.stringify({ clients: this.#clients, overwritten: this.#overwritten }));
  }
}

function isSame(one: WordsPath, other: WordsPath): boolean {
  return one.join("/") === other.join("/");
}

function readKept(text: string | null): { clients: number[]; overwritten: Overwritten[] } {
  try {
    // Written above, by this app, from values of the same types.
    const kept = JSON.parse(text ?? "{}") as { clients?: number[]; overwritten?: Overwritten[] };
    return { clients: kept.clients ?? [], overwritten: kept.overwritten ?? [] };
  } catch {
    return { clients: [], overwritten: [] };
  }
}
