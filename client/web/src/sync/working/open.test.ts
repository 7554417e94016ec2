import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { NOTHING_KNOWN } from "../../model/device/saving";
import type { OpenDocument } from "../document";
import { createItem, readItems } from "./items";
import { openMap, openPlan } from "./open";

function place() {
  const opened: { name: string; isClosed: boolean }[] = [];
  const openDocument = (name: string): OpenDocument => {
    const opening = { name, isClosed: false };
    opened.push(opening);
    const document = { replica: new Y.Doc(), saveState: "saved", saving: NOTHING_KNOWN, loaded: Promise.resolve(), close: () => (opening.isClosed = true) };
    // Only these are used here; the network is tested with the connection.
    return document as unknown as OpenDocument;
  };
  return { opened, place: { connection: { openDocument }, workshop: "w", token: null } };
}

test("two who look at one map have one document, which is closed with the last of them", async () => {
  const { opened, place: at } = place();
  const heard = { one: 0, other: 0 };
  const one = openMap(at, "m1", { changed: () => (heard.one += 1), stateChanged: () => {} });
  await vi.waitFor(() => expect(one.isLoaded).toBe(true));
  const other = openMap(at, "m1", { changed: () => (heard.other += 1), stateChanged: () => {} });
  openPlan(at, { changed: () => {}, stateChanged: () => {} });
  expect(opened.map(({ name }) => name)).toEqual(["map/m1", "plan"]);
  await vi.waitFor(() => expect(heard.other).toBe(1));
  const before = { ...heard };
  createItem(one.replica.getMap("lanes"), { texts: { name: "GP" } });
  expect(readItems(other.replica.getMap("lanes"))).toHaveLength(1);
  expect(heard).toEqual({ one: before.one + 1, other: before.other + 1 });
  one.close();
  one.close();
  expect(opened[0]?.isClosed).toBe(false);
  other.close();
  expect(opened[0]?.isClosed).toBe(true);
  openMap(at, "m1", { changed: () => {}, stateChanged: () => {} });
  expect(opened).toHaveLength(3);
});
