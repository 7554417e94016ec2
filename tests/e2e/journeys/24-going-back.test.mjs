// Somebody's device takes everything out of the map and the plan. The facilitator reads who wrote when, looks at how it was,
// goes back with one press, and can undo even that.

import assert from 'node:assert/strict';

import { DESK, PHONE, SMALL_PHONE } from '../harness/browser.mjs';
import { item, place, writes } from '../harness/documents.mjs';
import { hasSteps, listedSteps, mapOf, startMap } from '../harness/mapping.mjs';
import { command, heading, makeWorkshop, sees } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

const TITLE = 'From the first call to a home';
const STEPS = ['Somebody calls', 'A file is opened', 'A flat is seen'];
const ACTIONS = ['Offer evening slots', 'Ring everybody who missed a visit'];

journey('a facilitator goes back to how a map and the plan were', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const map = await startMap(story.url, made, TITLE);
  const ann = await takesSeat(story.url, made, 'Ann', 'Halton Council');
  const mallory = await takesSeat(story.url, made, 'Mallory', 'Harbour Trust');

  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await desk.getByRole('link', { name: 'Map', exact: true }).click();
  await heading(desk, TITLE);
  await desk.getByText('History', { exact: true }).click();
  await sees(desk, 'Nothing was written here yet.');
  await story.look(desk, 'a history without an entry');

  await writes(story.url, ann, `map/${map}`, (document) => {
    for (const [index, name] of STEPS.entries()) {
      item(document.getMap('steps'), `step${index}`, place(index), { note: 'As it is' }, { kind: 'step', name, lane: null, component: null });
    }
  });
  await hasSteps(desk, STEPS.length);
  await writes(story.url, mallory, `map/${map}`, (document) => empties(document.getMap('steps'), 'note'));
  await hasSteps(desk, 0);

  const history = desk.getByRole('list', { name: 'Who wrote when' });
  await desk.getByRole('button', { name: 'Read the history again' }).click();
  const worst = history.getByRole('listitem').filter({ hasText: 'Mallory (Harbour Trust)' });
  await worst.waitFor();
  assert.match(await history.getByRole('listitem').filter({ hasText: 'Ann (Halton Council)' }).innerText(), /This is where it began/);
  await story.look(desk, 'the history of a map');
  await worst.getByRole('button', { name: /^Look at the map before this/ }).click();
  const dialog = desk.getByRole('dialog', { name: /^The map before Mallory \(Harbour Trust\) wrote/ });
  await dialog.getByText('3 steps will be put back.').waitFor();
  await dialog.getByText('3 texts will be set as they were then.').waitFor();
  assert.deepEqual(await dialog.locator('ol li bdi').allInnerTexts(), STEPS);
  for (const { viewport } of [PHONE, SMALL_PHONE, DESK]) {
    await desk.setViewportSize(viewport);
    await story.look(desk, `a map as it was, at ${viewport.width} px`);
  }
  await dialog.getByRole('button', { name: 'Go back to this' }).click();
  await hasSteps(desk, STEPS.length);
  assert.deepEqual(await listedSteps(desk), STEPS);
  await desk.getByRole('status').filter({ hasText: 'Gone back. 3 steps were put back. 3 texts were set as they were then.' }).waitFor();
  assert.deepEqual((await mapOf(story.url, made, map)).steps.map(({ note }) => note), STEPS.map(() => 'As it is'));
  for (const { viewport } of [PHONE, SMALL_PHONE, DESK]) {
    await desk.setViewportSize(viewport);
    await story.look(desk, `the history of a map after going back, at ${viewport.width} px`);
  }

  // What stood before going back is one press away, and so is the way there again.
  for (const [expected, says] of [[0, '3 steps that were not there then will be taken out.'], [STEPS.length, '3 steps will be put back.']]) {
    await desk.getByRole('button', { name: 'Undo going back' }).click();
    const undo = desk.getByRole('dialog', { name: 'The map before you went back' });
    await undo.getByText(says).waitFor();
    await undo.getByRole('button', { name: 'Go back to this' }).click();
    await hasSteps(desk, expected);
  }

  // The plan the same way, by keyboard alone; without a network the page says so and goes on.
  await command(story.url, made, { type: 'move_step', from: 'map', to: 'plan' });
  await writes(story.url, ann, 'plan', (document) => {
    for (const [index, what] of ACTIONS.entries()) item(document.getMap('actions'), `action${index}`, place(index), { objective: 'Nobody waits' }, { what });
  });
  await writes(story.url, mallory, 'plan', (document) => empties(document.getMap('actions'), 'objective'));
  await desk.getByRole('link', { name: 'Plan', exact: true }).click();
  await heading(desk, 'Action plan');
  await sees(desk, 'No action yet.');
  await desk.context().setOffline(true);
  await desk.getByText('History', { exact: true }).focus();
  await desk.keyboard.press('Enter');
  await desk.getByRole('alert').filter({ hasText: 'The history could not be read: No answer came from the server. Nothing is lost by it.' }).waitFor();
  await story.look(desk, 'a history without a network');
  await desk.context().setOffline(false);
  await desk.getByRole('button', { name: 'Read the history again' }).focus();
  await desk.keyboard.press('Enter');
  const look = desk.getByRole('button', { name: /^Look at the plan before this Mallory/ });
  await look.focus();
  await desk.keyboard.press('Enter');
  const before = desk.getByRole('dialog', { name: /^The plan before Mallory/ });
  await before.getByText('2 actions will be put back.').waitFor();
  await story.look(desk, 'the plan as it was');
  const goes = before.getByRole('button', { name: 'Go back to this' });
  await goes.focus();
  await desk.keyboard.press('Enter');
  await desk.getByRole('status').filter({ hasText: 'Gone back. 2 actions were put back.' }).waitFor();
  assert.equal(await look.evaluate((button) => button === document.activeElement), true, 'the focus is where it was');
  await sees(desk, ACTIONS[0]);
  await desk.getByText('Saved', { exact: true }).waitFor();
  const plan = await call(story.url, `/workshops/${made.workshop}/plan`, { token: made.facilitator_token });
  assert.deepEqual(plan.actions.map(({ what, objective }) => [what, objective]), ACTIONS.map((what) => [what, 'Nobody waits']));
  await desk.setViewportSize(PHONE.viewport);
  await story.look(desk, 'the plan after going back, on a phone');
});

/** Somebody with a name comes in, without a browser. */
async function takesSeat(url, made, name, organisation) {
  const body = { code: made.join_code, sector: 'civic', name, organisation };
  const { token } = await call(url, '/join', { method: 'POST', body });
  return { workshop: made.workshop, facilitator_token: token };
}

function empties(root, field) {
  for (const fields of root.values()) {
    const text = fields.get(field);
    text.delete(0, text.length);
    fields.set('removed', true);
  }
}
