// How a plan is spoken of, so that one thing is always said in one way. Pure.
import type { Action, ActionSource, Commitment, Framework, Missing, NodeKind, Terms } from "../generated";
import { ACTION_DAY, ACTION_PRIORITY, ACTION_PROGRESS, ACTION_STATUS, MISSING, NODE_KIND, NOTHING, REPORT_RHYTHM, TIE_WAY } from "../generated/words";
import { optionsOf, valuesOf } from "../labels";
import { dayInWords } from "./days";
import { holds } from "./status";

/** The statuses in the order of the board. */
export const STATUSES = valuesOf(ACTION_STATUS);

/** How far an action has come, as its people say it. */
export const PROGRESSES = optionsOf(ACTION_PROGRESS);

/** How soon an action should be taken up. */
export const PRIORITIES = optionsOf(ACTION_PRIORITY);

/** How often an action is reported on. */
export const RHYTHMS = optionsOf(REPORT_RHYTHM);

/** Ways in which one thing serves another. */
export const WAYS = optionsOf(TIE_WAY);

/** What an action says it does; a name for one that says nothing yet. */
export function actionName(action: Action): string {
  return action.what === "" ? NOTHING.action.word : action.what;
}

/** The owner as everybody may read it: the accepted name, else who is asked. */
export function ownerInWords(action: Action, commitment: Commitment | null): string {
  const accepted = holds(action, commitment);
  if (accepted !== null) return accepted.name;
  switch (action.owner?.kind) {
    case "seat":
      return `asked: ${action.owner.label}`;
    case "organisation":
      return `${action.owner.label}, still to be engaged`;
    case undefined:
      return "no owner yet";
  }
}

/** What is missing, in words that go into a sentence. */
export function missingInWords(missing: readonly Missing[]): string {
  return listed(missing.map((what) => MISSING[what].in_sentence));
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** The terms as rows of label and words; what is empty says so. */
export function termsInWords(terms: Terms, today: string): { term: keyof Terms; label: string; words: string }[] {
  const on = (day: string | null) => (day === null ? "no date" : dayInWords(day, today));
  return [
    { term: "what", label: "What", words: terms.what === "" ? "nothing yet" : terms.what },
    { term: "develop_by", label: ACTION_DAY.develop.word, words: on(terms.develop_by) },
    { term: "implement_by", label: ACTION_DAY.implement.word, words: on(terms.implement_by) },
    { term: "test_by", label: ACTION_DAY.test.word, words: on(terms.test_by) },
    { term: "measure", label: "Measure", words: terms.measure === "" ? "none yet" : terms.measure },
    { term: "target", label: "Target", words: terms.target === "" ? "none" : terms.target },
  ];
}

/** A kind of node, one and several, and what is asked for. */
export function nodeInWords(kind: NodeKind | "action"): { one: string; many: string; hint: string } {
  return kind === "action" ? { one: "Action", many: "Actions", hint: "" } : NODE_KIND[kind];
}

/** Names of what an action may come from, as far as they are known here. */
export interface SourceNames {
  framework: (id: string) => Framework | null;
  /** The title of a map; null where the workshop has none such. */
  mapTitle: (map: string) => string | null;
  /** A step's name or a pin's text: null where it is gone, undefined while the map is not known yet. */
  step: (map: string, step: string) => string | null | undefined;
  pin: (map: string, pin: string) => string | null | undefined;
}

/** Where an action comes from, in words; whether it is still there, or null while that is not known. */
export function sourceInWords(source: ActionSource | null, names: SourceNames): { words: string; isThere: boolean | null } {
  if (source === null) return { words: "No source is named.", isThere: false };
  switch (source.kind) {
    case "domain": {
      const framework = names.framework(source.framework);
      if (framework === null) return { words: "A domain that was marked", isThere: null };
      const domain = framework.domains.find(({ id }) => id === source.domain);
      if (domain === undefined) return { words: "A domain that is no longer there", isThere: false };
      return { words: `${domain.name} (${framework.title})`, isThere: true };
    }
    case "step":
      return onMap("Step", source.map, names.step(source.map, source.step), names);
    case "pin":
      return onMap("What is lost", source.map, names.pin(source.map, source.pin), names);
  }
}

function onMap(
  what: string,
  map: string,
  text: string | null | undefined,
  names: SourceNames,
): { words: string; isThere: boolean | null } {
  const title = names.mapTitle(map);
  if (title === null) return { words: `${what} on a map that is no longer there`, isThere: false };
  if (text === undefined) return { words: `${what} on the map “${title}”`, isThere: null };
  if (text === null) return { words: `${what} that is no longer on the map “${title}”`, isThere: false };
  return { words: `${what} on the map “${title}”: ${text === "" ? "no words yet" : text}`, isThere: true };
}
