// An effect that says something, as a page has it, for a test of who hears it how often.
import { announcer } from "../announcer.svelte";

export function sayOnce(sentence: string): { count: () => number; stop: () => void } {
  let count = 0;
  const stop = $effect.root(() => {
    $effect(() => {
      count += 1;
      announcer.say(sentence);
    });
  });
  return { count: () => count, stop };
}
