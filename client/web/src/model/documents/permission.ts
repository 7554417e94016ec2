// Who may write in maps and the plan now, as the server decides it, and why not in a sentence. Pure.
import type { Role, SessionView } from "../../model/generated";

/** The two kinds of working documents. */
export type WorkingKind = "map" | "plan";

/** Why a person cannot write now; null where they can. A person whose role is not known yet is a participant. */
export function writingClosed(session: SessionView | null, role: Role | null, kind: WorkingKind): string | null {
  const what = kind === "map" ? "the map" : "the plan";
  if (session === null) return `You can write when ${what} has been loaded.`;
  if (session.state !== "open") return `The workshop is closed: ${what} stays as it is.`;
  switch (role ?? "participant") {
    case "facilitator":
      return null;
    case "observer":
      return `You are here to observe, so you can read ${what}, not change it.`;
    case "screen":
      return `The projector shows ${what} and does not change it.`;
    case "participant":
    case "scribe":
      break;
  }
  const step = session.run_sheet.steps.find(({ id }) => id === session.run_sheet.current);
  const isOpen = kind === "map" ? step?.permissions.map_writing : step?.permissions.plan_writing;
  return isOpen === true ? null : `Your facilitator has not opened ${what} for writing at this step. You can read it.`;
}
