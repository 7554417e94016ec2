// One field of a shared document as a page writes in it: its words, its undo, and what it is told of others.
import * as Y from "yjs";
import { changed, textChange, type TextChange } from "../../text/change";
import type { Heard, LiveField, Manner, Writer } from "../../text/field";
import { isText } from "./text";
import { ensureText, wordsAt, wordsKind, wordsPlace, writeChanges, type WordsPath, type WordsTable } from "./textFields";

/** What a field needs of the document it belongs to. */
export interface FieldHome {
  readonly table: WordsTable;
  /** The replica now; null while it is being fetched anew, when nothing that is written would be kept. */
  replica(): Y.Doc | null;
  /** Something has been written by this person. */
  wrote(field: WorkingField, isUndo: boolean): void;
  entered(field: WorkingField, writer: Writer): void;
  left(field: WorkingField, writer: Writer): void;
}

/** One field; it is there for as long as the document is open, whether or not it is on the page. */
export class WorkingField implements LiveField {
  readonly path: WordsPath;
  readonly manner: Manner;
  /** The most characters that are shown; null where all are. */
  readonly cap: number | null;
  readonly #home: FieldHome;
  readonly #unwritten: string;
  readonly #followers = new Set<Heard>();
  #known: string;
  #text: Y.Text | null = null;
  #observer: (event: Y.YTextEvent) => void = () => {};
  #undo: Y.UndoManager | null = null;
  #undoIn: Y.Map<unknown> | Y.Text | null = null;
  #writing: Heard | null = null;
  #isStepping = false;

  /** `unwritten` is what the field shows where nobody has written anything. */
  constructor(home: FieldHome, path: WordsPath, unwritten = "") {
    const kind = wordsKind(home.table, path);
    if (kind === null) throw new Error(`no words stand at ${path.join("/")}`);
    this.path = path;
    this.manner = kind.manner;
    this.cap = kind.cap;
    this.#home = home;
    this.#unwritten = unwritten;
    this.#known = unwritten;
    this.#look();
  }

  /** Where the item has gone for good, what it said last: it is all that its writer has. */
  read(): string {
    const place = this.#place();
    return place === null ? this.#known : (wordsAt(place) ?? this.#unwritten);
  }

  /** Whether what is written here is kept. */
  get isThere(): boolean {
    return this.#place() !== null;
  }

  write(changes: readonly TextChange[], from: Heard): boolean {
    const replica = this.#home.replica();
    if (replica === null || this.#place() === null) return false;
    this.#writing = from;
    this.#capture(replica);
    const before = this.read();
    // A line that shows what nobody has written yet is written whole with its first letter.
    const whole = this.manner === "line" ? [{ at: 0, removed: before.length, inserted: changes.reduce(changed, before) }] : changes;
    const isWritten = writeChanges(replica, this.#home.table, this.path, whole, this);
    this.#writing = null;
    this.settle();
    if (isWritten) this.#home.wrote(this, false);
    return isWritten;
  }

  endStep(): void {
    this.#undo?.stopCapturing();
  }

  undo(): void {
    this.#step((manager) => manager.undo());
  }

  redo(): void {
    this.#step((manager) => manager.redo());
  }

  follow(heard: Heard): () => void {
    this.#look();
    this.#followers.add(heard);
    return () => void this.#followers.delete(heard);
  }

  enter(writer: Writer): void {
    this.#home.entered(this, writer);
  }

  leave(writer: Writer): void {
    this.#home.left(this, writer);
  }

  /** Looks for what has changed that no text has told: a line, a text in place of a string, another replica. */
  settle(): void {
    // A field that is on no page costs nothing, however many have been opened.
    if (this.#isStepping || this.#followers.size === 0) return;
    const change = this.#look();
    if (change !== null) this.#tell([change], "others");
  }

  close(): void {
    this.#observe(null);
    this.#undo?.destroy();
    this.#followers.clear();
  }

  #look(): TextChange | null {
    const place = this.#place();
    const value = place === null ? null : "text" in place ? place.text : place.fields.get(place.key);
    this.#observe(isText(value) && this.manner === "text" ? value : null);
    const before = this.#known;
    this.#known = this.read();
    return textChange(before, this.#known);
  }

  #place() {
    const replica = this.#home.replica();
    return replica === null ? null : wordsPlace(replica, this.path);
  }

  #observe(text: Y.Text | null): void {
    if (text === this.#text) return;
    this.#text?.unobserve(this.#observer);
    this.#text = text;
    this.#observer = (event) => {
      this.#known = text?.toString() ?? "";
      const by = event.transaction.origin === this.#undo && this.#undo !== null ? "undo" : "others";
      this.#tell(changesOf(event), by);
    };
    text?.observe(this.#observer);
  }

  #tell(changes: readonly TextChange[], by: "others" | "undo"): void {
    for (const heard of this.#followers) if (heard !== this.#writing) heard(changes, by);
  }

  // Only what this field wrote is undone, however much others have written since.
  #capture(replica: Y.Doc): void {
    const place = this.#place();
    if (place === null) return;
    const scope = this.manner === "line" && "fields" in place ? place.fields : ensureText(replica, place);
    if (this.#undo !== null && this.#undoIn === scope && this.#undo.doc === replica) return;
    this.#undo?.destroy();
    this.#undoIn = scope;
    this.#undo = new Y.UndoManager(scope, { trackedOrigins: new Set([this]) });
  }

  #step(take: (manager: Y.UndoManager) => unknown): void {
    const manager = this.#undo;
    if (manager === null || this.#home.replica() === null) return;
    const before = this.#known;
    this.#isStepping = true;
    take(manager);
    this.#isStepping = false;
    const now = this.read();
    const change = textChange(before, now);
    // A text tells each letter by itself.
    if (this.manner === "line" && change !== null) {
      this.#known = now;
      this.#tell([change], "undo");
    }
    if (change !== null) this.#home.wrote(this, true);
  }
}

/** A Yjs event as changes, each made to what the one before has left. */
function changesOf(event: Y.YTextEvent): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  for (const { retain, insert, delete: removed } of event.delta) {
    if (retain !== undefined) at += retain;
    else if (removed !== undefined) changes.push({ at, removed, inserted: "" });
    else if (typeof insert === "string") {
      changes.push({ at, removed: 0, inserted: insert });
      at += insert.length;
    }
  }
  return changes;
}
