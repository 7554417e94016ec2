// What the projector shows. It never shows more than the room may see, whoever's key it was opened with. Pure.
import type { RoundSummary, SessionView } from "../generated";
import { ROUND_KIND, STEP_ID } from "../generated/words";
import { latestRound } from "./roomStep";

/** One message a screen. */
export type Scene =
  | { kind: "join" }
  | { kind: "progress"; round: RoundSummary }
  | { kind: "closed"; round: RoundSummary }
  | { kind: "tables"; round: RoundSummary | null }
  | { kind: "break" }
  | { kind: "heatmap"; round: RoundSummary }
  | { kind: "domain"; round: RoundSummary | null; domain: string; isShown: boolean }
  | { kind: "map"; map: string }
  | { kind: "plan" }
  | { kind: "priorities"; round: RoundSummary | null }
  | { kind: "thanks" };

/** Whether the whole room may see this round's counts. */
export function isShownToRoom(session: SessionView, round: RoundSummary): boolean {
  return session.reveal === "open" || round.revealed === "pooled" || round.revealed === "groups";
}

/** What whoever stands at the screen wants to see in the step of the plan: the plan, or the priorities it comes from. */
export type PlanScene = "plan" | "priorities";

/** The scene for where the workshop stands. */
export function sceneOf(session: SessionView, wanted: PlanScene = "plan"): Scene {
  const round = latestRound(session);
  if (session.state !== "open") return { kind: "thanks" };
  if (round !== null && round.is_open) return { kind: "progress", round };
  const { focus } = session;
  const isShown = round !== null && isShownToRoom(session, round);
  switch (session.run_sheet.current) {
    case "lobby":
      return { kind: "join" };
    case "mark":
      if (round === null) return { kind: "join" };
      return round.revealed === null ? { kind: "closed", round } : results(round, isShown);
    case "break":
      return { kind: "break" };
    case "reveal":
    case "plenary":
      if (focus !== null) return { kind: "domain", round, domain: focus, isShown };
      if (round !== null && round.revealed === null && !isShown) return { kind: "closed", round };
      return results(round, isShown);
    case "map":
      if (focus !== null) return { kind: "domain", round, domain: focus, isShown };
      return session.map === null ? { kind: "tables", round } : { kind: "map", map: session.map };
    case "plan":
      if (focus !== null) return { kind: "domain", round, domain: focus, isShown };
      return wanted === "priorities" ? { kind: "priorities", round: latestOnTool(session) } : { kind: "plan" };
    case "close":
      return { kind: "thanks" };
  }
}

/** The latest round on one of the workshop's tools: it has the domains to which priorities are written. */
function latestOnTool(session: SessionView): RoundSummary | null {
  return session.rounds.filter(({ kind }) => kind === "now" || kind === "needed").at(-1) ?? null;
}

function results(round: RoundSummary | null, isShown: boolean): Scene {
  return round !== null && isShown ? { kind: "heatmap", round } : { kind: "tables", round };
}

/** The scene in a few words, for the facilitator and for whoever cannot see the screen. */
export function sceneInWords(scene: Scene, domainName: string | null): string {
  switch (scene.kind) {
    case "join":
      return "How to join";
    case "progress":
      return "How many have finished";
    case "closed":
      return "Marking is closed";
    case "tables":
      return STEP_ID.reveal.word;
    case "break":
      return STEP_ID.break.word;
    case "heatmap":
      return `Overview of all ${ROUND_KIND[scene.round.kind].many}`;
    case "domain":
      return domainName ?? "One domain";
    case "map":
      return "The map of the pathway";
    case "plan":
      return "The action plan";
    case "priorities":
      return "Priorities for action";
    case "thanks":
      return "Thank you";
  }
}
