import { expect, test } from "vitest";
import { Alignment } from "./alignment";
import { changed, type TextChange } from "./change";
import { numbers } from "./seeded";

test("half a word stays out of the document, and the words of others out of the field, until both are let in", () => {
  const draft = new Alignment("Agree a lead");
  draft.typed({ at: 12, removed: 0, inserted: " b" });
  draft.heard({ at: 0, removed: 0, inserted: "We: " });
  expect([draft.field, draft.document]).toEqual(["Agree a lead b", "We: Agree a lead"]);
  draft.typed({ at: 14, removed: 0, inserted: "y" });
  expect(draft.unpublished()).toEqual([{ at: 16, removed: 0, inserted: " by" }]);
  draft.published();
  expect(draft.show(15, 15)).toEqual([19, 19]);
  expect([draft.field, draft.document]).toEqual(Array(2).fill("We: Agree a lead by"));
});

test("what both take out is out, and what others put into it stays", () => {
  const draft = new Alignment("one two three");
  draft.typed({ at: 4, removed: 4, inserted: "" });
  draft.heard({ at: 5, removed: 1, inserted: "WO" });
  expect(draft.unpublished()).toEqual([
    { at: 4, removed: 1, inserted: "" },
    { at: 6, removed: 2, inserted: "" },
  ]);
  draft.published();
  draft.show(0, 0);
  expect([draft.field, draft.document]).toEqual(Array(2).fill("one WOthree"));
});

test("in any order of typing and hearing both sides end with the same words, and every letter is there", () => {
  for (let seed = 1; seed <= 800; seed += 1) {
    const random = numbers(seed);
    const upTo = (most: number) => Math.floor(random() * (most + 1));
    const draft = new Alignment("seven words stand in this field already");
    let document = draft.document;
    const made: string[] = [];
    const invent = (text: string, mark: string): TextChange => {
      const at = upTo(text.length);
      // Only letters that were there at the beginning are taken out, so that all others can be looked for.
      const inserted = random() < 0.7 ? `${mark}${String.fromCharCode(0x4e00 + made.length)}` : "";
      const removed = inserted === "" && /^[a-z ]*$/.test(text.slice(at, at + 3)) ? Math.min(3, text.length - at) : 0;
      if (inserted !== "") made.push(inserted);
      return { at, removed, inserted };
    };
    for (let step = 0; step < 12; step += 1) {
      const before = draft.field;
      if (random() < 0.5) draft.typed(invent(draft.field, "A"));
      else {
        const change = invent(document, "B");
        document = changed(document, change);
        draft.heard(change);
        expect(draft.field).toBe(before);
      }
      expect(draft.document).toBe(document);
      if (random() < 0.3) {
        for (const change of draft.unpublished()) document = changed(document, change);
        draft.published();
        expect(draft.unpublished()).toEqual([]);
        expect(draft.document, `seed ${seed}`).toBe(document);
      }
      if (random() < 0.3) draft.show(0, 0);
    }
    for (const change of draft.unpublished()) document = changed(document, change);
    draft.published();
    const caret = upTo(draft.field.length);
    const before = draft.field.slice(0, caret);
    const [moved] = draft.show(caret, caret);
    expect([draft.field, draft.document], `seed ${seed}`).toEqual([document, document]);
    for (const token of made) for (const letter of token) expect(draft.field, `seed ${seed}`).toContain(letter);
    // The caret is behind the letter it stood behind, unless somebody took that one out.
    const last = before.at(-1);
    if (last !== undefined && 0x4e00 <= last.charCodeAt(0)) expect(draft.field.slice(0, moved).at(-1)).toBe(last);
  }
});
