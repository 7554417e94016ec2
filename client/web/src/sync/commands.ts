// The REST calls of a facilitator: make a workshop, steer it, list its people, take its record away.
import type {
  CalendarOpened,
  CalendarShows,
  Command,
  CommandDone,
  CreateWorkshop,
  DocumentHistory,
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
export function openCalendar(
  intention: Intention,
  workshop: string,
  token: string,
  shows: CalendarShows,
): Promise<Answer<CalendarOpened>> {
  return intention.send(`${of(workshop)}/calendars`, { shows } satisfies OpenCalendar, token);
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
  return fetched(`${of(workshop)}/export/${file}${query}`, token, (response) => response.blob());
}

/** A map or the plan, as its history is asked for. */
export type PastOf = { kind: "map"; map: string } | { kind: "plan" };

/** Who wrote when: the newest, or what ended before an entry. */
export function readHistory(workshop: string, token: string, past: PastOf, before: number | null): Promise<Answer<DocumentHistory>> {
  return ask(`${historyOf(workshop, past)}${before === null ? "" : `?before=${before}`}`, token);
}

/** The document as it stood behind an entry, as a Yjs update. */
export async function readStateAt(workshop: string, token: string, past: PastOf, seq: number): Promise<Answer<ArrayBuffer>> {
  return fetched(`${historyOf(workshop, past)}/${seq}`, token, (response) => response.arrayBuffer());
}

function historyOf(workshop: string, past: PastOf): string {
  return `${of(workshop)}/${past.kind === "map" ? `maps/${encodeURIComponent(past.map)}` : "plan"}/history`;
}

async function fetched<T>(path: string, token: string, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
      cache: "no-store",
      credentials: "omit",
    });
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, problem: readProblem(response.status, await response.json().catch(() => null)) };
  } catch {
    return { ok: false, problem: offline() };
  }
}

/** Where the QR code of a join code is, as an SVG. */
export function qrAddress(code: string): string {
  return `/api/v1/join/${encodeURIComponent(code)}/qr.svg`;
}
