// Written from protocol/words/en.toml by `make types`. Do not edit.
import type { ActionStatus } from "..";

export const ACTION_STATUS: Readonly<Record<ActionStatus, { none: string; sign: string; word: string }>> = {
  proposed: { none: "Nothing waits for an owner’s yes.", sign: "○", word: "Proposed" },
  agreed: { none: "An action comes here when its owner accepts it.", sign: "◐", word: "Agreed" },
  under_way: { none: "Agreed actions come here when work begins.", sign: "◑", word: "Under way" },
  done: { none: "Nothing is done yet.", sign: "●", word: "Done" },
  stopped: { none: "Nothing has been given up.", sign: "✕", word: "Stopped" },
};
