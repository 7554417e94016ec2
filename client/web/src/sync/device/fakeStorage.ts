// A browser's storage in memory, for tests.

/** What a browser's storage does, in memory. */
export function memoryStorage(): Storage {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  };
  // Object.keys must list what is kept, and nothing else.
  return new Proxy(kept, { get: (_, name: string) => methods[name as keyof typeof methods] }) as unknown as Storage;
}
