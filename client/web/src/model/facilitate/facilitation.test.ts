import { expect, test } from "vitest";
import { closedInWords, revealInWords, type RevealChoice } from "./facilitatorAction";
import { nextAction, nextFramework, quietActions } from "./facilitation";
import type { ProgressView, RoundSummary, SessionView, StepId } from "../generated";
import { round, sessionAt } from "../testSession";

const POOLED: RevealChoice = { level: "pooled" };
const progress = (finished: number, seats: number, awaited = 0): ProgressView => ({
  revision: 1,
  round: "r1",
  seats,
  started: seats,
  finished,
  awaited,
  late: 0,
  domains: [],
});
const revealed = round({ revealed: "pooled" });

test.each<[string, StepId, RoundSummary[], string, string]>([
  ["nobody has marked yet", "lobby", [], "Open marking", "open_round"],
  ["the step is mark without a round", "mark", [], "Open marking", "open_round"],
  ["a round is open", "mark", [round({ is_open: true })], "Close marking", "close_round"],
  ["a round is open, whatever the step", "plenary", [revealed, round({ is_open: true })], "Close marking", "close_round"],
  ["marking is closed", "mark", [round()], "Reveal results", "reveal"],
  ["the facilitator went on without a reveal", "reveal", [round()], "Reveal results", "reveal"],
  ["the facilitator went back to mark", "mark", [revealed], "Go to talk at tables", "move_step"],
  ["results are revealed", "reveal", [revealed], "Take a break", "move_step"],
  ["the room rests", "break", [round({ revealed: "table" })], "Go to plenary", "move_step"],
  ["tables have seen their own", "plenary", [round({ revealed: "table" })], "Reveal results", "reveal"],
  ["the room has talked", "plenary", [revealed], "Go to map the pathway", "move_step"],
])("the one next action where %s", (_, step, rounds, label, type) => {
  const action = nextAction(sessionAt(step, rounds), null, POOLED);
  expect(action?.label).toBe(label);
  expect(action?.command.type).toBe(type);
});

test("a closed workshop has nothing left to do", () => {
  const closed = sessionAt("close", [revealed], { state: "closed" });
  expect(nextAction(closed, null, POOLED)).toBeNull();
  expect(quietActions(closed, false)).toEqual([]);
});

test("closing always asks, and says who is still marking", () => {
  const open = sessionAt("mark", [round({ is_open: true })]);
  const asked = (finished: number, seats: number) => nextAction(open, progress(finished, seats), POOLED)?.confirm;
  expect(nextAction(open, progress(24, 24), POOLED)?.label).toBe("Close marking");
  expect(asked(24, 24)?.title).toBe("Close marking for everyone?");
  expect(asked(24, 24)?.text).toMatch(/^All 24 people have finished\. /);
  expect(asked(1, 1)?.text).toMatch(/^The only person with a seat has finished\. /);
  // Where nobody is there, or nothing is known, nothing is said of who has finished.
  expect(asked(0, 0)?.text).toMatch(/^What has reached the server counts\. /);
  expect(nextAction(open, null, POOLED)?.confirm?.text).toMatch(/^What has reached the server counts\. /);
  expect(nextAction(open, progress(21, 24), POOLED)?.label).toBe("Close marking (3 of 24 still marking)");
  expect(asked(21, 24)?.title).toBe("3 people are still marking");
  expect(asked(23, 24)?.title).toBe("1 person is still marking");
});

test("every way to reveal asks first, and says who will see what", () => {
  const tables = [{ id: "t1", name: "Table 1" }];
  const session = (mode: SessionView["reveal"]) => sessionAt("mark", [round()], { reveal: mode });
  const asked = (choice: RevealChoice, mode: SessionView["reveal"] = "sealed") => nextAction(session(mode), null, choice)?.confirm;
  expect(asked(POOLED)).toMatchObject({ title: "Show everyone the results?", yes: "Reveal results" });
  expect(asked(POOLED)?.text).toContain("Everyone sees the counts of the whole room, here and on the screen. This cannot be taken back");
  expect(asked({ level: "groups", by: "sphere" })?.title).toBe("Show everyone the results by sphere of influence?");
  expect(asked({ level: "table" })?.title).toBe("Show each table its own counts?");
  expect(asked({ level: "table" }, "open")?.title).toBe("Show facilitators each table’s counts?");

  const shown: RoundSummary[] = [round(), round({ revealed: "table", grouping: "table" }), round({ revealed: "pooled" })];
  const steps: StepId[] = ["mark", "reveal", "plenary", "map", "plan"];
  const kinds = ["now", "lost", "priority"] as const;
  for (const one of shown.flatMap((closed) => kinds.map((kind) => ({ ...closed, kind, map: kind === "lost" ? "m1" : null })))) {
    for (const step of steps) {
      const at = sessionAt(step, [one], { tables, map: "m1", maps: [{ map: "m1", title: "Referral" }] });
      const actions = [nextAction(at, null, POOLED), ...quietActions(at, false, 3)].filter((action) => action !== null);
      for (const { command, confirm, label } of actions) {
        if (command.type === "reveal" || command.type === "close_round") expect(confirm, `${label} at ${step}`).not.toBeNull();
      }
    }
  }
});

test.each([
  [1, 1, "This person has a place but never opened the workshop."],
  [2, 2, "These 2 have a place but never opened the workshop."],
  [3, 1, "1 of these 3 has a place but never opened the workshop."],
  [5, 2, "2 of these 5 have a place but never opened the workshop."],
])("of %i who are still marking %i never came, and that is said", (still, awaited, words) => {
  const open = sessionAt("mark", [round({ is_open: true })]);
  const action = nextAction(open, progress(24 - still, 24, awaited), POOLED);
  expect(action?.hint).toContain(words);
});

