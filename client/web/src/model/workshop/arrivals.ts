// How fast people join, in words. Pure.
import type { JoiningView, SeatListed, SessionView } from "../generated";
import { counted } from "../labels";

/** What the desk says of joining just now; null where there is nothing unusual. */
export function arrivalsTitle({ in_ten_seconds, is_rush, admits_all_until_ms }: JoiningView): string | null {
  if (!is_rush) return admits_all_until_ms === null ? null : "Everybody is let in";
  const a_second = Math.round(in_ten_seconds / 10);
  if (1 <= a_second) return `${counted(a_second, "person", "people")} a second ${a_second === 1 ? "is" : "are"} joining`;
  return "People are waiting to join";
}

/** How many wait, as far as it is known; null where it is not known of anybody. */
export function waitingLine({ waiting }: JoiningView): string | null {
  if (waiting === 0) return null;
  if (waiting === 1) return "At least one request to join waits, and asks again by itself.";
  return `At least ${waiting} requests to join wait, and ask again by themselves.`;
}

/** What to know about joining before a round is opened, and while it is open; null where nothing is unusual. */
export function arrivalsInRound(joining: JoiningView | null, session: SessionView, opensRound: boolean): string | null {
  if (joining === null || !session.joining_open) return null;
  const lately = `${counted(joining.in_a_minute, "person", "people")} joined in the last minute`;
  if (joining.is_late_rush) return `${lately}, while marking is open, and what they mark counts. Close joining if you do not know them.`;
  if (opensRound && joining.is_rush) return `${lately}. Close joining before you open marking if everybody you expect is here.`;
  return null;
}

/** How many places there are to which nobody came and which can be removed, of those given since a moment. */
export function unusedSince(seats: readonly SeatListed[], since_ms: number | null): number {
  const isUnused = ({ role, awaited_since_ms }: SeatListed) =>
    role !== "facilitator" && role !== "screen" && awaited_since_ms !== null && (since_ms ?? 0) <= awaited_since_ms;
  return seats.filter(isUnused).length;
}

/** Everybody in the list with the name under which they stand there, and what else tells them apart. */
export function listedNames(seats: readonly SeatListed[], session: SessionView): { seat: SeatListed; name: string; words: string }[] {
  return seats
    .filter(({ role }) => role !== "screen")
    .map((seat, index) => {
      const name = seat.name ?? `Person ${index + 1}`;
      const sector = session.sectors.find(({ id }) => id === seat.sector)?.name ?? null;
      return { seat, name, words: [name, seat.organisation, sector].filter((part) => part !== null).join(", ") };
    });
}
