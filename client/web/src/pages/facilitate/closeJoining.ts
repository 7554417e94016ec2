// The one key on the desk: whoever floods a workshop is shut out faster than anybody finds a button.

/** How it is written. */
export const CLOSE_JOINING_KEYS = "Alt J";

/** Whether it was pressed. With a modifier, so that nobody closes the door while they type; by its place, because on a Mac the letter is another one. */
export function closesJoining({ altKey, ctrlKey, metaKey, shiftKey, code, key, repeat }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && !metaKey && !shiftKey && !repeat && (code === "KeyJ" || key.toLowerCase() === "j");
}
