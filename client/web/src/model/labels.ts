// The sentences that more than one page says, so that one thing is always said in one way.
import type { RevealMode, Verdict } from "./generated";

/** A join code as it is read aloud and shown: `KQM 4WTX`. */
export function codeInGroups(code: string): string {
  return code.length === 7 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}

/** Recovery words as the server compares them: single spaces or hyphens do not matter, nor do capitals. */
export function plainWords(typed: string): string {
  return typed
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "")
    .join(" ");
}

/** What is wrong with typed recovery words; null where they may be right. */
export function recoveryWordsProblem(typed: string): string | null {
  const count = plainWords(typed).split(" ").filter((word) => word !== "").length;
  if (count === 0) return "Enter your four recovery words.";
  if (count !== 4) return `There are four recovery words; you entered ${count}.`;
  return null;
}

/** What others can see, told to everybody before they mark. */
export function whatOthersSee(reveal: RevealMode, minimumGroup: number, isNamed: boolean): string {
  // The rule in force, and not only half of it: docs/DISCLOSURE.md, rule 4.
  const rule = `roups smaller than ${minimumGroup} are never shown, and where a group of fewer than ${Math.max(10, minimumGroup)} agrees so closely that its counts would be its people’s marks, no groups are.`;
  const always = isNamed
    ? `After the reveal your facilitator sees the counts of every group, even of one person, and so may see what you marked. To everyone else, g${rule}`
    : `Nobody sees who marked what. G${rule}`;
  switch (reveal) {
    case "sealed":
      return `Until the results are revealed, nobody sees any marks, only how many people have finished. After that, everyone sees counts. ${always}`;
    case "facilitator":
      return `Your facilitator sees counts as they come in; everyone sees them once they are revealed. ${always}`;
    case "open":
      return `Everyone sees counts as they come in. ${always}`;
  }
}

/** Who sees the counts of a sphere of influence, told before somebody chooses one. */
export function spheresShown(minimumGroup: number, isNamed: boolean): string {
  const always = `Spheres of fewer than ${minimumGroup} people are never shown`;
  return isNamed ? `Your facilitator may see every sphere’s counts, even of one person. ${always} to everyone else.` : `${always}.`;
}

/** The values of a table of labels, in the order of their type. */
export function valuesOf<V extends string>(table: Readonly<Record<V, unknown>>): readonly V[] {
  // A table has each value as a key, and no other: it is written from Rust.
  return Object.keys(table) as V[];
}

/** The values of a table with their words, as a person chooses from them. */
export function optionsOf<V extends string>(table: Readonly<Record<V, { word: string }>>): readonly { value: V; word: string }[] {
  return valuesOf(table).map((value) => ({ value, word: table[value].word }));
}

/** A count with its noun: "1 person", "3 people". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A word as it begins a sentence. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** How far: "3 of 10". */
export function outOf(count: number, total: number): string {
  return `${count} of ${total}`;
}

/** Time left in a step as a person says it; the clock advises, it never forces. */
export function timeLeft(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (milliseconds <= 0) return "Time is up";
  return minutes <= 1 ? "Less than 1 min left" : `${minutes} min left`;
}

/** The name of a verdict's colour. */
export function verdictTone(verdict: Verdict): Exclude<Verdict, "too_few"> | "too-few" {
  return verdict === "too_few" ? "too-few" : verdict;
}
