// The types of floor.mjs, which Node runs as it stands.
export interface Oldest {
  /** Its name in the compatibility table. */
  table: string;
  /** Its name in the build's target; null where its desktop's name stands for it. */
  target: string | null;
  /** Its name for people; null where its desktop's name stands for it. */
  word: string | null;
  version: string;
}
export function floor(queries?: string[]): Oldest[];
export function buildTarget(): string[];
export function floorInWords(): string;
export function oldestIos(): string;
export function isReached(added: unknown, version: string): boolean;
