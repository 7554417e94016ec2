// Who sees whom: at a table all who sit there, in their own name only; in the large room nobody.

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
