// Binds an input or a text area to a field that others write as well: composed words, carets, undo, and the last letters
// before a page goes. Knows nothing of where the words are kept.
import { Alignment, WholeLine, type Draft } from "./alignment";
import { textChange, type TextChange } from "./change";
import type { LiveField } from "./field";
import { undoOf } from "./keys";

/** The part of an input or a text area that is used. */
export type TextElement = EventTarget &
  Pick<HTMLInputElement, "value" | "selectionStart" | "selectionEnd" | "setSelectionRange"> & {
    readonly ownerDocument: EventTarget & { readonly activeElement: unknown; readonly defaultView: EventTarget | null };
  };

/** What a binding tells the page around it. */
export interface BindingEvents {
  /** The words in the field, whenever they have changed. */
  shown: (text: string) => void;
  /** Whether the field holds still because this person is writing a line in it. */
  held: (isHeld: boolean) => void;
  /** Does what an event asks for; a browser may say that a field was left while the page is just taking it away. */
  run?: (work: () => void) => void;
}

/** How long a line holds still after a letter, whatever others make of it: a short pause for thought. */
export const HOLD_MS = 1_500;

/** One element on the page, bound to one field. */
export class Binding {
  readonly #element: TextElement;
  readonly #field: LiveField;
  readonly #events: BindingEvents;
  readonly #leave: (() => void)[] = [];
  readonly #draft: Draft;
  // What the element held when it was last looked at: it changes line ends by itself, and nobody has typed that.
  #held: string;
  #isComposing = false;
  #before: { start: number; end: number } | null = null;
  #hold: ReturnType<typeof setTimeout> | null = null;
  #late: ReturnType<typeof setTimeout> | null = null;

  constructor(element: TextElement, field: LiveField, events: BindingEvents) {
    this.#element = element;
    this.#field = field;
    this.#events = events;
    const text = field.read();
    this.#draft = field.manner === "line" ? new WholeLine(text) : new Alignment(text);
    if (element.value !== text) element.value = text;
    this.#held = element.value;
    events.shown(text);
    this.#leave.push(field.follow(this.#heard));
    this.#listen();
    if (this.#hasFocus) field.enter(this);
  }

  /** Where the caret is, for whoever goes on with these words elsewhere. */
  get caret(): number {
    return this.#selection().end;
  }

  /** Puts into the document what is in the field, a half-composed word as well: nothing may come after. */
  flush(): void {
    this.#look();
    this.#publish();
  }

  /** Writes what is in the field, and lets go of it. */
  close(): void {
    this.flush();
    for (const timer of [this.#hold, this.#late]) if (timer !== null) clearTimeout(timer);
    for (const leave of this.#leave.splice(0)) leave();
    this.#field.leave(this);
  }

  get #hasFocus(): boolean {
    return this.#element.ownerDocument.activeElement === this.#element;
  }

  #listen(): void {
    const run = this.#events.run ?? ((work) => work());
    const on = (target: EventTarget | null, name: string, heard: (event: Event) => void) => {
      const listener = (event: Event) => run(() => heard(event));
      target?.addEventListener(name, listener);
      this.#leave.push(() => target?.removeEventListener(name, listener));
    };
    const element = this.#element;
    on(element, "beforeinput", (event) => this.#aboutToType(event));
    on(element, "input", () => this.#typed());
    on(element, "compositionstart", () => {
      this.#isComposing = true;
      this.#before = this.#selection();
      this.#field.endStep();
    });
    on(element, "compositionend", () => this.#composed());
    on(element, "keydown", (event) => {
      // Only keys come under this name.
      const step = this.#isComposing ? null : undoOf(event as KeyboardEvent);
      if (step !== null) this.#undo(step, event);
    });
    on(element, "focus", () => this.#field.enter(this));
    on(element, "blur", () => {
      // Not every browser ends the composition before the field is left.
      if (this.#isComposing) this.#composed();
      this.flush();
      this.#field.endStep();
      this.#release();
      this.#field.leave(this);
    });
    // A page that is hidden may never be shown again; phones say nothing later than this.
    on(element.ownerDocument, "visibilitychange", () => this.flush());
    on(element.ownerDocument.defaultView, "pagehide", () => this.flush());
  }

  #aboutToType(event: Event): void {
    // Only these come under this name; a browser without them types all the same.
    const { inputType } = event as InputEvent;
    if (inputType === "historyUndo" || inputType === "historyRedo") {
      this.#undo(inputType === "historyUndo" ? "undo" : "redo", event);
    } else if (!this.#isComposing) this.#before = this.#selection();
  }

  #typed(): void {
    this.#look();
    this.#keepStill();
    if (!this.#isComposing) this.#publish();
  }

  // Some browsers put the last letters in before they say so, others after: what stands there is looked at both times.
  #composed(): void {
    this.#isComposing = false;
    this.flush();
    this.#field.endStep();
    this.#keepStill();
    // Writing into the field before the browser has done with it would take the word apart.
    if (this.#late !== null) clearTimeout(this.#late);
    this.#late = setTimeout(() => {
      this.#late = null;
      this.#show();
    });
  }

  #undo(step: "undo" | "redo", event: Event): void {
    event.preventDefault();
    if (this.#isComposing) return;
    this.flush();
    this.#field[step]();
  }

  /** Takes in what stands in the field now. */
  #look(): void {
    const { value } = this.#element;
    if (value === this.#held) return;
    this.#held = value;
    const before = this.#before;
    this.#before = null;
    const caret = this.#selection().end;
    const change = textChange(this.#draft.field, value, before === null ? { start: caret, end: caret, caret } : { ...before, caret });
    if (change === null) return;
    this.#draft.typed(change);
    this.#events.shown(value);
  }

  #publish(): void {
    const changes = this.#draft.unpublished();
    if (changes.length === 0 || !this.#field.write(changes, this.#heard)) return;
    this.#draft.published();
  }

  readonly #heard = (changes: readonly TextChange[], by: "others" | "undo"): void => {
    for (const change of changes) this.#draft.heard(change);
    // A document that was fetched anew says nothing of how it came to be what it is.
    const missed = textChange(this.#draft.document, this.#field.read());
    if (missed !== null) this.#draft.heard(missed);
    if (!this.#isComposing) this.#publish();
    if (by === "others") return this.#show();
    this.#release();
    const last = changes.at(-1);
    if (last !== undefined && this.#hasFocus) this.#place(last.at + last.inserted.length);
  };

  #show(): void {
    if (this.#isComposing || this.#late !== null || this.#hold !== null) return;
    const { start, end } = this.#selection();
    const [first, last] = this.#draft.show(start, end);
    const text = this.#draft.field;
    if (this.#held === text) return;
    // Setting the value takes the caret to the end, in some browsers even where it is the same.
    this.#element.value = text;
    this.#held = this.#element.value;
    if (this.#hasFocus) this.#place(first, last);
    this.#events.shown(text);
  }

  #place(start: number, end: number = start): void {
    this.#element.setSelectionRange(start, end);
  }

  #selection(): { start: number; end: number } {
    const { selectionStart, selectionEnd, value } = this.#element;
    return { start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
  }

  // Who writes a name sees their own letters, not those of somebody who writes another at the same time.
  #keepStill(): void {
    if (this.#field.manner !== "line") return;
    if (this.#hold === null) this.#events.held(true);
    else clearTimeout(this.#hold);
    this.#hold = setTimeout(() => this.#release(), HOLD_MS);
  }

  #release(): void {
    if (this.#hold !== null) {
      clearTimeout(this.#hold);
      this.#hold = null;
      this.#events.held(false);
    }
    this.#show();
  }
}
