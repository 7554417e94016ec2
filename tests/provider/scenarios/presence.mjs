// Who sees whom: at a table all who sit there, in their own name only; in the plan where, not who; in the large room nobody.

import assert from "node:assert/strict";

export async function awareness(stage) {
  const one = stage.open("table/t1", stage.one);
  const otherLine = stage.line();
  const other = otherLine.open(stage.name("table/t1"), stage.other.token);
  await Promise.all([one.opened(), other.opened()]);
  one.show("writes", "a note");
  other.show("writes", "nothing yet");
  await one.seesOf(other, "writes", "nothing yet");
  await other.seesOf(one, "writes", "a note");

  // Who comes later is told who is there.
  const late = stage.open("table/t1", stage.facilitator);
  await late.seesOf(one, "writes", "a note");
  await late.seesOf(other, "writes", "nothing yet");

  // Nobody speaks in another's name, nor sends them away.
  one.forge(other, { writes: "nonsense" });
  one.show("writes", "with another's pen");
  await late.seesOf(one, "writes", "with another's pen");
  assert.deepEqual(late.sees(other), { writes: "nothing yet" });
  one.forge(other, null);
  one.show("writes", "a second note");
  await late.seesOf(one, "writes", "a second note");
  assert.deepEqual(late.sees(other), { writes: "nothing yet" });
  assert.deepEqual(other.awareness.getLocalState(), { writes: "nothing yet" });

  // In the large room it goes nowhere; a table's frames behind it show that it would have come.
  const large = { one: stage.open("plenary", stage.one), late: stage.open("plenary", stage.facilitator) };
  await Promise.all([large.one.opened(), large.late.opened()]);
  for (const time of ["first", "second"]) {
    large.one.show("waves", time);
    large.late.show("waves", time);
    one.show("writes", time);
    await late.seesOf(one, "writes", time);
    late.show("writes", time);
    await one.seesOf(late, "writes", time);
  }
  assert.equal(large.late.sees(large.one), undefined);
  assert.equal(large.one.sees(large.late), undefined);

  // Who leaves is seen to leave, with a word or without.
  one.close();
  await late.seesNothingOf(one);
  assert.deepEqual(late.sees(other), { writes: "nothing yet" });
  otherLine.vanish();
  await late.seesNothingOf(other);
}

// In the plan, as in a map, it is told where somebody writes, and never who.
export async function place(stage) {
  const [writer, other] = [stage.open("plan", stage.facilitator), stage.open("plan", stage.facilitator)];
  const reader = stage.open("plan", stage.one);
  await Promise.all([writer, other, reader].map((replica) => replica.opened()));
  writer.show("name", "Ann");
  writer.show("at", "actions/a/what");
  for (const told of [other, reader]) {
    await told.seesOf(writer, "at", "actions/a/what");
    assert.deepEqual(told.sees(writer), { at: "actions/a/what" });
  }

  // Who may not write there now is nowhere, whatever they say; frames behind theirs show that it would have come.
  for (const at of ["actions/b/what", "actions/c/what"]) {
    reader.show("at", at);
    writer.show("at", at);
    await reader.seesOf(writer, "at", at);
    other.show("at", at);
    await writer.seesOf(other, "at", at);
  }
  assert.equal(other.sees(reader), undefined);
  assert.equal(writer.sees(reader), undefined);

  // Who comes later is told; who has gone out of the field is no longer there.
  const late = stage.open("plan", stage.other);
  await late.seesOf(writer, "at", "actions/c/what");
  writer.awareness.setLocalState(null);
  await late.seesNothingOf(writer);
  assert.deepEqual(late.sees(other), { at: "actions/c/what" });
}
