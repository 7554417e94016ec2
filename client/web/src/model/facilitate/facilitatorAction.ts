// What one action of a facilitator is, and the actions that every step has in common. Pure.
import type { Command, Grouping, RevealLevel, RevealMode, RoundSummary, SessionView, StepId } from "../generated";
import { GROUPING } from "../generated/words";

/** A question asked before something that cannot be undone, that cuts people off or that people see. */
export interface Confirmation {
  title: string;
  text: string;
  yes: string;
}

/** One thing a facilitator can do now. */
export interface FacilitatorAction {
  label: string;
  /** A line beneath: what will happen. */
  hint: string | null;
  command: Command;
  confirm: Confirmation | null;
  /** What must be typed first; null where nothing is. */
  ask: TextAsked | null;
}

/** A line of text that a command needs. */
export interface TextAsked {
  title: string;
  label: string;
  hint: string;
  yes: string;
  command: (text: string) => Command;
}

/** How far a reveal goes, as the facilitator chose it. */
export interface RevealChoice {
  level: RevealLevel;
  by?: Grouping;
}

/** An action that needs no question and no explanation. */
export function plain(label: string, command: Command): FacilitatorAction {
  return { label, hint: null, command, confirm: null, ask: null };
}

/** Shows a closed round, as far as was chosen. */
export function revealResults(round: RoundSummary, choice: RevealChoice, mode: RevealMode): FacilitatorAction {
  return {
    label: "Reveal results",
    hint: revealInWords(choice, mode),
    command:
      choice.level === "groups" && choice.by !== undefined
        ? { type: "reveal", round: round.round, level: "groups", by: choice.by }
        : { type: "reveal", round: round.round, level: choice.level },
    confirm: askToReveal(choice, mode),
    ask: null,
  };
}

/** The question before a reveal, in which nobody can be in doubt who will see what: it cannot be taken back. */
export function askToReveal(choice: RevealChoice, mode: RevealMode): Confirmation {
  return {
    title: revealTitle(choice, mode),
    text: `${revealInWords(choice, mode)} This cannot be taken back, and marking cannot be reopened after it.`,
    yes: "Reveal results",
  };
}

function revealTitle(choice: RevealChoice, mode: RevealMode): string {
  switch (choice.level) {
    case "table":
      return mode === "open" ? "Show facilitators each table’s counts?" : "Show each table its own counts?";
    case "pooled":
      return "Show everyone the results?";
    case "groups":
      return `Show everyone the results by ${GROUPING[choice.by ?? "sector"].one}?`;
  }
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
      return `Everyone sees the counts of the whole room, and by ${GROUPING[choice.by ?? "sector"].one} where groups are large enough.`;
  }
}

/** Moves on, or back. */
export function goTo(session: SessionView, to: StepId): FacilitatorAction {
  const title = session.run_sheet.steps.find(({ id }) => id === to)?.title ?? to;
  return {
    label: `Go to ${title.toLowerCase()}`,
    hint: null,
    command: { type: "move_step", from: session.run_sheet.current, to },
    confirm: null,
    ask: null,
  };
}

/** Ends the workshop. */
export function closeWorkshop(): FacilitatorAction {
  return {
    label: "Close the workshop",
    hint: "Ends the workshop for everyone. The record stays.",
    command: { type: "close_workshop" },
    confirm: {
      title: "Close the workshop?",
      text: "Nothing can be marked, agreed or written after this, and it cannot be undone. Marks that a phone has not sent by then are not taken; its person is told which. You can still download and print everything.",
      yes: "Close the workshop",
    },
    ask: null,
  };
}
