import { expect, test } from "vitest";
import type { Command } from "../generated";
import { holds } from "./holds";
import { round, sessionAt } from "../testSession";

const open = sessionAt("mark", [round({ is_open: true })]);
const closed = sessionAt("mark", [round()]);
const over = sessionAt("close", [round({ revealed: "pooled" })], { state: "closed", joining_open: false, focus: "leadership" });

test.each<[Command, boolean, boolean, boolean]>([
  [{ type: "open_round", framework: round().framework, kind: "now" }, true, false, false],
  [{ type: "open_round", framework: "pit-z", kind: "now" }, false, false, false],
  [{ type: "open_priorities" }, false, false, false],
  [{ type: "close_round", round: "r1" }, false, true, true],
  [{ type: "close_round", round: "r7" }, false, false, false],
  [{ type: "reopen_round", round: "r1" }, true, false, false],
  [{ type: "reveal", round: "r1", level: "pooled" }, false, false, true],
  [{ type: "move_step", from: "lobby", to: "mark" }, true, true, false],
  [{ type: "focus", domain: "leadership" }, false, false, true],
  [{ type: "open_joining", open: false }, false, false, true],
  [{ type: "close_workshop" }, false, false, true],
  [{ type: "seal" }, false, false, false],
  // What is added once more cannot be told from what somebody else added.
  [{ type: "create_table" }, false, false, false],
  [{ type: "extend_step", minutes: 5 }, false, false, false],
])("whether the workshop is as %j would have it: open %s, closed %s, over %s", (command, inOpen, inClosed, inOver) => {
  expect([open, closed, over].map((session) => holds(command, session))).toEqual([inOpen, inClosed, inOver]);
});
