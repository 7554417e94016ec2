// A plan's days: what is promised when, what comes next, and what is late. Pure.
import type { Action } from "../generated";
import { ACTION_DAY } from "../generated/words";
import { valuesOf } from "../labels";
import { dayInWords, monthInWords } from "./days";

/** One day that an action names. */
export interface Promised {
  action: Action;
  stage: keyof typeof ACTION_DAY;
  day: string;
  /** Whether it has passed and still waits. */
  isOverdue: boolean;
}

/** A month of days. */
export interface Month {
  /** "November 2026". */
  title: string;
  days: Promised[];
}

/** What an action promises by a day, in the order of the work. */
export const STAGES = valuesOf(ACTION_DAY);

/**
 * The days of an action, the earliest first.
 *
 * Nobody says which day has been met, so what is known decides: an action that has not begun is late from its first day
 * on, one that is under way only once its last day has passed, and one that is done or stopped never.
 */
export function daysOf(action: Action, today: string): Promised[] {
  const named = STAGES.flatMap((stage) => {
    const day = action[`${stage}_by`];
    return day === null ? [] : [{ stage, day }];
  }).sort((one, other) => compare(one.day, other.day));
  const last = named.at(-1)?.day ?? "";
  const isLate = (day: string) => {
    switch (action.progress) {
      case "not_started":
        return day < today;
      case "under_way":
        return last < today && day === last;
      case "done":
      case "stopped":
        return false;
    }
  };
  return named.map(({ stage, day }) => ({ action, stage, day, isOverdue: isLate(day) }));
}

/** What matters next of an action: the day since which it is late, else the next one to come; null without either. */
export function nextDay(action: Action, today: string): Promised | null {
  const days = daysOf(action, today);
  return days.find(({ isOverdue }) => isOverdue) ?? days.find(({ day }) => today <= day) ?? null;
}

/** "Overdue since Monday 16 November", or "Develop by Monday 30 November". */
export function promisedInWords(promised: Promised, today: string): string {
  const words = dayInWords(promised.day, today);
  return promised.isOverdue ? `Overdue since ${words}` : `${ACTION_DAY[promised.stage].word} ${words}`;
}

/** What is late, the longest first; and everything else by month. */
export function calendarOf(actions: readonly Action[], today: string): { overdue: Promised[]; months: Month[] } {
  const days = actions
    .filter(({ progress }) => progress !== "stopped")
    .flatMap((action) => daysOf(action, today))
    .sort((one, other) => compare(one.day, other.day));
  const months: Month[] = [];
  for (const promised of days.filter(({ isOverdue }) => !isOverdue)) {
    const title = monthInWords(promised.day);
    const month = months.at(-1);
    if (month?.title === title) month.days.push(promised);
    else months.push({ title, days: [promised] });
  }
  return { overdue: days.filter(({ isOverdue }) => isOverdue), months };
}

const compare = (one: string, other: string) => (one < other ? -1 : one === other ? 0 : 1);
