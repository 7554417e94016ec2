// Names of people's own: in any script, they turn nothing round.

import assert from 'node:assert/strict';

import { heading } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

journey('sectors, titles and organisations in every script', async (story) => {
  const desk = await story.desk('desk');
  await desk.goto(`${story.url}/create`);
  await desk.getByLabel('Title').fill('صحة السكان (2026)!');
  await desk.getByText('More settings').click();
  for (const name of ['Охрана здоровья', '医療', 'صحة']) {
    await desk.getByRole('button', { name: 'Add a sector' }).click();
    await desk.locator('input[id^="sector-"]').last().fill(name);
  }
  await desk.getByRole('button', { name: 'Create workshop' }).click();
  await heading(desk, /صحة السكان/);
  await story.look(desk, 'a desk with an Arabic title');

  // An override in a name does not reach the word behind it, and punctuation stands where its script has it.
  const code = (await desk.evaluate(() => document.body.innerText)).match(/[A-Z2-9]{3} [A-Z2-9]{4}/)[0].replace(' ', '');
  const { sectors } = await call(story.url, `/join/${code}`);
  assert.equal(new Set(sectors.map(({ id }) => id)).size, 6, 'every sector has an id of its own');
  const joins = (organisation) =>
    call(story.url, '/join', { method: 'POST', body: { code, sector: sectors[5].id, organisation } });
  await joins('\u202eevil.com');
  await joins('مجلس بلدي: الصحة (2024)!');
  await assert.rejects(() => joins('\u200b\u3164').then(({ seat }) => assert.equal(seat, null)), assert.AssertionError);
  await desk.getByRole('button', { name: /^People/ }).first().click();
  await desk.getByRole('row').filter({ hasText: 'مجلس بلدي' }).waitFor();
  // What stands in the page: Firefox leaves signs of direction out of what it says is seen.
  const organisations = await desk.getByRole('row').allTextContents();
  assert.ok(organisations.some((row) => row.includes('evil.com') && !row.includes('\u202e')), organisations.join('\n'));
  assert.ok(organisations.some((row) => row.includes('\u2068مجلس بلدي: الصحة (2024)!\u2069')), organisations.join('\n'));

  // Whoever sits on a phone sees all six as buttons.
  const phone = await story.phone('phone');
  await phone.goto(`${story.url}/join/${code}`);
  for (const name of ['Охрана здоровья', '医療', 'صحة']) await phone.getByRole('button', { name }).waitFor();
  await story.look(phone, 'joining with sectors in three scripts');
});
