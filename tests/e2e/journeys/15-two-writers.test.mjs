// Two people write in one field at once: composed words, names, undo, more than fits, a step that is taken away meanwhile.
// No word is lost without a word, and each sees that somebody else is there.

import assert from 'node:assert/strict';

import { addsSteps, mapOf, nameField, opensStep, startMap } from '../harness/mapping.mjs';
import { COUNCIL, heading, HEALTH, joins, makeWorkshop, sees } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

const TITLE = 'From the first call to a home';
const OTHERS = 'Somebody else is writing here';

journey('two people write in one field at once', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const map = await startMap(story.url, made, TITLE);
  const server = () => mapOf(story.url, made, map);

  const [ann, bob] = [await story.phone('Ann'), await story.phone('Bob')];
  for (const [phone, sector] of [[ann, COUNCIL], [bob, HEALTH]]) {
    await joins(phone, story.url, made.join_code, sector);
    await heading(phone, TITLE);
  }
  await addsSteps(ann, ['Referred by GP or nurse']);
  for (const phone of [ann, bob]) await opensStep(phone, 'Referred by GP or nurse');
  const note = (phone) => phone.getByRole('textbox', { name: 'Note', exact: true });

  // A word that is composed, as on every phone with Android, while somebody else writes before it.
  await note(ann).fill('Agree a lead');
  await hasValue(note(bob), 'Agree a lead');
  await note(ann).focus();
  await ann.keyboard.press('End');
  const keyboard = await ann.context().newCDPSession(ann);
  const composes = (text) => keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await composes(' b');
  await note(bob).focus();
  await bob.keyboard.press('Control+Home');
  await bob.keyboard.insertText('We: ');
  await saved(bob);
  assert.equal((await server()).steps[0].note, 'We: Agree a lead', 'nobody has half a word');
  await composes(' by');
  await keyboard.send('Input.insertText', { text: ' by May' });
  for (const phone of [ann, bob]) await hasValue(note(phone), 'We: Agree a lead by May');
  await saved(ann);
  assert.equal((await server()).steps[0].note, 'We: Agree a lead by May');

  // Each is told that the other is in the field, and nobody is told a name.
  for (const phone of [ann, bob]) await note(phone).locator('xpath=..').getByText(OTHERS).waitFor();
  await sees(bob, 'Somebody else is in this step');
  await story.look(ann, 'a field in which somebody else writes');

  // What arrives exactly at the caret stays behind it: the word is not split.
  await note(ann).press('Control+End');
  await ann.keyboard.type('. A');
  await hasValue(note(bob), 'We: Agree a lead by May. A');
  await note(bob).press('Control+End');
  await bob.keyboard.type(' D00');
  await hasValue(note(ann), 'We: Agree a lead by May. A D00');
  await ann.keyboard.type('00');
  for (const phone of [ann, bob]) await hasValue(note(phone), 'We: Agree a lead by May. A00 D00');

  // Undo takes back what I wrote, and nothing of theirs.
  await ann.keyboard.press('Control+z');
  await hasValue(note(bob), 'We: Agree a lead by May D00');
  await ann.keyboard.press('Control+Shift+z');
  for (const phone of [ann, bob]) await hasValue(note(phone), 'We: Agree a lead by May. A00 D00');

  // Two put another name over one step, each without a network: one name holds whole, and its loser has the other back.
  await note(ann).blur();
  await note(bob).blur();
  await saved(ann);
  for (const [phone, name] of [[ann, 'Referred by GP'], [bob, 'Referred by nurse']]) {
    await phone.context().setOffline(true);
    await nameField(phone).fill(name);
    await nameField(phone).blur();
  }
  for (const phone of [ann, bob]) await phone.context().setOffline(false);
  for (const phone of [ann, bob]) await saved(phone);
  const held = (await server()).steps[0].name;
  assert.ok(['Referred by GP', 'Referred by nurse'].includes(held), held);
  for (const phone of [ann, bob]) await hasValue(nameField(phone), held);
  const [loser, lost] = held === 'Referred by GP' ? [bob, 'Referred by nurse'] : [ann, 'Referred by GP'];
  await sees(loser, `Somebody else changed this to “${held}”.`);
  await story.look(loser, 'a name that somebody else has replaced');
  await loser.getByRole('button', { name: 'Use mine instead' }).click();
  for (const phone of [ann, bob]) await hasValue(nameField(phone), lost);
  await loser.getByRole('button', { name: 'Use mine instead' }).waitFor({ state: 'detached' });

  // More is pasted than is shown: it stays in the field, and what becomes of it is said.
  const long = 'Referred '.repeat(25) + 'home';
  assert.equal(long.length, 229);
  await nameField(ann).fill(long);
  await sees(ann, '109 too many. All of it stays in this field; lists, the screen and exports show the first 120.');
  assert.equal(await nameField(ann).inputValue(), long);
  await hasValue(nameField(bob), long);
  await saved(ann);
  assert.equal((await server()).steps[0].name, long.slice(0, 120).trim());
  await story.look(ann, 'a name that is too long');
  await nameField(ann).fill('👍'.repeat(120));
  await sees(ann, '0 characters left');
  await nameField(ann).fill('Visit');
  await hasValue(nameField(bob), 'Visit');

  // The step is taken away while its note is being written: what is typed goes on beside it, and comes back with it.
  await note(ann).focus();
  await ann.keyboard.press('Control+End');
  await ann.keyboard.type('. I am in the middle');
  await hasValue(note(bob), 'We: Agree a lead by May. A00 D00. I am in the middle');
  await bob.getByRole('button', { name: 'Remove this step' }).click();
  await sees(ann, 'Somebody else took out what you were writing in');
  const beside = ann.getByLabel('Your words');
  await ann.waitForFunction(() => document.activeElement?.id === 'written-aside');
  await ann.keyboard.type(' of a sentence');
  await hasValue(beside, 'We: Agree a lead by May. A00 D00. I am in the middle of a sentence');
  await story.look(ann, 'words whose step was taken out');
  await ann.getByRole('button', { name: 'Put it back' }).click();
  await sees(ann, 'What you were writing in has been put back');
  await ann.getByRole('button', { name: 'Done', exact: true }).first().click();
  await saved(ann);
  assert.equal((await server()).steps[0].note, 'We: Agree a lead by May. A00 D00. I am in the middle of a sentence');
}, ['composing']);

/** Waits until a field says this. */
async function hasValue(field, value) {
  const handle = await field.elementHandle();
  await field.page().waitForFunction(([element, wanted]) => element.value === wanted, [handle, value]).catch(async () => {
    assert.equal(await field.inputValue(), value);
  });
}

/** Waits until the server has everything. */
async function saved(page) {
  await page.getByText('Saved', { exact: true }).waitFor();
}
