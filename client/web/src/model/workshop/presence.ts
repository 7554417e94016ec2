// Who is here, in words and numbers: by sector, with the missing ones named, and by table. Pure.
import type { SessionView } from "../generated";

/** One line of who is here. */
export interface PresenceLine {
  id: string;
  name: string;
  present: number;
  /** Everybody who ever took a seat here. */
  joined: number;
  isMissing: boolean;
}

/** Each sector of the workshop, the empty ones too. */
export function sectorLines(session: SessionView): PresenceLine[] {
  return session.sectors.map(({ id, name }) => {
    const line = session.present.sectors.find(({ sector }) => sector === id);
    return { id, name, present: line?.present ?? 0, joined: line?.joined ?? 0, isMissing: (line?.present ?? 0) === 0 };
  });
}

/** Each table of the workshop. */
export function tableLines(session: SessionView): PresenceLine[] {
  return session.tables.map(({ id, name }) => {
    const line = session.present.tables.find(({ table }) => table === id);
    return { id, name, present: line?.present ?? 0, joined: line?.seated ?? 0, isMissing: (line?.present ?? 0) === 0 };
  });
}

/** The warning that a sector is not in the room; null where all are, or where nobody is yet. */
export function missingSectors(session: SessionView): string | null {
  const lines = sectorLines(session);
  const missing = lines.filter(({ isMissing }) => isMissing).map(({ name }) => name);
  if (missing.length === 0 || missing.length === lines.length) return null;
  return `Nobody is here from: ${missing.join("; ")}.`;
}

/** People connected who have no place at any table. */
export function withoutTable(session: SessionView): number {
  const seated = session.present.tables.reduce((sum, { present }) => sum + present, 0);
  return Math.max(0, session.present.people - seated);
}
