// What calendar programs can subscribe to, and the address as they are handed it.
import { CALENDAR_SHOWS } from "../generated/words";
import { valuesOf } from "../labels";

/** What a seat can subscribe to, and what whoever has the address then reads. */
export const OFFERS = valuesOf(CALENDAR_SHOWS).map((shows) => ({ shows, word: CALENDAR_SHOWS[shows].in_sentence, about: CALENDAR_SHOWS[shows].meaning }));

/** The address as calendar programs are handed it by a link. */
export function subscribeAddress(address: string): string {
  return address.replace(/^https?:/, "webcal:");
}
