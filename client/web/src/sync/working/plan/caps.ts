// What is shown of a plan at most (docs/PROTOCOL.md, PL); the same numbers as the server's.

/** Items of each kind. */
export const MOST = { actions: 200, blockers: 20, cycles: 20, nodes: 200, ties: 600 } as const;

/** Code points of each kind of text. */
export const LONGEST = { label: 80, sentence: 200, remark: 500, paragraph: 1000 } as const;
