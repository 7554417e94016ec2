import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Action, ActionStatus, Commitment, Missing } from "../generated";
import { acceptedBefore, answered, answerOf, holds, missing, statusOf, termsOf } from "./status";
import { accepted, anAction } from "./testPlan";

describe("pl6 what an owner's answer makes of an action", () => {
  const action = anAction();

  test("pl6 it is proposed until its owner accepts it as it stands", () => {
    expect(statusOf(action, null)).toBe("proposed");
    expect(statusOf(action, accepted(action))).toBe("agreed");
    expect(statusOf(anAction({ progress: "under_way" }), accepted(action))).toBe("under_way");
    expect(statusOf(anAction({ progress: "done" }), accepted(action))).toBe("done");
    expect(statusOf(anAction({ progress: "done" }), null)).toBe("proposed");
  });

  test("pl6 any term that changes makes it proposed again, and nothing else does", () => {
    const changes = [
      { what: "Something else" },
      { develop_by: null },
      { implement_by: "2026-12-01" },
      { test_by: "2026-12-15" },
      { measure: "Calls made" },
      { target: "" },
    ];
    for (const change of changes) expect(statusOf(anAction(change), accepted(action)), JSON.stringify(change)).toBe("proposed");
    const further = anAction({ evidence: "A count", engage: "The GPs", priority: "first", baseline: "6 of 10" });
    expect(statusOf(further, accepted(action))).toBe("agreed");
  });

  test("pl6 somebody else's yes does not hold for a new owner", () => {
    const other = anAction({ owner: { kind: "seat", seat: "s2", label: "Kim" } });
    expect(holds(other, accepted(action))).toBeNull();
    expect(answered(other, accepted(action))).toEqual({ kind: "none" });
    expect(holds(anAction({ owner: { kind: "organisation", label: "Trust" } }), accepted(action))).toBeNull();
  });

  test("pl6 who is put back as the owner on the same terms has said yes already", () => {
    const no = { action: "a1", seat: "s2", at_ms: 1, answer: "declined", because: "" } as const;
    const answers = [accepted(action), no];
    const others = anAction({ owner: { kind: "seat", seat: "s2", label: "Kim" } });
    expect(answerOf(others, answers)).toBe(no);
    expect(statusOf(others, answerOf(others, answers))).toBe("proposed");
    expect(acceptedBefore(others, answers)?.name).toBe("Sam Okoro");
    expect(statusOf(action, answerOf(action, answers))).toBe("agreed");
    expect(acceptedBefore(action, answers)).toBeNull();
    expect(acceptedBefore(anAction({ owner: others.owner, target: "" }), answers), "on other terms nobody had accepted it").toBeNull();
    expect(answerOf(anAction({ owner: null }), answers)).toBeNull();
  });

  test("pl6 stopped holds in any case", () => {
    expect(statusOf(anAction({ progress: "stopped" }), null)).toBe("stopped");
    expect(statusOf(anAction({ progress: "stopped" }), accepted(action))).toBe("stopped");
  });

  test("what lacks before it can be accepted is named", () => {
    expect(missing(action)).toEqual([]);
    expect(missing(anAction({ owner: { kind: "organisation", label: "Trust" } }))).toEqual(["owner"]);
    const bare = anAction({ what: "", owner: null, develop_by: null, test_by: null, measure: "" });
    expect(missing(bare)).toEqual(["what", "owner", "date", "measure"]);
  });

  test("a change since is told with what was accepted", () => {
    const now = anAction({ target: "10 of 10", test_by: null });
    expect(answered(now, accepted(action))).toEqual({
      kind: "changed",
      name: "Sam Okoro",
      accepted: termsOf(action),
      changed: ["test_by", "target"],
    });
  });
});

const { action, cases } = JSON.parse(
  readFileSync(new URL("../../../../../protocol/vectors/answers.json", import.meta.url), "utf8"),
  // The same cases to which the server's rule is held.
) as {
  action: Action;
  cases: { name: string; changes: Partial<Action>; answers: Commitment[]; status: ActionStatus; missing: Missing[] }[];
};

test.each(cases)("pl6 as the server says it: $name", ({ changes, answers, status, missing: lacks }) => {
  const changed = { ...action, ...changes };
  expect(statusOf(changed, answerOf(changed, answers))).toBe(status);
  expect(missing(changed)).toEqual(lacks);
});
