// Why something can only be read now, in sentences. Who may write is decided and told by the server. Pure.
import type { WriteAccess, SessionView } from "../generated";

/** The two kinds of working documents. */
export type WorkingKind = "map" | "plan";

/** Why a person cannot write in a map or the plan now; null where they can. */
export function closedInWords(session: Pick<SessionView, "writing"> | null, kind: WorkingKind): string | null {
  const what = kind === "map" ? "the map" : "the plan";
  if (session === null) return `You can write when ${what} has been loaded.`;
  const access: WriteAccess = session.writing[kind];
  switch (access) {
    case "write":
      return null;
    case "workshop_closed":
      return `The workshop is closed: ${what} stays as it is.`;
    case "step_closed":
      return `Your facilitator has not opened ${what} for writing at this step. You can read it.`;
    case "facilitators_only":
      return `Facilitators write in ${what}. You can read it.`;
    case "observer_reads":
      return `You are here to observe, so you can read ${what}, not change it.`;
    case "screen_reads":
      return `The projector shows ${what} and does not change it.`;
  }
}

/** Why the priorities for action cannot be written now; null where they can. */
export function prioritiesClosedInWords(access: WriteAccess): string | null {
  switch (access) {
    case "write":
      return null;
    case "workshop_closed":
      return "The workshop is closed.";
    case "step_closed":
      return "You can write here from the reveal on.";
    case "facilitators_only":
    case "observer_reads":
    case "screen_reads":
      return "Facilitators write the priorities.";
  }
}
