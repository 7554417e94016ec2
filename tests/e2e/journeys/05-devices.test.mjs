// One seat on several devices: two tabs that both mark, and the recovery words on another phone.

import assert from 'node:assert/strict';

import { COUNCIL, domainsOf, heading, isSaved, joins, makeWorkshop, marks, openRound, sees } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

journey('two tabs and another device', async (story) => {
  const domains = await domainsOf(story.url);
  const made = await makeWorkshop(story.url);
  const round = await openRound(story.url, made);
  const phone = await story.phone('first phone');
  const words = await joins(phone, story.url, made.join_code, COUNCIL);
  await heading(phone, domains[0].name);
  const marked = async () => {
    const progress = await call(story.url, `/workshops/${made.workshop}/progress`, { token: made.facilitator_token });
    return progress.domains.map((domain) => domain.marked);
  };

  // A second tab opens where the person is; each marks something, and each sees the other's mark.
  const second = await story.tab('second tab', phone);
  await second.goto(`${story.url}/w/${made.workshop}?domain=${domains[1].id}`);
  await heading(second, domains[1].name);
  await marks(phone, 1);
  await marks(second, 2);
  await isSaved(phone);
  await isSaved(second);
  await second.getByRole('link', { name: 'Back' }).click();
  await second.getByRole('radio', { name: /^1 /, checked: true }).waitFor();
  await phone.getByRole('link', { name: 'Next' }).click();
  await phone.getByRole('radio', { name: /^2 /, checked: true }).waitFor();

  // Both change the same domain: the later choice stands in both.
  await second.getByRole('link', { name: 'Next' }).click();
  await heading(second, domains[1].name);
  await marks(second, 3);
  await phone.getByRole('radio', { name: /^3 /, checked: true }).waitFor();
  await marks(phone, 4);
  await second.getByRole('radio', { name: /^4 /, checked: true }).waitFor();
  await isSaved(second);
  assert.deepEqual((await marked()).slice(0, 3), [1, 1, 0], 'one person counts once');

  // Another phone comes back with the words, and finds the marks.
  const other = await story.phone('other phone');
  await other.goto(`${story.url}/join/${made.join_code}`);
  await other.getByRole('link', { name: 'I have joined before and have recovery words' }).click();
  await heading(other, 'Come back with your words');
  await story.look(other, 'coming back with words');
  await other.getByLabel('Your four words').fill(words.toUpperCase());
  await other.getByRole('button', { name: 'Come back' }).click();
  await other.getByRole('button', { name: 'Continue' }).or(other.getByRole('link', { name: 'My sheet' })).click();
  await other.goto(`${story.url}/w/${made.workshop}?view=sheet`);
  await heading(other, 'My sheet');
  await sees(other, '2 of 10 domains are marked.');
  await sees(other, '1 Emerging');
  await sees(other, '4 Thriving');

  // What the other phone marks is on the first.
  await other.getByRole('link', { name: 'Carry on marking' }).click();
  await heading(other, domains[2].name);
  await marks(other, 'unsure');
  await isSaved(other);
  await phone.getByRole('link', { name: 'Next' }).click();
  await phone.getByRole('radio', { name: 'Not sure, or not my area', checked: true }).waitFor();
  const progress = await call(story.url, `/workshops/${made.workshop}/progress?round=${round}`, { token: made.facilitator_token });
  assert.equal(progress.seats, 1, 'another device is not another person');
});
