// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { CalendarShows } from "..";

export const CALENDAR_SHOWS: Readonly<Record<CalendarShows, { in_sentence: string; meaning: string }>> = {
  plan: { in_sentence: "the whole plan", meaning: "every action of the plan: what is done, by when, how it is measured and who leads it" },
  mine: { in_sentence: "what I lead", meaning: "the actions that you lead or are asked to lead, with their days and measures" },
};
