// The links between marking, results, maps and the plan: only those that lead somewhere now. Pure.
import type { Command, SessionView, StepId } from "../generated";
import { latestRound } from "../workshop/roomStep";
import type { FacilitatorView, ParticipantView } from "./route";

/** A link with its word, and whether the page is there. */
export interface PageLink<View> {
  to: View;
  word: string;
  isHere: boolean;
}

/** Whether the workshop has come to its plan, or has been beyond it. */
function hasPlan(session: SessionView): boolean {
  const { current } = session.run_sheet;
  return session.state !== "open" || current === "map" || current === "plan" || current === "close";
}

const MAP = { to: { kind: "map", map: null, show: "list" }, word: "Map" } as const;
const PLAN = { to: { kind: "plan", show: "board", action: null }, word: "Plan" } as const;

/** A participant's links; none where there is nowhere else to go. `hasResults` where they may see any. */
export function participantLinks(
  session: SessionView,
  here: ParticipantView["kind"],
  isCounted: boolean,
  hasResults: boolean,
): PageLink<ParticipantView>[] {
  const isMarking = isCounted && (latestRound(session)?.is_open ?? false);
  const links: Omit<PageLink<ParticipantView>, "isHere">[] = [];
  if (isMarking) links.push({ to: { kind: "follow" }, word: "Marking" });
  else if (hasResults) links.push({ to: { kind: "results", round: null }, word: "Results" });
  if (0 < session.maps.length) links.push(MAP);
  if (hasPlan(session)) links.push(PLAN);
  if (!links.some(({ to }) => to.kind === "map" || to.kind === "plan")) return [];
  const isThere = (to: ParticipantView) =>
    to.kind === "follow" ? here === "domain" || here === "sheet" : to.kind === here;
  return links.map((link) => ({ ...link, isHere: isThere(link.to) }));
}

/** A facilitator's links; none where there is only the board. */
export function facilitatorLinks(session: SessionView, here: FacilitatorView["kind"]): PageLink<FacilitatorView>[] {
  const isBoard = here !== "map" && here !== "plan";
  const links: PageLink<FacilitatorView>[] = [{ to: { kind: "board" }, word: "Board", isHere: isBoard }];
  if (0 < session.maps.length) links.push({ ...MAP, isHere: here === "map" });
  if (0 < session.maps.length || hasPlan(session)) links.push({ ...PLAN, isHere: here === "plan" });
  return links.length === 1 ? [] : links;
}

/** Whether a step is about a map or the plan, which have pages of their own. */
export function hasPageOfItsOwn(step: StepId): boolean {
  return step === "map" || step === "plan";
}

/** Where a facilitator looks after they have done something, as the work is there; null where they stay. */
export function viewAfter(command: Command, view: FacilitatorView): FacilitatorView | null {
  const isWorking = view.kind === "map" || view.kind === "plan";
  switch (command.type) {
    case "create_map":
    case "show_map":
      return MAP.to;
    case "open_round":
    case "open_losses":
    case "open_priorities":
      return isWorking ? { kind: "board" } : null;
    case "move_step":
      if (command.to === "plan") return PLAN.to;
      if (command.to === "map") return MAP.to;
      return isWorking ? { kind: "board" } : null;
    default:
      return null;
  }
}

/** Whether a document is a map or the plan: their own pages say what was not taken, with the words to copy. */
export function isWorkingDocument(name: string): boolean {
  return name.endsWith("/plan") || /\/map\/[a-z0-9]+$/.test(name);
}
