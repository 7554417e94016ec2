// @vitest-environment jsdom
// The law: whatever happens, and whatever a translator does to the page, the page says what it says without a translator.
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchTranslators } from "./swaps";
import { change, dice, PageState } from "./test/page.svelte";
import Page from "./test/Page.svelte";
import { Translator, WAYS, wordsOf } from "./test/translators";

beforeEach(() => watchTranslators(document));
afterEach(() => document.body.replaceChildren());

/** The same page twice, from one state: one is translated, the other is not. */
function twice() {
  const page = new PageState();
  const [translated, plain] = ["section", "section"].map((name) => document.body.appendChild(document.createElement(name)));
  if (translated === undefined || plain === undefined) throw new Error("two were made");
  const mounted = [translated, plain].map((target) => mount(Page, { target, props: { page } }));
  return { page, translated, plain, close: () => mounted.map((app) => unmount(app)) };
}

/** Lets promises be answered and observers be called, until nothing is left to do. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  flushSync();
  await new Promise((done) => setTimeout(done));
}

// Enough for each way to meet each block; forty, which take four minutes, hold as well.
const SEEDS = 4;
// A page in a simulated browser on a machine that is busy with something else.
const MOST_MS = 60_000;

const CASES = Object.keys(WAYS).flatMap((way) => [false, true].map((takesBlank) => ({ way, takesBlank })));

test.each(CASES)("the page says what it would say where a translator $way, blanks too: $takesBlank", async ({ way, takesBlank }) => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { page, translated, plain, close } = twice();
    const translator = new Translator(translated, WAYS[way] ?? (() => {}), takesBlank);
    const roll = dice(seed);
    const happened: string[] = [];
    translator.translate();
    for (let turn = 0; turn < 60; turn += 1) {
      happened.push(change(page, roll));
      const moment = roll(4);
      // Before anybody was told, in the same breath as the app, or when all is quiet.
      if (moment === 0) flushSync();
      if (moment === 1) translator.translate();
      if (moment === 2) await Promise.resolve();
      if (moment === 3) {
        await settled();
        expect(wordsOf(translated), `seed ${seed}, after ${happened.join(", ")}`).toBe(wordsOf(plain));
      }
    }
    await settled();
    const turns = translator.turns;
    await settled();
    expect(translator.turns, "the translator and the app go round in circles").toBe(turns);
    close();
    flushSync();
    expect(wordsOf(translated).trim(), "something is left when the page is taken down").toBe("");
    translator.stop();
  }
}, MOST_MS);
