import { expect, test } from "vitest";
import { accepted, anAction } from "./testPlan";
import { listed, missingInWords, ownerInWords, sourceInWords, type SourceNames } from "./planLabels";

test("an owner has a name only once it was accepted", () => {
  const action = anAction();
  expect(ownerInWords(action, null)).toBe("asked: Sam");
  expect(ownerInWords(action, accepted(action))).toBe("Sam Okoro");
  expect(ownerInWords(anAction({ target: "all" }), accepted(action))).toBe("asked: Sam");
  expect(ownerInWords(anAction({ owner: { kind: "organisation", label: "Harbour Trust" } }), null)).toBe("Harbour Trust, still to be engaged");
  expect(ownerInWords(anAction({ owner: null }), null)).toBe("no owner yet");
});

test("what is missing reads as a sentence", () => {
  expect(missingInWords(["owner", "date", "measure"])).toBe("an owner who is here, a date and a measure");
  expect(listed(["one", "two"])).toBe("one and two");
  expect(listed([])).toBe("");
});

test("a source is told in words, and whether it is still there", () => {
  const names: SourceNames = {
    framework: () => null,
    mapTitle: (map) => (map === "m1" ? "Frailty" : null),
    step: (_, step) => (step === "s1" ? "First call" : null),
    pin: () => undefined,
  };
  expect(sourceInWords({ kind: "step", map: "m1", step: "s1" }, names)).toEqual({ words: "Step on the map “Frailty”: First call", isThere: true });
  expect(sourceInWords({ kind: "step", map: "m1", step: "s2" }, names).isThere).toBe(false);
  expect(sourceInWords({ kind: "step", map: "m2", step: "s1" }, names).isThere).toBe(false);
  expect(sourceInWords({ kind: "pin", map: "m1", pin: "p1" }, names).isThere).toBeNull();
  expect(sourceInWords(null, names).isThere).toBe(false);
});
