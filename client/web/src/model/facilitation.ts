// What a facilitator can do next. Pure: from where the workshop stands to one clear action and the quiet ones beside it.
import type {
  Command,
  FrameworkRef,
  Grouping,
  ProgressView,
  RevealLevel,
  RevealMode,
  RoundKind,
  RoundSummary,
  SessionView,
  StepId,
} from "./generated";
import { latestRound } from "./place";
import { counted } from "./words";

/** A question asked before something that cannot be undone, or that cuts people off. */
export interface Confirmation {
  title: string;
  text: string;
  yes: string;
}

/** One thing a facilitator can do now. */
export interface Action {
  label: string;
  /** A line beneath: what will happen. */
  hint: string | null;
  command: Command;
  confirm: Confirmation | null;
}

/** How far a reveal goes, as the facilitator chose it. */
export interface RevealChoice {
  level: RevealLevel;
  by?: Grouping;
}

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
export function nextAction(session: SessionView, progress: ProgressView | null, reveal: RevealChoice): Action | null {
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
      return round !== null && round.revealed === null ? revealResults(round, reveal, session.reveal) : goTo(session, "plenary");
    case "plenary":
      if (round !== null && round.revealed === null) return revealResults(round, reveal, session.reveal);
      if (round !== null && round.revealed === "table") return revealResults(round, { level: "pooled" }, session.reveal);
      return goTo(session, hasStep(session, "map") ? "map" : "plan");
    case "map":
      return goTo(session, "plan");
    case "plan":
    case "close":
      return closeWorkshop();
  }
}

function openMarking(session: SessionView): Action | null {
  const framework = nextFramework(session);
  if (framework === null) return null;
  return openRound(framework, "now", 1 < toolsOf(session).length);
}

/** Opens a round of marking. */
export function openRound(framework: FrameworkRef, kind: RoundKind, isNamed: boolean): Action {
  const asked = kind === "now" ? "where things are now" : "where things need to be";
  return {
    label: kind === "now" ? "Open marking" : "Open marking: where we need to be",
    hint: isNamed ? `${framework.title}: everyone marks ${asked}.` : `Everyone marks ${asked}, each on their own.`,
    command: { type: "open_round", framework: framework.id, kind },
    confirm: null,
  };
}

/** How many people have a seat that counts and have not marked every domain. */
export function stillMarking(progress: ProgressView | null): number {
  return progress === null ? 0 : Math.max(0, progress.seats - progress.finished);
}

function closeMarking(round: RoundSummary, progress: ProgressView | null): Action {
  const still = stillMarking(progress);
  const all = progress?.seats ?? 0;
  return {
    label: still === 0 ? "Close marking" : `Close marking (${still} of ${all} still marking)`,
    hint: still === 0 && 0 < all ? "Everyone has finished." : null,
    command: { type: "close_round", round: round.round },
    confirm:
      still === 0
        ? null
        : {
            title: `${counted(still, "person is", "people are")} still marking`,
            text: "What they have marked so far counts. Marks that come later are listed as late and not counted. You can reopen marking until you reveal.",
            yes: "Close marking",
          },
  };
}

function revealResults(round: RoundSummary, choice: RevealChoice, mode: RevealMode): Action {
  return {
    label: "Reveal results",
    hint: revealInWords(choice, mode),
    command:
      choice.level === "groups" && choice.by !== undefined
        ? { type: "reveal", round: round.round, level: "groups", by: choice.by }
        : { type: "reveal", round: round.round, level: choice.level },
    confirm: null,
  };
}

// In an open workshop the room's counts were seen as they came in, and a reveal at tables takes nothing away.
const OPEN_AT_TABLES = "Everybody sees the room’s counts. Facilitators also see each table’s.";

