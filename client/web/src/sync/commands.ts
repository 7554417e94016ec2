// The REST calls of a facilitator: make a workshop, steer it, list its people, take its record away.
import type {
  CalendarOpened,
  CalendarShows,
  Command,
  CommandDone,
  CreateWorkshop,
  DocumentHistory,
  Framework,
  SeatListed,
  SessionView,
  WorkshopCreated,
} from "../model/generated";
import { ask, offline, readProblem, type Answer, type Intention } from "./api";
import { addressOf, type ParametersOf } from "./paths";

/** The frameworks that can be used. */
export function listFrameworks(): Promise<Answer<Framework[]>> {
  return ask("/api/v1/frameworks", {});
}

/** Makes a workshop; the organiser key is needed where the server has one. */
export function createWorkshop(
  intention: Intention,
  body: CreateWorkshop,
  organiserKey: string | null,
): Promise<Answer<WorkshopCreated>> {
  return intention.send("/api/v1/workshops", {}, body, organiserKey ?? undefined);
}

/** With what a workshop was asked for, where no answer to it is known. */
export function creationUnheard(intention: Intention): CreateWorkshop | null {
  return intention.unheard("/api/v1/workshops", {});
}

/** Asks for one thing to happen. */
export function command(
  intention: Intention,
  workshop: string,
  token: string,
  body: Command,
): Promise<Answer<CommandDone>> {
  return intention.send("/api/v1/workshops/{workshop}/commands", { workshop }, body, token);
}

/** Gives this seat a calendar address; an earlier one for the same is stopped. */
export function openCalendar(
  intention: Intention,
  workshop: string,
  token: string,
  shows: CalendarShows,
): Promise<Answer<CalendarOpened>> {
  return intention.send("/api/v1/workshops/{workshop}/calendars", { workshop }, { shows }, token);
}

/** The session as it is now, for a page that has been told it is behind. */
export function readSession(workshop: string, token: string): Promise<Answer<SessionView>> {
  return ask("/api/v1/workshops/{workshop}", { workshop }, token);
}

/** Everybody who has a seat. */
export function listSeats(workshop: string, token: string): Promise<Answer<SeatListed[]>> {
  return ask("/api/v1/workshops/{workshop}/seats", { workshop }, token);
}

const EXPORT = "/api/v1/workshops/{workshop}/export/{file}";

/** The round or the map that an export is of, where it is of one. */
export type ExportOf = Omit<ParametersOf<typeof EXPORT>, "workshop" | "file">;

/** An export as a file. It needs the token in a header, so a plain link cannot fetch it. */
export async function exportFile(workshop: string, token: string, file: string, of: ExportOf = {}): Promise<Answer<Blob>> {
  return fetched(addressOf(EXPORT, { workshop, file, ...of }), token, (response) => response.blob());
}

/** A map or the plan, as its history is asked for. */
export type PastOf = { kind: "map"; map: string } | { kind: "plan" };

/** Who wrote when: the newest, or what ended before an entry. */
export function readHistory(workshop: string, token: string, past: PastOf, before?: number): Promise<Answer<DocumentHistory>> {
  if (past.kind === "plan") return ask("/api/v1/workshops/{workshop}/plan/history", { workshop, before }, token);
  return ask("/api/v1/workshops/{workshop}/maps/{map}/history", { workshop, map: past.map, before }, token);
}

/** The document as it stood behind an entry, as a Yjs update. */
export async function readStateAt(workshop: string, token: string, past: PastOf, seq: number): Promise<Answer<ArrayBuffer>> {
  const address =
    past.kind === "plan"
      ? addressOf("/api/v1/workshops/{workshop}/plan/history/{seq}", { workshop, seq })
      : addressOf("/api/v1/workshops/{workshop}/maps/{map}/history/{seq}", { workshop, map: past.map, seq });
  return fetched(address, token, (response) => response.arrayBuffer());
}

async function fetched<T>(address: string, token: string, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
  try {
    const response = await fetch(address, {
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
  return addressOf("/api/v1/join/{code}/qr.svg", { code });
}
