import { expect, test } from "vitest";
import { characters, lengthInWords, tooLong } from "./characters";

test("characters are counted as the server counts them, an emoji as one", () => {
  expect([characters(""), characters("👍é"), characters("x".repeat(281)), characters("👍".repeat(60))]).toEqual([0, 2, 281, 60]);
  expect(lengthInWords("👍".repeat(120), 120, "kept")).toBe("0 characters left");
});

test("a paste of 229 into 120 is told with what becomes of it, and nothing is said while there is room", () => {
  const pasted = "x".repeat(229);
  expect(lengthInWords(pasted, 120, "kept")).toBe("109 too many. All of it stays in this field; lists, the screen and exports show the first 120.");
  expect(lengthInWords(pasted, 120, "held")).toBe("109 too many. Nothing is cut: it can be sent once it fits in 120.");
  expect(lengthInWords(pasted, 120, "cut")).toBe("109 too many: only the first 120 are kept.");
  expect(lengthInWords("", 120, "held")).toBe("");
  expect(lengthInWords("x".repeat(119), 120, "held")).toBe("1 character left");
});

test("what is too long is named with how much, and spaces at its ends are nothing", () => {
  expect(tooLong("Your name", ` ${"x".repeat(60)} `, 60)).toBeNull();
  expect(tooLong("Your name", "x".repeat(61), 60)).toBe("Your name is 1 character too long: 60 at most");
  expect(tooLong("Your name", "👍".repeat(72), 60)).toBe("Your name is 12 characters too long: 60 at most");
});
