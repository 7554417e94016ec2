// Calendar addresses as this device knows them: the server tells each once and keeps only its hash.
import type { CalendarShows, SeatView } from "../model/generated";
import { keepText, keptText } from "../sync/device/seatStore";

const key = (workshop: string, seat: SeatView, shows: CalendarShows) =>
  `plenary:${workshop}:calendar:${seat.role === "facilitator" ? "facilitator" : seat.seat}:${shows}`;

export function keepAddress(workshop: string, seat: SeatView, shows: CalendarShows, address: string): void {
  keepText(key(workshop, seat, shows), address);
}

/** The address as it was told to this device; null where it was told to another, or has been stopped. */
export function keptAddress(workshop: string, seat: SeatView, shows: CalendarShows): string | null {
  return (seat.calendars ?? []).includes(shows) ? keptText(key(workshop, seat, shows)) : null;
}
