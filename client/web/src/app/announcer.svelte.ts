// The one live region: short news for screen readers, one sentence at a time.

class Announcer {
  sentence = $state("");

  /** Says a sentence; the same one twice is said twice. */
  say(sentence: string): void {
    this.sentence = this.sentence === sentence ? `${sentence}\u00a0` : sentence;
  }
}

export const announcer = new Announcer();
