// What an owner's answer makes of an action, by the same rules as the server's (docs/PROTOCOL.md, PL6). Pure.
import type { Action, ActionStatus, Commitment, Missing, Terms } from "../generated";

/** An owner's acceptance. */
export type Accepted = Extract<Commitment, { answer: "accepted" }>;

/** What the present owner has answered to an action; null where there is none, or they have not. */
export function answerOf(action: Action, answers: readonly Commitment[]): Commitment | null {
  const owner = ownerSeat(action);
  return owner === null ? null : (answers.filter(({ seat }) => seat === owner).at(-1) ?? null);
}

/** Who had accepted an action on the terms it has now, before somebody else was named as its owner; null where nobody. */
export function acceptedBefore(action: Action, answers: readonly Commitment[]): Accepted | null {
  const owner = ownerSeat(action);
  const held = answers.flatMap((answer) => {
    if (answer.answer !== "accepted" || answer.seat === owner) return [];
    return changedTerms(answer.terms, termsOf(action)).length === 0 ? [answer] : [];
  });
  return held.at(-1) ?? null;
}

/** What an owner accepts of an action. */
export function termsOf(action: Action): Terms {
  const { what, develop_by, implement_by, test_by, measure, target } = action;
  return { what, develop_by, implement_by, test_by, measure, target };
}

/** The seat that leads an action. */
export function ownerSeat(action: Action): string | null {
  return action.owner?.kind === "seat" ? action.owner.seat : null;
}

/** What an action lacks before its owner can accept it. */
export function missing(action: Action): Missing[] {
  const lacks: [boolean, Missing][] = [
    [action.what === "", "what"],
    [ownerSeat(action) === null, "owner"],
    [action.develop_by === null && action.implement_by === null && action.test_by === null, "date"],
    [action.measure === "", "measure"],
  ];
  return lacks.filter(([isMissing]) => isMissing).map(([, what]) => what);
}

/** The acceptance that holds for an action as it stands: its present owner's, of its present terms. */
export function holds(action: Action, commitment: Commitment | null): Accepted | null {
  if (commitment === null || commitment.answer !== "accepted") return null;
  const isSame = ownerSeat(action) === commitment.seat && changedTerms(commitment.terms, termsOf(action)).length === 0;
  return isSame ? commitment : null;
}

/** Where an action stands. */
export function statusOf(action: Action, commitment: Commitment | null): ActionStatus {
  if (action.progress === "stopped") return "stopped";
  if (holds(action, commitment) === null) return "proposed";
  switch (action.progress) {
    case "not_started":
      return "agreed";
    case "under_way":
    case "done":
      return action.progress;
  }
}

const TERMS: readonly (keyof Terms)[] = ["what", "develop_by", "implement_by", "test_by", "measure", "target"];

/** The terms that differ, in the order in which they are shown. */
function changedTerms(accepted: Terms, now: Terms): (keyof Terms)[] {
  return TERMS.filter((term) => accepted[term] !== now[term]);
}

/** What became of an earlier answer. */
export type Answered =
  | { kind: "none" }
  /** It holds. */
  | { kind: "accepted"; name: string }
  /** It was accepted, but terms have changed since. */
  | { kind: "changed"; name: string; accepted: Terms; changed: (keyof Terms)[] }
  /** The present owner declined. */
  | { kind: "declined"; because: string };

/** What the present owner has answered; somebody else's earlier answer counts as none. */
export function answered(action: Action, commitment: Commitment | null): Answered {
  if (commitment === null || ownerSeat(action) !== commitment.seat) return { kind: "none" };
  if (commitment.answer === "declined") return { kind: "declined", because: commitment.because };
  const { name, terms } = commitment;
  const changed = changedTerms(terms, termsOf(action));
  return changed.length === 0 ? { kind: "accepted", name } : { kind: "changed", name, accepted: terms, changed };
}
