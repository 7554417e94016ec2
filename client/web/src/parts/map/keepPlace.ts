// Keeps what a person is at under their hands while the list around it changes: the focus, the caret and its place.

/** Makes a change; then the thing that had the focus has it again, where it was on the screen. */
export function keepPlace(change: () => void, settled: () => Promise<void>): void {
  if (typeof document === "undefined") return change();
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return change();
  const top = element.getBoundingClientRect().top;
  const caret = caretOf(element);
  change();
  void settled().then(() => {
    if (!element.isConnected) return;
    // An element that was moved in the page has lost the focus, and with it its caret.
    if (document.activeElement === document.body) {
      element.focus({ preventScroll: true });
      if (caret !== null) setCaret(element, caret);
    }
    if (document.activeElement !== element) return;
    const moved = element.getBoundingClientRect().top - top;
    if (1 < Math.abs(moved)) window.scrollBy({ top: moved, behavior: "instant" });
  });
}

type Caret = readonly [number, number];

function caretOf(element: HTMLElement): Caret | null {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd } = element;
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd];
}

function setCaret(element: HTMLElement, caret: Caret): void {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.setSelectionRange(...caret);
}
