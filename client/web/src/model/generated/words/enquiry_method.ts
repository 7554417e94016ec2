// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { EnquiryMethod } from "..";

export const ENQUIRY_METHOD: Readonly<Record<EnquiryMethod, { word: string }>> = {
  data: { word: "From figures that exist" },
  survey: { word: "By a survey" },
  interviews: { word: "By interviews" },
  focus_group: { word: "In a focus group" },
  workshop: { word: "In a workshop" },
};
