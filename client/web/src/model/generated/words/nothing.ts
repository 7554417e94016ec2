// Written from protocol/words/en.toml by `make types`. Do not edit.

export const NOTHING: Readonly<Record<"lane" | "lane_name" | "class" | "action", { word: string }>> = {
  lane: { word: "No organisation chosen" },
  lane_name: { word: "Organisation without a name" },
  class: { word: "No class chosen" },
  action: { word: "An action without words yet" },
};
