// Calendar addresses as this device knows them: the server tells each once and keeps only its hash.
import type { CalendarShows, SeatView } from "../generated";
import { keepText, keptText } from "../seatStore";

/** What a seat can subscribe to, and what whoever has the address then reads. */
export const OFFERS: readonly { shows: CalendarShows; word: string; about: string }[] = [
  { shows: "plan", word: "the whole plan", about: "every action of the plan: what is done, by when, how it is measured and who leads it" },
  { shows: "mine", word: "what I lead", about: "the actions that you lead or are asked to lead, with their days and measures" },
];

const key = (workshop: string, seat: SeatView, shows: CalendarShows) =>
  `plenary:${workshop}:calendar:${seat.role === "facilitator" ? "facilitator" : seat.seat}:${shows}`;

export function keepAddress(workshop: string, seat: SeatView, shows: CalendarShows, address: string): void {
  keepText(key(workshop, seat, shows), address);
}

/** The address as it was told to this device; null where it was told to another, or has been stopped. */
export function keptAddress(workshop: string, seat: SeatView, shows: CalendarShows): string | null {
  return (seat.calendars ?? []).includes(shows) ? keptText(key(workshop, seat, shows)) : null;
}

/** The address as calendar programs are handed it by a link. */
export function subscribeAddress(address: string): string {
  return address.replace(/^https?:/, "webcal:");
}
