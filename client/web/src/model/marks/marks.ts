// A seat's marks as the app sees them, and how far a person has come. Pure.
import type { Framework } from "../generated";

/** A level, counted from 1, or `unsure`. */
export type Mark = number | "unsure";

/** Where one mark lives on a ballot. */
export function cell(round: string, domain: string): string {
  return `${round}/${domain}`;
}

/** How far a person has come in one round. */
export interface Progress {
  marked: number;
  total: number;
  /** The first domain without a mark, or null when every domain has one. */
  firstUnmarked: string | null;
}

/** Counts the marks of one round; "not sure" is an answer too. */
export function progressOf(framework: Framework, round: string, marks: ReadonlyMap<string, Mark>): Progress {
  const unmarked = framework.domains.filter((domain) => !marks.has(cell(round, domain.id)));
  return {
    marked: framework.domains.length - unmarked.length,
    total: framework.domains.length,
    firstUnmarked: unmarked[0]?.id ?? null,
  };
}

/** A domain's place and its neighbours, or null where the framework has no such domain. */
export function placeOf(
  framework: Framework,
  domain: string,
): { index: number; previous: string | null; next: string | null } | null {
  const index = framework.domains.findIndex((candidate) => candidate.id === domain);
  if (index < 0) return null;
  return {
    index,
    previous: framework.domains[index - 1]?.id ?? null,
    next: framework.domains[index + 1]?.id ?? null,
  };
}

/** Whether anything is marked in a round yet. */
export function hasBegun(round: string, marks: ReadonlyMap<string, Mark>): boolean {
  return [...marks.keys()].some((key) => key.startsWith(`${round}/`));
}

/** The mark in words. */
export function markInWords(framework: Framework, mark: Mark | null): string {
  if (mark === null) return "Not marked yet";
  if (mark === "unsure") return "Not sure";
  const level = framework.levels.find((candidate) => candidate.level === mark);
  return level === undefined ? `Level ${mark}` : `${mark} ${level.name}`;
}
