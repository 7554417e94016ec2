// What calendar programs can subscribe to, and the address as they are handed it.
import type { CalendarShows } from "../generated";

/** What a seat can subscribe to, and what whoever has the address then reads. */
export const OFFERS: readonly { shows: CalendarShows; word: string; about: string }[] = [
  { shows: "plan", word: "the whole plan", about: "every action of the plan: what is done, by when, how it is measured and who leads it" },
  { shows: "mine", word: "what I lead", about: "the actions that you lead or are asked to lead, with their days and measures" },
];

/** The address as calendar programs are handed it by a link. */
export function subscribeAddress(address: string): string {
  return address.replace(/^https?:/, "webcal:");
}
