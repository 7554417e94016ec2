// The clock of a step, in the words a facilitator says. It advises; it never forces. Pure.
import type { RunSheet } from "../generated";

/** What the clock says about the current step. */
export interface Clock {
  /** "3 min left", "4 min over", or null where the step has no planned time. */
  left: string | null;
  /** "7 min so far". */
  elapsed: string;
  /** When the step should end, in milliseconds since 1970; null without a planned time. */
  end_ms: number | null;
  isOver: boolean;
}

const MINUTE_MS = 60_000;

/** Reads the clock at a time by the server's clock. */
export function clockOf(sheet: RunSheet, time_ms: number): Clock {
  // The two clocks are compared over a network: no step has begun in the future.
  const now_ms = Math.max(time_ms, sheet.started_at_ms);
  const minutes = sheet.steps.find(({ id }) => id === sheet.current)?.minutes ?? null;
  const elapsed = `${Math.floor((now_ms - sheet.started_at_ms) / MINUTE_MS)} min so far`;
  if (minutes === null) return { left: null, elapsed, end_ms: null, isOver: false };
  const end_ms = sheet.started_at_ms + (minutes + sheet.extended_minutes) * MINUTE_MS;
  return { left: leftInWords(end_ms - now_ms), elapsed, end_ms, isOver: end_ms <= now_ms };
}

/** The time left: rounded up while there is some, rounded down once it is over. */
export function leftInWords(left_ms: number): string {
  if (left_ms <= -MINUTE_MS) return `${Math.floor(-left_ms / MINUTE_MS)} min over`;
  if (left_ms <= 0) return "Time is up";
  return left_ms <= MINUTE_MS ? "Less than 1 min left" : `${Math.ceil(left_ms / MINUTE_MS)} min left`;
}

/** A time of day as "14:05", by this device's own zone. */
export function timeOfDay(time_ms: number): string {
  const date = new Date(time_ms);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What stands beside a step in the run sheet: "10 min", "10 + 5 min", or nothing. */
export function plannedInWords(minutes: number | null | undefined, extended: number): string {
  if (minutes === null || minutes === undefined) return "";
  return 0 < extended ? `${minutes} + ${extended} min` : `${minutes} min`;
}
