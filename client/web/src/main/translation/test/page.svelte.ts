// What the page of the laws shows, and everything that can happen to it. For tests only.

/** The state behind a page with every kind of block. */
export class PageState {
  title = $state("A page");
  word = $state("one");
  count = $state<number | null>(0);
  isOpen = $state(false);
  level = $state(0);
  rows = $state<{ key: number; name: string }[]>([]);
  plain = $state<string[]>([]);
  answer = $state.raw<Promise<string>>(Promise.resolve("first answer"));
  tag = $state("b");
}

/** Whole numbers below a limit, the same ones for the same seed. */
export type Dice = (below: number) => number;

/** Mulberry32, by Tommy Ettinger: small, and good enough to shuffle a page. */
export function dice(seed: number): Dice {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const WORDS = ["", " ", "one", "two words", "three", "  spaced  "];

/** One change of the state, by chance. */
export function change(page: PageState, roll: Dice): string {
  const changes: [string, () => void][] = [
    ["title", () => (page.title = `Page ${roll(9)}`)],
    ["word", () => (page.word = WORDS[roll(WORDS.length)] ?? "")],
    ["count", () => (page.count = roll(4) === 0 ? null : roll(40))],
    ["open", () => (page.isOpen = !page.isOpen)],
    ["level", () => (page.level = roll(4))],
    ["add a row", () => page.rows.splice(roll(page.rows.length + 1), 0, { key: roll(1_000_000_000), name: WORDS[roll(WORDS.length)] ?? "" })],
    ["remove a row", () => page.rows.splice(roll(page.rows.length + 1), 1)],
    ["rename a row", () => page.rows.slice(0, 1 + roll(3)).forEach((row) => (row.name = `name ${roll(9)}`))],
    ["turn the rows round", () => page.rows.reverse()],
    ["move a row", () => page.rows.unshift(...page.rows.splice(roll(page.rows.length + 1), 1))],
    ["no rows", () => {
      page.rows = [];
    }],
    ["plain", () => {
      page.plain = Array.from({ length: roll(4) }, () => WORDS[roll(WORDS.length)] ?? "");
    }],
    ["no plain", () => {
      page.plain = [];
    }],
    ["answer", () => (page.answer = roll(4) === 0 ? Promise.reject(new Error("no")) : Promise.resolve(`answer ${roll(9)}`))],
    ["tag", () => (page.tag = ["b", "i", "em"][roll(3)] ?? "b")],
  ];
  const [name, happen] = changes[roll(changes.length)] ?? ["nothing", () => {}];
  happen();
  return name;
}
