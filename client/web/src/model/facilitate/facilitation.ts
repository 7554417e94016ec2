// What a facilitator can do next. Pure: from where the workshop stands to one clear action and the quiet ones beside it.
import type { FrameworkRef, Grouping, ProgressView, RoundKind, RoundSummary, SessionView } from "../generated";
import { GROUPING } from "../generated/words";
import { askToReveal, closeWorkshop, goTo, plain, revealResults, type FacilitatorAction, type RevealChoice } from "./facilitatorAction";
import { mapAction, planAction, quietWithMaps } from "./mapping";
import { latestRound } from "../workshop/roomStep";
import { counted } from "../labels";

/** The frameworks that are marked as they are: not those that were made of a map or of the plan. */
export function toolsOf(session: SessionView): FrameworkRef[] {
  return session.frameworks.filter(({ is_derived }) => !is_derived);
}

/** The framework that is marked next: the first one that no round of "now" has had yet, else the first. */
export function nextFramework(session: SessionView): FrameworkRef | null {
  const marked = new Set(session.rounds.filter(({ kind }) => kind === "now").map(({ framework }) => framework));
  const tools = toolsOf(session);
  return tools.find(({ id }) => !marked.has(id)) ?? tools[0] ?? null;
}

/** The one action the filled button offers; null once the workshop is closed. */
export function nextAction(session: SessionView, progress: ProgressView | null, reveal: RevealChoice): FacilitatorAction | null {
  if (session.state !== "open") return null;
  const round = latestRound(session);
  if (round !== null && round.is_open) return closeMarking(round, progress);
  switch (session.run_sheet.current) {
    case "lobby":
      return openMarking(session);
    case "mark":
      if (round === null) return openMarking(session);
      return round.revealed === null ? revealResults(round, reveal, session.reveal) : goTo(session, "reveal");
    case "reveal":
      return round !== null && round.revealed === null ? revealResults(round, reveal, session.reveal) : { ...goTo(session, "break"), label: "Take a break" };
    case "break":
      return goTo(session, "plenary");
    case "plenary":
      if (round !== null && round.revealed === null) return revealResults(round, reveal, session.reveal);
      if (round !== null && round.revealed === "table") return revealResults(round, { level: "pooled" }, session.reveal);
      return goTo(session, "map");
    case "map":
      return mapAction(session, reveal);
    case "plan":
      return planAction(session, reveal);
    case "close":
      return closeWorkshop();
  }
}

function openMarking(session: SessionView): FacilitatorAction | null {
  const framework = nextFramework(session);
  if (framework === null) return null;
  return openRound(framework, "now", 1 < toolsOf(session).length);
}

/** Opens a round of marking. */
function openRound(framework: FrameworkRef, kind: RoundKind, isNamed: boolean): FacilitatorAction {
  const asked = kind === "now" ? "where things are now" : "where things need to be";
  return {
    label: kind === "now" ? "Open marking" : "Open marking: where we need to be",
    hint: isNamed ? `${framework.title}: everyone marks ${asked}.` : `Everyone marks ${asked}, each on their own.`,
    command: { type: "open_round", framework: framework.id, kind },
    confirm: null,
    ask: null,
  };
}

/** How many people have a seat that counts and have not marked every domain. */
function stillMarking(progress: ProgressView | null): number {
  return progress === null ? 0 : Math.max(0, progress.seats - progress.finished);
}

function closeMarking(round: RoundSummary, progress: ProgressView | null): FacilitatorAction {
  const still = stillMarking(progress);
  const all = progress?.seats ?? 0;
  const awaited = progress?.awaited ?? 0;
  return {
    label: still === 0 ? "Close marking" : `Close marking (${still} of ${all} still marking)`,
    hint: still === 0 && 0 < all ? "Everyone has finished." : notYetHere(awaited, still),
    command: { type: "close_round", round: round.round },
    confirm: {
      title: still === 0 ? "Close marking for everyone?" : `${counted(still, "person is", "people are")} still marking`,
      text: `${finishedInWords(progress)}What has reached the server counts. Marks that come later are listed as late and not counted. You can reopen marking until you reveal or record a level.`,
      yes: "Close marking",
    },
    ask: null,
  };
}

// Nothing is said where nothing is known, or nobody is there.
function finishedInWords(progress: ProgressView | null): string {
  if (progress === null || progress.seats === 0 || progress.finished < progress.seats) return "";
  return progress.seats === 1 ? "The only person with a seat has finished. " : `All ${progress.seats} people have finished. `;
}

// A place that was given and never opened keeps "still marking" above nothing for ever.
function notYetHere(awaited: number, still: number): string | null {
  if (awaited === 0) return null;
  const who = awaited === still ? (still === 1 ? "This person has" : `These ${still} have`) : `${awaited} of these ${still} ${awaited === 1 ? "has" : "have"}`;
  return `${who} a place but never opened the workshop. You can remove such a place in “People and tables”.`;
}

/** The quiet ways: back a step, undo an early close, show more of what is revealed. */
export function quietActions(session: SessionView, hasAgreed: boolean, lateSeats = 0): FacilitatorAction[] {
  if (session.state !== "open") return [];
  const round = latestRound(session);
  const actions: FacilitatorAction[] = [];
  if (round !== null && !round.is_open && round.revealed === null && !hasAgreed) {
    actions.push(plain("Reopen marking", { type: "reopen_round", round: round.round }));
  }
  if (round !== null && !round.is_open) actions.push(...furtherReveals(session, round));
  if (round !== null && 0 < lateSeats && !hasAgreed && (round.revealed === "pooled" || round.revealed === "groups")) {
    actions.push(takeLate(round));
  }
  actions.push(...quietWithMaps(session));
  const { steps, current } = session.run_sheet;
  const before = steps[steps.findIndex(({ id }) => id === current) - 1];
  if (before !== undefined && !(round?.is_open ?? false)) {
    actions.push(plain(`Back to ${before.title.toLowerCase()}`, { type: "move_step", from: current, to: before.id }));
  }
  return actions;
}

/** By what a round can be shown. People are asked for their sphere of influence where losses are marked. */
export function groupingsOf(session: SessionView, kind: RoundKind): Grouping[] {
  const asksSphere = (kind === "lost" || kind === "priority") && 0 < session.spheres.length;
  return ["sector", ...(asksSphere ? (["sphere"] as const) : []), ...(0 < session.tables.length ? (["table"] as const) : [])];
}

// One grouping a round: two that cross could give a small group away, so the server refuses the second.
function furtherReveals(session: SessionView, round: RoundSummary): FacilitatorAction[] {
  if (round.revealed === null || round.revealed === "groups") return [];
  const groupings: Grouping[] = round.grouping === null ? groupingsOf(session, round.kind) : [round.grouping];
  return groupings.map((by) => ({
    ...plain(`Also show results by ${GROUPING[by].one}`, { type: "reveal", round: round.round, level: "groups", by }),
    confirm: askToReveal({ level: "groups", by }, session.reveal),
  }));
}

// The server says no where so few came late that the difference would show what they marked.
function takeLate(round: RoundSummary): FacilitatorAction {
  return {
    label: "Count people who came late",
    hint: null,
    command: { type: "take_late", round: round.round },
    confirm: {
      title: "Count the people who came late?",
      text: "Those who first marked after marking closed are counted in, if there are enough of them in the room and in each group that is shown. Where they are too few, or mark too much alike, what is shown stays as it is for good. Marks that people changed later are never counted.",
      yes: "Count them in",
    },
    ask: null,
  };
}
