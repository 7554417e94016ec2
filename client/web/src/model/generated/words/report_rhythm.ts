// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { ReportRhythm } from "..";

export const REPORT_RHYTHM: Readonly<Record<ReportRhythm, { word: string }>> = {
  weekly: { word: "Every week" },
  fortnightly: { word: "Every two weeks" },
  monthly: { word: "Every month" },
  quarterly: { word: "Every three months" },
};
