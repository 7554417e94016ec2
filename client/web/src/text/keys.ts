// Keys that mean something in a field, told from those that only end a composed word. Pure.

/** What is looked at in a key. */
export type Key = Pick<KeyboardEvent, "key" | "keyCode" | "isComposing" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

// Safari sends the key that ends a composition after its end, with this code alone to tell it by.
const COMPOSING = 229;

/** Whether a key belongs to a word that is being composed. */
function isComposed({ isComposing, keyCode }: Pick<Key, "isComposing" | "keyCode">): boolean {
  return isComposing || keyCode === COMPOSING;
}

/** Whether this is Enter, and not the one that ends a composed word. */
export function isEnter(key: Key): boolean {
  return key.key === "Enter" && !isComposed(key);
}

/** Whether a key takes back what was typed, or does it again: Ctrl or Cmd with Z, with Shift and Z, or with Y. */
export function undoOf(key: Key): "undo" | "redo" | null {
  if (isComposed(key) || key.altKey || key.ctrlKey === key.metaKey) return null;
  const letter = key.key.toLowerCase();
  if (letter === "z") return key.shiftKey ? "redo" : "undo";
  return letter === "y" && !key.shiftKey ? "redo" : null;
}
