// What one tab remembers over a reload. A browser may refuse it all, even to be asked; then nothing is remembered.

/** What was kept under a name; null where there is nothing, or where nothing can be kept. */
export function inTab(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text in this tab, or with null takes it away. */
export function keepInTab(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Known until the page is loaded again.
  }
}
