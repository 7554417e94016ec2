// Where the room is, as a participant's page shows it. Pure.
import type { RoundSummary, SessionView } from "../generated";

/** What a participant sees who follows the room. */
export type RoomStep =
  | { kind: "lobby" }
  | { kind: "mark"; round: RoundSummary }
  | { kind: "results"; round: RoundSummary }
  | { kind: "talk"; round: RoundSummary | null }
  | { kind: "follow"; round: RoundSummary | null }
  | { kind: "map"; map: string }
  | { kind: "plan" }
  | { kind: "close"; round: RoundSummary | null };

/** The latest round, open or not. */
export function latestRound(session: SessionView): RoundSummary | null {
  return session.rounds.at(-1) ?? null;
}

/** Where the room is now. An open round comes first, whatever the run sheet says: it must never be missed. */
export function roomStepOf(session: SessionView): RoomStep {
  const round = latestRound(session);
  if (session.state !== "open") return { kind: "close", round };
  if (round !== null && round.is_open) return { kind: "mark", round };
  switch (session.run_sheet.current) {
    case "lobby":
      return { kind: "lobby" };
    case "mark":
      return round === null ? { kind: "lobby" } : { kind: "mark", round };
    case "reveal":
      return round !== null && round.revealed !== null ? { kind: "results", round } : { kind: "talk", round };
    case "break":
      return { kind: "talk", round };
    case "plenary":
      return { kind: "follow", round };
    case "map":
      return session.map === null ? { kind: "follow", round } : { kind: "map", map: session.map };
    case "plan":
      return { kind: "plan" };
    case "close":
      return { kind: "close", round };
  }
}
