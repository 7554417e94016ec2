// What a facilitator can do next in the steps of the map and of the plan. Pure.
import { closeWorkshop, goTo, revealResults, type FacilitatorAction, type RevealChoice } from "./facilitatorAction";
import type { RoundKind, RoundSummary, SessionView } from "../generated";
import { latestRound } from "../workshop/roomStep";

/** Begins a process map. */
export const START_MAP: FacilitatorAction = {
  label: "Start a map",
  hint: "One map for one pathway: a journey through a service.",
  command: { type: "create_map", title: "" },
  confirm: null,
  ask: {
    title: "Start a map",
    label: "Which pathway is mapped?",
    hint: "A few words, such as “Referral to first contact”. It can be renamed.",
    yes: "Start the map",
    command: (title) => ({ type: "create_map", title }),
  },
};

/** The latest round that asked this; of losses, on the map that is before everybody. */
function latestOf(session: SessionView, kind: RoundKind): RoundSummary | null {
  const isAsked = (round: RoundSummary) => round.kind === kind && (kind !== "lost" || round.map === session.map);
  return session.rounds.filter(isAsked).at(-1) ?? null;
}

/** The one next action in the step of the map, while no round is open. */
export function mapAction(session: SessionView, reveal: RevealChoice): FacilitatorAction {
  const { map } = session;
  if (map === null) return START_MAP;
  const lost = latestOf(session, "lost");
  if (lost === null) return askLosses(map, "Ask where people are lost");
  return furtherReveal(session, lost, reveal) ?? goTo(session, "plan");
}

/** The one next action in the step of the plan, while no round is open. */
export function planAction(session: SessionView, reveal: RevealChoice): FacilitatorAction {
  const first = latestOf(session, "priority");
  if (first === null) return askPriorities("Ask what comes first");
  return furtherReveal(session, first, reveal) ?? closeWorkshop();
}

function furtherReveal(session: SessionView, round: RoundSummary, reveal: RevealChoice): FacilitatorAction | null {
  if (round.revealed === null) return revealResults(round, reveal, session.reveal);
  return round.revealed === "table" ? revealResults(round, { level: "pooled" }, session.reveal) : null;
}

function askLosses(map: string, label: string): FacilitatorAction {
  return {
    label,
    hint: "Everyone marks each step, alone. The map can be changed meanwhile; what is asked stays as the steps are now.",
    command: { type: "open_losses", map },
    confirm: null,
    ask: null,
  };
}

function askPriorities(label: string): FacilitatorAction {
  return {
    label,
    hint: "Everyone marks how much each action would change, and how soon.",
    command: { type: "open_priorities" },
    confirm: null,
    ask: null,
  };
}

/** The quiet ways with maps and the plan: leave one out, ask again, end without asking. None while a round is open. */
export function quietWithMaps(session: SessionView): FacilitatorAction[] {
  const round = latestRound(session);
  if (round?.is_open ?? false) return [];
  const toPlan = goTo(session, "plan");
  switch (session.run_sheet.current) {
    case "lobby":
    case "mark":
      // A workshop may be about a pathway only.
      return session.rounds.length === 0 ? [goTo(session, "map")] : [];
    case "reveal":
      return round !== null && round.revealed !== null
        ? [{ ...goTo(session, "plenary"), label: "Go to plenary, without a break" }]
        : [];
    case "break":
    case "close":
      return [];
    case "plenary":
      return [{ ...toPlan, label: `${toPlan.label}, without a map` }];
    case "map": {
      const lost = latestOf(session, "lost");
      const isShown = lost !== null && (lost.revealed === "pooled" || lost.revealed === "groups");
      return isShown && session.map !== null ? [askLosses(session.map, "Ask again where people are lost")] : [toPlan];
    }
    case "plan": {
      const first = latestOf(session, "priority");
      const isShown = first !== null && (first.revealed === "pooled" || first.revealed === "groups");
      return isShown ? [askPriorities("Ask again what comes first")] : [closeWorkshop()];
    }
  }
}
