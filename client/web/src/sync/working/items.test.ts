import { expect, test } from "vitest";
import * as Y from "yjs";
import { createItem, isItemId, itemFields, moveItem, newItemId, readItems, removedItems, setRemoved } from "./items";
import { rawText, readLine, readText } from "./text";
import { MAP_WORDS, writeWords } from "./textFields";

const text = (value: string) => {
  const made = new Y.Doc().getMap("m");
  made.set("t", new Y.Text(value));
  return made.get("t");
};

test("ma1 texts lose control characters, are cut, then freed of spaces at both ends", () => {
  expect(readText(text(" \n a\u0000b\tc\u007f\u009f\ufffe\n\n d \n"), 100)).toBe("abc\n\n d");
  expect(readText("😀😀😀", 2)).toBe("😀😀");
  expect(readText("ab  cd", 3)).toBe("ab");
  expect(readText("\u00a0a\u00a0", 9)).toBe("\u00a0a\u00a0");
  expect(readLine(text("\na\nb\n"), 9)).toBe("a b");
  for (const value of [undefined, null, 7, true, new Y.Map(), ["a"]]) expect(readText(value, 9)).toBe("");
});

test("ids are drawn as MA2 has them", () => {
  const drawn = new Set(Array.from({ length: 500 }, () => newItemId()));
  expect(drawn.size).toBe(500);
  for (const id of drawn) expect(id).toMatch(/^[a-z0-9]{12}$/);
  expect(isItemId("a".repeat(24)) && !isItemId("a".repeat(25)) && !isItemId("") && !isItemId("A")).toBe(true);
});

test("an item is made whole in one transaction, moved, taken out and put back", () => {
  const doc = new Y.Doc();
  const root = doc.getMap("lanes");
  let transactions = 0;
  doc.on("afterTransaction", () => (transactions += 1));
  const one = createItem(root, { texts: { name: "GP" }, scalars: { kind: "x" } });
  expect(transactions).toBe(1);
  const two = createItem(root, { texts: { name: "Trust" } });
  const three = createItem(root, { texts: { name: "Council" } }, 1);
  const ids = () => readItems(root).map(({ id }) => id);
  expect(ids()).toEqual([one, three, two]);
  moveItem(root, one, 2);
  expect(ids()).toEqual([three, two, one]);
  setRemoved(root, two, true);
  expect(ids()).toEqual([three, one]);
  expect(removedItems(root).map(({ id }) => id)).toEqual([two]);
  setRemoved(root, two, false);
  expect(ids()).toEqual([three, two, one]);
});

test("what two people type in one new item at once is kept", () => {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  const id = createItem(here.getMap("steps"), { texts: { note: "" } });
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  for (const [doc, words] of [[here, "See the nurse"], [there, "at the practice"]] as const) {
    writeWords(doc, MAP_WORDS, ["steps", id, "note"], "", words);
  }
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  const read = (doc: Y.Doc) => rawText(itemFields(doc.getMap("steps"), id)?.get("note"));
  expect(read(here)).toBe(read(there));
  expect(read(here)).toContain("See the nurse");
  expect(read(here)).toContain("at the practice");
});