test("a reveal goes as far as was chosen, and in plenary always to the room", () => {
  const session = sessionAt("mark", [round()]);
  expect(nextAction(session, null, { level: "groups", by: "sector" })?.command).toEqual({
    type: "reveal",
    round: "r1",
    level: "groups",
    by: "sector",
  });
  expect(nextAction(session, null, { level: "table" })?.command).toEqual({ type: "reveal", round: "r1", level: "table" });
  const atTables = sessionAt("plenary", [round({ revealed: "table", grouping: "table" })]);
  expect(nextAction(atTables, null, { level: "table" })?.command).toMatchObject({ level: "pooled" });
});

test("a move names the step the sender saw, so that two facilitators cannot skip one", () => {
  expect(nextAction(sessionAt("reveal", [revealed]), null, POOLED)?.command).toEqual({
    type: "move_step",
    from: "reveal",
    to: "break",
  });
});

test("a break can be left out once there is something to see", () => {
  expect(quiet(sessionAt("reveal", [revealed]))).toContain("Go to plenary, without a break");
  expect(quiet(sessionAt("reveal", [round()]))).not.toContain("Go to plenary, without a break");
});

test("what was made of a map or of the plan is no tool to mark next", () => {
  const frameworks = [
    { id: "pit-a", version: "1", title: "Tool A", is_derived: false },
    { id: "map-m1-1", version: "1", title: "Where people are lost", is_derived: true },
  ];
  expect(nextFramework(sessionAt("map", [revealed], { frameworks }))?.id).toBe("pit-a");
});

test("the tool that is marked next is the first that has not been", () => {
  const frameworks = ["pit-a", "pit-b"].map((id) => ({ id, version: "1", title: id, is_derived: false }));
  const next = (rounds: RoundSummary[]) => nextFramework(sessionAt("lobby", rounds, { frameworks }))?.id;
  expect(next([])).toBe("pit-a");
  expect(next([revealed])).toBe("pit-b");
  expect(next([round({ kind: "needed" })])).toBe("pit-a");
  expect(next([revealed, round({ round: "r2", framework: "pit-b" })])).toBe("pit-a");
});

const quiet = (session: SessionView, hasAgreed = false) => quietActions(session, hasAgreed).map(({ label }) => label);

test("an early close can be undone until something is shown or decided", () => {
  expect(quiet(sessionAt("mark", [round()]))).toContain("Reopen marking");
  expect(quiet(sessionAt("mark", [round()]), true)).not.toContain("Reopen marking");
  expect(quiet(sessionAt("reveal", [revealed]))).not.toContain("Reopen marking");
});

test("going back is offered, but never away from an open round", () => {
  expect(quiet(sessionAt("plenary", [revealed]))).toContain("Back to break");
  expect(quiet(sessionAt("break", [revealed]))).toContain("Back to talk at tables");
  expect(quiet(sessionAt("lobby"))).toEqual(["Go to map the pathway"]);
  expect(quiet(sessionAt("mark", [round({ is_open: true })]))).toEqual([]);
});

test("people who came late are offered to be counted in once a round is shown, and never after it was decided", () => {
  const offered = (session: SessionView, hasAgreed: boolean, late: number) =>
    quietActions(session, hasAgreed, late).some(({ command }) => command.type === "take_late");
  const shown = sessionAt("reveal", [round({ revealed: "pooled" })]);
  expect(offered(shown, false, 5)).toBe(true);
  expect(offered(shown, false, 0)).toBe(false);
  expect(offered(shown, true, 5)).toBe(false);
  expect(offered(sessionAt("reveal", [round({ revealed: "table" })]), false, 5)).toBe(false);
});

test("a later reveal only shows more, and by one grouping only", () => {
  const tables = [{ id: "t1", name: "Table 1" }];
  const more = (changes: Partial<RoundSummary>) =>
    quiet(sessionAt("reveal", [round(changes)], { tables })).filter((label) => label.startsWith("Also"));
  expect(more({ revealed: "pooled" })).toEqual(["Also show results by sector", "Also show results by table"]);
  expect(more({ revealed: "table", grouping: "table" })).toEqual(["Also show results by table"]);
  expect(more({ revealed: "groups", grouping: "sector" })).toEqual([]);
  expect(more({})).toEqual([]);
});

test("in an open workshop nobody is told that tables see only their own counts", () => {
  const atTables = round({ revealed: "table", grouping: "table" });
  const everybody = "Everybody sees the room’s counts. Facilitators also see each table’s.";
  expect(closedInWords(atTables, "open", true)).toBe(everybody);
  expect(revealInWords({ level: "table" }, "open")).toBe(everybody);
  expect(closedInWords(round(), "open", true)).toBe("Marking is closed. Everybody sees the room’s counts.");
  expect(closedInWords(atTables, "sealed", true)).toBe("Each table sees its own counts.");
  expect(revealInWords({ level: "table" }, "facilitator")).toBe("Each table sees its own counts. The screen shows none yet.");
  expect(closedInWords(round(), "facilitator", true)).toBe("Marking is closed. Only facilitators see this yet.");
  expect(closedInWords(round(), "sealed", false)).toBe("Marking is closed. Counts appear when you reveal.");
  expect(closedInWords(revealed, "open", true)).toBe("Revealed to the room.");
});
