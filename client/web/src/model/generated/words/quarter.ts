// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { Quarter } from "..";

export const QUARTER: Readonly<Record<Quarter, { meaning: string; sign: string; word: string }>> = {
  do_first: { meaning: "High impact, and soon.", sign: "●", word: "Do first" },
  begin_now: { meaning: "High impact, but later: it takes time.", sign: "◐", word: "Begin now" },
  if_time_allows: { meaning: "Soon, but little impact.", sign: "◑", word: "If time allows" },
  leave: { meaning: "Little impact, and late.", sign: "○", word: "Leave for now" },
  talk_first: { meaning: "The room is in two camps, so no middle says where it stands.", sign: "◧", word: "Talk first" },
  too_few: { meaning: "Too few people have marked it to show where it lies.", sign: "·", word: "Too few marks" },
};
