// The one live region: short news for screen readers, one sentence at a time.
import { untrack } from "svelte";

class Announcer {
  sentence = $state("");

  /** Says a sentence; the same one twice is said twice. An effect that says something does not depend on what was said. */
  say(sentence: string): void {
    this.sentence = untrack(() => this.sentence) === sentence ? `${sentence}\u00a0` : sentence;
  }
}

export const announcer = new Announcer();