/** What is seen of a round that is closed, in a sentence; `isSeen` where this facilitator has its counts. */
export function closedInWords(round: RoundSummary, mode: RevealMode, isSeen: boolean): string {
  if (round.revealed === "table") return mode === "open" ? OPEN_AT_TABLES : "Each table sees its own counts.";
  if (round.revealed !== null) return "Revealed to the room.";
  if (!isSeen) return "Marking is closed. Counts appear when you reveal.";
  return mode === "open" ? "Marking is closed. Everybody sees the room’s counts." : "Marking is closed. Only facilitators see this yet.";
}

/** What people will see, in a sentence. */
export function revealInWords(choice: RevealChoice, mode: RevealMode): string {
  switch (choice.level) {
    case "table":
      return mode === "open" ? OPEN_AT_TABLES : "Each table sees its own counts. The screen shows none yet.";
    case "pooled":
      return "Everyone sees the counts of the whole room, here and on the screen.";
    case "groups":
      return `Everyone sees the counts of the whole room, and by ${choice.by ?? "sector"} where groups are large enough.`;
  }
}

// A workshop that was made before there were maps has no step for them.
function hasStep(session: SessionView, step: StepId): boolean {
  return session.run_sheet.steps.some(({ id }) => id === step);
}

function goTo(session: SessionView, to: StepId): Action {
  const title = session.run_sheet.steps.find(({ id }) => id === to)?.title ?? to;
  return {
    label: `Go to ${title.toLowerCase()}`,
    hint: null,
    command: { type: "move_step", from: session.run_sheet.current, to },
    confirm: null,
  };
}

function closeWorkshop(): Action {
  return {
    label: "Close the workshop",
    hint: "Ends the workshop for everyone. The record stays.",
    command: { type: "close_workshop" },
    confirm: {
      title: "Close the workshop?",
      text: "Nothing can be marked, agreed or written after this, and it cannot be undone. You can still download and print everything.",
      yes: "Close the workshop",
    },
  };
}

/** The quiet ways: back a step, undo an early close, show more of what is revealed. */
export function quietActions(session: SessionView, hasAgreed: boolean, lateSeats = 0): Action[] {
  if (session.state !== "open") return [];
  const round = latestRound(session);
  const actions: Action[] = [];
  if (round !== null && !round.is_open && round.revealed === null && !hasAgreed) {
    actions.push(plain("Reopen marking", { type: "reopen_round", round: round.round }));
  }
  if (round !== null && !round.is_open) actions.push(...furtherReveals(session, round));
  if (round !== null && 0 < lateSeats && !hasAgreed && (round.revealed === "pooled" || round.revealed === "groups")) {
    actions.push(takeLate(round));
  }
  const { steps, current } = session.run_sheet;
  const before = steps[steps.findIndex(({ id }) => id === current) - 1];
  if (before !== undefined && !(round?.is_open ?? false)) {
    actions.push(plain(`Back to ${before.title.toLowerCase()}`, { type: "move_step", from: current, to: before.id }));
  }
  return actions;
}

// One grouping a round: two that cross could give a small group away, so the server refuses the second.
function furtherReveals(session: SessionView, round: RoundSummary): Action[] {
  if (round.revealed === null || round.revealed === "groups") return [];
  const groupings: Grouping[] =
    round.grouping === null ? (0 < session.tables.length ? ["sector", "table"] : ["sector"]) : [round.grouping];
  return groupings.map((by) =>
    plain(`Also show results by ${by}`, { type: "reveal", round: round.round, level: "groups", by }),
  );
}

// The server says no where so few came late that the difference would show what they marked.
function takeLate(round: RoundSummary): Action {
  return {
    label: "Count people who came late",
    hint: null,
    command: { type: "take_late", round: round.round },
    confirm: {
      title: "Count the people who came late?",
      text: "Those who first marked after marking closed are counted in, if there are enough of them in the room and in each group that is shown. Where they are too few, or mark too much alike, what is shown stays as it is for good. Marks that people changed later are never counted.",
      yes: "Count them in",
    },
  };
}

function plain(label: string, command: Command): Action {
  return { label, hint: null, command, confirm: null };
}
