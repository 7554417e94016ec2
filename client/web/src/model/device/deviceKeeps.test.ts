import { expect, test } from "vitest";
import { deviceWarning } from "./deviceKeeps";

test("nobody is warned whose device keeps everything", () => {
  expect(deviceWarning({ key: true, copies: true }, "before")).toBeNull();
  expect(deviceWarning({ key: true, copies: true }, "beside the words")).toBeNull();
});

test.each([{ key: false, copies: true }, { key: false, copies: false }])("where the key is not kept, the words are the only way back: %j", (keeps) => {
  const before = deviceWarning(keeps, "before");
  expect(before?.title).toBe("This browser does not keep your place");
  expect(before?.says).toContain("You can join all the same.");
  expect(before?.says).toContain("please write them down");
  const beside = deviceWarning(keeps, "beside the words");
  expect(beside?.title).toBe("Please write these words down now, or take a photo");
  expect(beside?.says).toContain("only these words and the join code bring you back");
});

test("where only copies are not kept, the place is not said to be lost", () => {
  const keeps = { key: true, copies: false };
  expect(deviceWarning(keeps, "before")?.title).toBe("This browser may not keep your marks");
  expect(deviceWarning(keeps, "before")?.says).toContain("Leave the page open until it says “Saved”.");
  expect(deviceWarning(keeps, "beside the words")?.says).toContain("go on from any device");
});
