// A text area and hands in memory, for tests: what Chromium, Safari and Firefox send for the same words.
import type { TextElement } from "./binding";

/** Which browser's order of events is played. */
export type Browser = "chromium" | "safari" | "firefox";

class FakePage extends EventTarget {
  activeElement: unknown = null;
  readonly defaultView = new EventTarget();
}

/** An event with the fields that are looked at. */
function event(type: string, fields: Record<string, unknown> = {}): Event {
  return Object.assign(new Event(type, { cancelable: true }), fields);
}

/** An element without a page, with the hands of one person in it. */
export class FakeField extends EventTarget implements TextElement {
  readonly ownerDocument = new FakePage();
  selectionStart: number | null = 0;
  selectionEnd: number | null = 0;
  /** How often the field was written into from outside while a word was being composed in it. */
  torn = 0;
  #value = "";
  #composing: { at: number; length: number } | null = null;

  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    if (this.#composing !== null) this.torn += 1;
    this.#value = value;
    this.selectionStart = this.selectionEnd = value.length;
  }

  setSelectionRange(start: number | null, end: number | null): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }

  focus(): void {
    this.ownerDocument.activeElement = this;
    this.dispatchEvent(event("focus"));
  }

  blur(): void {
    this.ownerDocument.activeElement = null;
    this.dispatchEvent(event("blur"));
  }

  hidePage(): void {
    this.ownerDocument.defaultView.dispatchEvent(event("pagehide"));
  }

  /** Types, pastes or dictates over what is selected. */
  insert(text: string, inputType = "insertText"): void {
    this.dispatchEvent(event("beforeinput", { inputType }));
    this.#replace(this.selectionStart ?? 0, this.selectionEnd ?? 0, text);
    this.dispatchEvent(event("input", { inputType, isComposing: false }));
  }

  select(start: number, end: number = start): void {
    this.setSelectionRange(start, end);
  }

  /** Presses a key that types nothing; true where it was taken. */
  press(key: string, fields: Partial<KeyboardEvent> = {}): boolean {
    const keys = { key, keyCode: 0, isComposing: false, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...fields };
    return !this.dispatchEvent(event("keydown", keys));
  }

  /** Undo by the menu, or by shaking the phone. */
  history(inputType: "historyUndo" | "historyRedo"): boolean {
    return !this.dispatchEvent(event("beforeinput", { inputType }));
  }

  /** Begins a word, or takes up the one that stands at a place. */
  beginWord(at = this.selectionStart ?? 0, length = (this.selectionEnd ?? 0) - at): void {
    this.#composing = { at, length };
    this.dispatchEvent(event("compositionstart"));
  }

  compose(text: string, inputType = "insertCompositionText"): void {
    const composing = this.#composing;
    if (composing === null) throw new Error("no word has been begun");
    this.dispatchEvent(event("beforeinput", { inputType, isComposing: true }));
    this.#replace(composing.at, composing.at + composing.length, text);
    this.#composing = { at: composing.at, length: text.length };
    this.dispatchEvent(event("input", { inputType, isComposing: true }));
  }

  endWord(text: string, browser: Browser): void {
    const composing = this.#composing;
    if (composing === null) throw new Error("no word has been begun");
    if (browser === "chromium") {
      this.compose(text);
      this.#end();
    } else if (browser === "safari") {
      // Takes the word out, puts it in for good, says so, and then sends the key that ended it.
      this.compose("", "deleteCompositionText");
      this.compose(text, "insertFromComposition");
      this.#end();
      this.press("Enter", { keyCode: 229 });
    } else {
      this.#replace(composing.at, composing.at + composing.length, text);
      this.#end();
      this.dispatchEvent(event("input", { inputType: "insertCompositionText", isComposing: false }));
    }
  }

  #end(): void {
    this.#composing = null;
    this.dispatchEvent(event("compositionend"));
  }

  #replace(start: number, end: number, text: string): void {
    this.#value = this.#value.slice(0, start) + text + this.#value.slice(end);
    this.selectionStart = this.selectionEnd = start + text.length;
  }
}
