import { describe, expect, test } from "vitest";
import { isOnlyHere, marksInWords, placeInWords, savingLine, type Keeping, type LineAbout, type SaveState, type SavingFacts } from "./saving";

const facts = (state: SaveState, hasUnsent: boolean, keeping: Keeping): SavingFacts => ({ state, hasUnsent, keeping });
const MARKS: LineAbout = { what: "marks", hasAny: true, isServerSaving: true };
const WORDS: LineAbout = { ...MARKS, what: "words" };
const ONLY_HERE = "Only in this window so far. Keep it open until it says “Saved”.";

describe("one line says where marks and words are", () => {
  test.each<[SavingFacts, LineAbout, string, string]>([
    // At the server: whatever this device does, and in the words of a closed workshop where there are such.
    [facts("saved", false, "kept"), MARKS, "saved", "Saved"],
    [facts("saved", false, "not kept"), WORDS, "saved", "Saved"],
    [facts("saved", false, "kept"), { ...MARKS, savedWords: "Saved as late, not counted" }, "saved", "Saved as late, not counted"],
    [facts("saved", false, "kept"), { ...MARKS, isServerSaving: false }, "saved", "Saved"],
    // On the way.
    [facts("sending", true, "not kept"), MARKS, "sending", "Sending…"],
    [facts("sending", true, "kept"), { ...WORDS, isServerSaving: false }, "waiting", "Waiting to send. What you write is safe on this device."],
    [facts("sending", true, "not kept"), { ...MARKS, isServerSaving: false }, "window", ONLY_HERE],
    [facts("sending", false, "kept"), { ...WORDS, isServerSaving: false }, "sending", "Waiting: the server cannot save just now."],
    // On this device, and nothing is claimed while the store has not answered.
    [facts("waiting", true, "kept"), MARKS, "waiting", "Waiting to send. Your marks are safe on this device."],
    [facts("waiting", true, "kept"), WORDS, "waiting", "Waiting to send. What you write is safe on this device."],
    [facts("waiting", true, "pending"), MARKS, "waiting", "Waiting to send."],
    // Only in this window.
    [facts("waiting", true, "not kept"), MARKS, "window", ONLY_HERE],
    [facts("waiting", true, "not kept"), WORDS, "window", ONLY_HERE],
    // Nothing waits: what the server has is not said to be anywhere else.
    [facts("waiting", false, "not kept"), MARKS, "waiting", "No connection. The server has all your marks."],
    [facts("waiting", false, "kept"), WORDS, "waiting", "No connection. What you see may be old."],
    // Nothing was marked or written.
    [facts("saved", false, "kept"), { ...MARKS, hasAny: false }, "none", ""],
    [facts("waiting", false, "kept"), { ...MARKS, hasAny: false }, "waiting", "No connection. You can mark all the same."],
    [facts("waiting", false, "not kept"), { ...MARKS, hasAny: false }, "waiting", "No connection. You can mark all the same, in this window: keep it open until your marks are saved."],
    [facts("waiting", false, "kept"), { ...WORDS, hasAny: false }, "waiting", "No connection. What you see may be old."],
  ])("%j of %j: %s, “%s”", (known, about, sign, words) => {
    expect(savingLine(known, about)).toEqual({ sign, words });
  });

  test("that something is safe on this device is said in one case alone", () => {
    for (const state of ["saved", "sending", "waiting"] as const) {
      for (const keeping of ["pending", "kept", "not kept"] as const) {
        for (const hasUnsent of [true, false]) {
          const known = facts(state, hasUnsent, keeping);
          const said = [MARKS, WORDS, { ...MARKS, hasAny: false }, { ...WORDS, isServerSaving: false }].map((about) => savingLine(known, about).words);
          const isSafe = [...said, marksInWords(known, true), marksInWords(known, false)].some((words) => /safe/.test(words));
          if (isSafe) expect([keeping, hasUnsent]).toEqual(["kept", true]);
        }
      }
    }
  });
});

test("a notice says the same in a sentence", () => {
  expect(marksInWords(facts("waiting", true, "kept"), true)).toBe("Your marks are safe on this device.");
  expect(marksInWords(facts("waiting", true, "pending"), true)).toBe("Your marks have not been sent yet.");
  expect(marksInWords(facts("waiting", true, "not kept"), true)).toBe("Your marks are only in this window so far: keep it open until they are saved.");
  expect(marksInWords(facts("waiting", false, "not kept"), true)).toBe("The server has all your marks.");
  expect(marksInWords(facts("waiting", false, "kept"), false)).toBe("You can mark all the same.");
});

test("only what is unsent and not kept would be lost with the window", () => {
  expect(isOnlyHere(facts("waiting", true, "not kept"))).toBe(true);
  expect(isOnlyHere(facts("sending", true, "pending"))).toBe(true);
  expect(isOnlyHere(facts("waiting", true, "kept"))).toBe(false);
  expect(isOnlyHere(facts("waiting", false, "not kept"))).toBe(false);
  expect(isOnlyHere(facts("saved", true, "not kept"))).toBe(false);
});

test("a place is said to be kept only where its key is", () => {
  expect(placeInWords(true)).toBe("Your place is kept on this device.");
  expect(placeInWords(false)).toContain("only in this window");
});
