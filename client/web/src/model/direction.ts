// The direction of what people wrote: names in Arabic, Hebrew and their like stand in English sentences without turning
// what is around them round. Done once where texts come in, so no page has to think of it. Pure.

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";
const ISOLATES = /[\u2066-\u2069]/g;
// The blocks of scripts that are written from right to left; those beyond the first plane by their leading halves.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/;

/** A text as it is shown within others: with a direction of its own where its letters have another than ours. */
export function isolated(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  return FIRST_STRONG_ISOLATE + text.replace(ISOLATES, "") + POP_DIRECTIONAL_ISOLATE;
}

/** A text as it is written, sent and compared. */
export function plain(text: string): string {
  return text.replace(ISOLATES, "");
}

/** Every text within a value, isolated. Ids and words of the contract are Latin letters, so they stay as they are. */
export function isolatedWithin<T>(value: T): T;
export function isolatedWithin(value: unknown): unknown {
  if (typeof value === "string") return isolated(value);
  if (Array.isArray(value)) return value.map((item) => isolatedWithin<unknown>(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, isolatedWithin<unknown>(field)]));
}

/** JSON of a value with its texts as they are written. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) => (typeof field === "string" ? plain(field) : field));
}
