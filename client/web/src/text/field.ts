// What a field in which several people write is bound to. Pure types: the document's side is in sync/working.
import type { TextChange } from "./change";

/** How words are kept: a line is replaced as a whole and the last one holds; a text is merged letter by letter. */
export type Manner = "line" | "text";

/** What a binding is told: what changed in the document, and whether this person undid something. */
export type Heard = (changes: readonly TextChange[], by: "others" | "undo") => void;

/** One place on the page in which a field is written. */
export interface Writer {
  readonly caret: number;
  flush(): void;
}

/** A field of a shared document, whether or not it is on the page. */
export interface LiveField {
  readonly manner: Manner;
  /** The words as they stand, not trimmed: a space that was just typed must not vanish. */
  read(): string;
  /** Takes what was written; `from` is not told of it. False where it cannot be taken now. */
  write(changes: readonly TextChange[], from: Heard): boolean;
  /** What is written next is undone by itself. */
  endStep(): void;
  undo(): void;
  redo(): void;
  follow(heard: Heard): () => void;
  /** Somebody has gone into the field here, or out of it. */
  enter(writer: Writer): void;
  leave(writer: Writer): void;
}
