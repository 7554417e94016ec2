// @vitest-environment jsdom
import { flushSync } from "svelte";
import { expect, test } from "vitest";
import { announcer } from "./announcer.svelte";
import { sayOnce } from "./test/effect.svelte";

test("an effect that says something says it once, and no more because of what was said", () => {
  const { count, stop } = sayOnce("It is only in this window.");
  flushSync();
  expect(count()).toBe(1);
  expect(announcer.sentence).toBe("It is only in this window.");
  announcer.say("Saved.");
  flushSync();
  expect(count()).toBe(1);
  stop();
});
