import { expect, test } from "vitest";
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { Presence, type Others } from "./presence";

function person() {
  const heard: Others[] = [];
  const presence = new Presence(new Y.Doc(), (others) => heard.push(others));
  const said: unknown[] = [];
  presence.awareness.on("update", (_: unknown, origin: unknown) => origin === "local" && said.push(presence.awareness.getLocalState()));
  return { presence, heard, said };
}

function tell({ presence: { awareness: from } }: ReturnType<typeof person>, { presence: { awareness: to } }: ReturnType<typeof person>) {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), "network");
}

test("where somebody writes is said once and taken back, and nothing else about them", () => {
  const [ann, bob, cat] = [person(), person(), person()];
  ann.presence.sayAt(null);
  expect(ann.said, "who writes nowhere says nothing").toEqual([]);
  for (const writer of [ann, bob]) {
    writer.presence.sayAt("steps/a/name");
    writer.presence.sayAt("steps/a/name");
    expect(writer.said).toEqual([{ at: "steps/a/name" }]);
    tell(writer, cat);
  }
  expect(cat.heard.at(-1)).toEqual(new Map([["steps/a/name", 2]]));
  ann.presence.sayAt("steps/a/note");
  tell(ann, cat);
  expect(cat.heard.at(-1)).toEqual(new Map([["steps/a/name", 1], ["steps/a/note", 1]]));
  ann.presence.sayAt(null);
  tell(ann, cat);
  expect(cat.heard.at(-1)).toEqual(new Map([["steps/a/name", 1]]));
  // Oneself is nobody else.
  cat.presence.sayAt("steps/a/name");
  expect(cat.heard.at(-1)).toEqual(new Map([["steps/a/name", 1]]));
  for (const { presence } of [ann, bob, cat]) presence.awareness.destroy();
});
