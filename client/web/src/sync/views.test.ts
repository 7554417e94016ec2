import { expect, test } from "vitest";
import { NewestViews, readView } from "./views";

function view(value: object) {
  const read = readView(JSON.stringify(value));
  if (read === null) throw new Error(`not a view: ${JSON.stringify(value)}`);
  return read;
}

test("what is not a view is nothing", () => {
  for (const payload of ["", "{", "null", "7", "[]", "{}", '{"type":7}', '{"type":"weather","revision":1}']) {
    expect(readView(payload), payload).toBeNull();
  }
});

test("an older snapshot never replaces a newer one", () => {
  const newest = new NewestViews();
  expect(newest.accept(view({ type: "session", revision: 4 }))).toBe(true);
  expect(newest.accept(view({ type: "session", revision: 3 }))).toBe(false);
  expect(newest.accept(view({ type: "session", revision: 4 }))).toBe(true);
  expect(newest.accept(view({ type: "session", revision: 5 }))).toBe(true);
});

test("each kind, each round and each table has its own newest", () => {
  const newest = new NewestViews();
  expect(newest.accept(view({ type: "session", revision: 9 }))).toBe(true);
  expect(newest.accept(view({ type: "progress", round: "r1", revision: 2 }))).toBe(true);
  expect(newest.accept(view({ type: "results", round: "r1", table: null, revision: 7 }))).toBe(true);
  expect(newest.accept(view({ type: "results", round: "r1", table: "t1", revision: 3 }))).toBe(true);
  expect(newest.accept(view({ type: "results", round: "r2", table: null, revision: 1 }))).toBe(true);
  expect(newest.accept(view({ type: "results", round: "r1", table: null, revision: 6 }))).toBe(false);
});

test("owners’ answers are one snapshot", () => {
  const newest = new NewestViews();
  expect(newest.accept(view({ type: "commitments", revision: 4, commitments: [] }))).toBe(true);
  expect(newest.accept(view({ type: "commitments", revision: 3, commitments: [] }))).toBe(false);
});

test("news without a revision is always taken", () => {
  const newest = new NewestViews();
  const refusal = view({ type: "refusal", document: "d", code: "forbidden", detail: "closed" });
  expect(newest.accept(refusal)).toBe(true);
  expect(newest.accept(refusal)).toBe(true);
  expect(newest.accept(view({ type: "saving", is_saving: false }))).toBe(true);
});
