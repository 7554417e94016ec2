// The REST calls of a facilitator: make a workshop, steer it, list its people, take its record away.
import type {
  CalendarOpened,
  CalendarShows,
  Command,
  CommandDone,
  CreateWorkshop,
  Framework,
  OpenCalendar,
  SeatListed,
  SessionView,
  WorkshopCreated,
} from "../model/generated";
import { ask, offline, readProblem, type Answer, type Intention } from "./api";

const of = (workshop: string) => `/workshops/${encodeURIComponent(workshop)}`;

/** The frameworks that can be used. */
export function listFrameworks(): Promise<Answer<Framework[]>> {
  return ask("/frameworks");
}

/** Makes a workshop; the organiser key is needed where the server has one. */
export function createWorkshop(
  intention: Intention,
  body: CreateWorkshop,
  organiserKey: string | null,
): Promise<Answer<WorkshopCreated>> {
  return intention.send("/workshops", body, organiserKey ?? undefined);
}

/** Asks for one thing to happen. */
export function command(
  intention: Intention,
  workshop: string,
  token: string,
  body: Command,
): Promise<Answer<CommandDone>> {
  return intention.send(`${of(workshop)}/commands`, body, token);
}

/** Gives this seat a calendar address; an earlier one for the same is stopped. */
export function openCalendar(workshop: string, token: string, shows: CalendarShows): Promise<Answer<CalendarOpened>> {
  return ask("POST", `${of(workshop)}/calendars`, { body: { shows } satisfies OpenCalendar, token });
}

/** The session as it is now, for a page that has been told it is behind. */
export function readSession(workshop: string, token: string): Promise<Answer<SessionView>> {
  return ask(of(workshop), token);
}

/** Everybody who has a seat. */
export function listSeats(workshop: string, token: string): Promise<Answer<SeatListed[]>> {
  return ask(`${of(workshop)}/seats`, token);
}

/** An export as a file. It needs the token in a header, so a plain link cannot fetch it. */
export async function exportFile(workshop: string, token: string, file: string, query = ""): Promise<Answer<Blob>> {
  try {
    const response = await fetch(`/api/v1${of(workshop)}/export/${file}${query}`, {
      headers: { authorization: `Bearer ${token}` },
      cache: "no-store",
      credentials: "omit",
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    return { ok: false, problem: readProblem(response.status, await response.json().catch(() => null)) };
  } catch {
    return { ok: false, problem: offline() };
  }
}

/** Where the QR code of a join code is, as an SVG. */
export function qrAddress(code: string): string {
  return `/api/v1/join/${encodeURIComponent(code)}/qr.svg`;
}
