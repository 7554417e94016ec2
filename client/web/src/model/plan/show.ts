// The ways to look at a plan, which are parts of its address.

/** How the plan is looked at. */
export type PlanShow = "board" | "owners" | "calendar" | "thread" | "first";

/** Every way to look at it with its name, in the order of the links. */
export const PLAN_SHOWS: readonly { show: PlanShow; word: string }[] = [
  { show: "board", word: "Board" },
  { show: "owners", word: "By owner" },
  { show: "calendar", word: "Calendar" },
  { show: "thread", word: "Thread" },
  { show: "first", word: "What comes first" },
];

/** Reads a way to look out of an address; the board where it names none. */
export function planShow(text: string | null): PlanShow {
  return PLAN_SHOWS.find(({ show }) => show === text)?.show ?? "board";
}
