// A field that lags behind its document: while a word is being composed nothing may be written into the field, and nothing
// half-typed belongs in the document. What each side has alone is remembered until they meet. Pure.
import { changed, movedSelection, textChange, type TextChange } from "./change";

// One mark for each unit that stands on either side, in their common order.
type Mark = "both" | "mine" | "mine gone" | "theirs" | "theirs gone";

const inField = (mark: Mark) => mark === "both" || mark === "mine" || mark === "theirs gone";
const inDocument = (mark: Mark) => mark === "both" || mark === "mine gone" || mark === "theirs";

/** What stands in a field and what in its document, until both are the same. */
export interface Draft {
  readonly field: string;
  readonly document: string;
  typed(change: TextChange): void;
  heard(change: TextChange): void;
  /** What has to be written so that the document has what was typed, one change after the other. */
  unpublished(): TextChange[];
  /** It has been written. */
  published(): void;
  /** Brings into the field what others wrote, and says where a caret or a selection in it belongs now. */
  show(start: number, end: number): [number, number];
}

/** A text that is merged: the words in a field and the words in its document, and how they lie beside each other. */
export class Alignment implements Draft {
  field: string;
  document: string;
  #marks: Mark[];

  constructor(text: string) {
    this.field = text;
    this.document = text;
    this.#marks = marks("both", text.length);
  }

  /** Something was typed into the field. It lands before words of others that have arrived at the same place. */
  typed(change: TextChange): void {
    this.field = changed(this.field, change);
    const place = this.#place(change.at, inField);
    this.#take(place, change.removed, inField, "mine gone");
    this.#insert(place, "mine", change.inserted.length);
  }

  /** Somebody else changed the document. What arrives where something is being typed lands behind it. */
  heard(change: TextChange): void {
    this.document = changed(this.document, change);
    let place = this.#place(change.at, inDocument);
    this.#take(place, change.removed, inDocument, "theirs gone");
    while (this.#marks[place] === "mine") place += 1;
    this.#insert(place, "theirs", change.inserted.length);
  }

  published(): void {
    for (const change of this.unpublished()) this.document = changed(this.document, change);
    this.#marks = this.#marks.flatMap((mark): Mark[] => (mark === "mine" ? ["both"] : mark === "mine gone" ? [] : [mark]));
  }

  show(start: number, end: number): [number, number] {
    const isCaret = start === end;
    const last = this.#shownAt(this.#place(end, inField));
    // Words that arrived at the beginning of a selection are not drawn into it.
    const first = isCaret ? last : Math.min(last, this.#shownAt(this.#placeOf(start)));
    let text = "";
    let [atField, atDocument] = [0, 0];
    for (const mark of this.#marks) {
      if (mark === "both" || mark === "mine") text += this.field[atField];
      if (mark === "theirs") text += this.document[atDocument];
      if (inField(mark)) atField += 1;
      if (inDocument(mark)) atDocument += 1;
    }
    this.field = text;
    this.#marks = this.#marks.flatMap((mark): Mark[] => (mark === "theirs" ? ["both"] : mark === "theirs gone" ? [] : [mark]));
    return [first, last];
  }

  // Right behind the unit before: what is typed there comes before all that only the document has.
  #place(index: number, isThere: (mark: Mark) => boolean): number {
    if (index <= 0) return 0;
    let seen = 0;
    for (const [place, mark] of this.#marks.entries()) {
      if (isThere(mark)) seen += 1;
      if (seen === index) return place + 1;
    }
    return this.#marks.length;
  }

  // Right before the unit at this place of the field.
  #placeOf(index: number): number {
    let seen = 0;
    for (const [place, mark] of this.#marks.entries()) {
      if (!inField(mark)) continue;
      if (seen === index) return place;
      seen += 1;
    }
    return this.#marks.length;
  }

  #shownAt(place: number): number {
    return this.#marks.slice(0, place).filter((mark) => mark === "both" || mark === "mine" || mark === "theirs").length;
  }

  // Takes units out of one side; what the other side has as well stays there, marked.
  #take(from: number, removed: number, isThere: (mark: Mark) => boolean, gone: Mark): void {
    let left = removed;
    const after = this.#marks.slice(from).flatMap((mark): Mark[] => {
      if (left === 0 || !isThere(mark)) return [mark];
      left -= 1;
      return mark === "both" ? [gone] : [];
    });
    this.#marks = this.#marks.slice(0, from).concat(after);
  }

  #insert(place: number, mark: Mark, count: number): void {
    this.#marks = [...this.#marks.slice(0, place), ...marks(mark, count), ...this.#marks.slice(place)];
  }

  unpublished(): TextChange[] {
    const changes: TextChange[] = [];
    let open: TextChange | null = null;
    let [at, inTheField] = [0, 0];
    for (const mark of this.#marks) {
      if (mark === "mine" || mark === "mine gone") {
        if (open === null) changes.push((open = { at, removed: 0, inserted: "" }));
        if (mark === "mine gone") open.removed += 1;
        else {
          open.inserted += this.field[inTheField];
          at += 1;
        }
      } else {
        open = null;
        if (inDocument(mark)) at += 1;
      }
      if (inField(mark)) inTheField += 1;
    }
    return changes;
  }
}

/** A line that is replaced as a whole: what stands in the field holds, until it has been written. */
export class WholeLine implements Draft {
  field: string;
  document: string;
  #isTyped = false;

  constructor(text: string) {
    this.field = text;
    this.document = text;
  }

  typed(change: TextChange): void {
    this.field = changed(this.field, change);
    this.#isTyped = true;
  }

  heard(change: TextChange): void {
    this.document = changed(this.document, change);
  }

  unpublished(): TextChange[] {
    return this.#isTyped ? [{ at: 0, removed: this.document.length, inserted: this.field }] : [];
  }

  published(): void {
    this.document = this.field;
    this.#isTyped = false;
  }

  show(start: number, end: number): [number, number] {
    const change = this.#isTyped ? null : textChange(this.field, this.document);
    if (change === null) return [start, end];
    this.field = this.document;
    return movedSelection(start, end, change);
  }
}

const marks = (mark: Mark, count: number): Mark[] => new Array<Mark>(count).fill(mark);
