import { expect, test } from "vitest";
import * as Y from "yjs";
import type { OpenDocument } from "./document";
import { Plenary } from "./plenary";
import { PLENARY_WORDS, writeWords } from "./working/textFields";

function opened() {
  const replica = new Y.Doc();
  // Only the replica and the close are used here; the network is tested with the connection.
  const document = { replica, close: () => replica.destroy() } as unknown as OpenDocument;
  const heard: ReadonlyMap<string, string>[] = [];
  const plenary = new Plenary(document, (priorities) => heard.push(priorities));
  const write = (domain: string, before: string, after: string) => writeWords(replica, PLENARY_WORDS, ["priorities", domain], before, after);
  return { replica, heard, plenary, write };
}

function exchange(one: Y.Doc, other: Y.Doc) {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
}

test("what is typed is heard by the domain it was typed for", () => {
  const { plenary, heard, write } = opened();
  write("leadership", "", "Name a lead");
  write("leadership", "Name a lead", "Name one lead");
  expect(plenary.read()).toEqual(new Map([["leadership", "Name one lead"]]));
  expect(heard.at(-1)).toEqual(plenary.read());
});

test("two facilitators write in one text at once and both are kept", () => {
  const one = opened();
  const other = opened();
  one.write("targets", "", "Agree a baseline.");
  exchange(one.replica, other.replica);
  one.write("targets", "Agree a baseline.", "First agree a baseline.");
  other.write("targets", "Agree a baseline.", "Agree a baseline. By May.");
  exchange(one.replica, other.replica);
  expect(one.plenary.read().get("targets")).toContain("By May.");
  expect(one.plenary.read()).toEqual(other.plenary.read());
  expect(one.plenary.read().get("targets")).toMatch(/^First /);
});

test("an emptied text is no priority, and a text that shrank underneath harms nothing", () => {
  const { plenary, write } = opened();
  write("a", "", "abc");
  write("a", "abcdefgh", "abcdefg");
  write("a", "abc", "");
  expect(plenary.read().size).toBe(0);
});

test("a plain string in the document is read, and taken over when it is written on", () => {
  const { plenary, replica, write } = opened();
  replica.getMap("priorities").set("a", "old");
  expect(plenary.read().get("a")).toBe("old");
  write("a", "old", "older");
  expect(plenary.read().get("a")).toBe("older");
});
