// What people are told when marking or the workshop has closed: which marks count, which were not taken, and what is left.

import assert from 'node:assert/strict';

import { journey } from '../harness/story.mjs';
import { command, COUNCIL, domainsOf, heading, HEALTH, isSaved, isWaiting, joins, makeWorkshop, marks, marksFirst, openRound, sees, VOLUNTARY } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';

const seatOf = (page, workshop) => page.evaluate((id) => JSON.parse(localStorage.getItem(`plenary:${id}`)), workshop);

/** Everything on this device whose name has the workshop in it. */
async function leftOf(page, workshop) {
  return page.evaluate(async (id) => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const names = [...databases, ...Object.keys(localStorage), ...Object.keys(sessionStorage)];
    const values = [localStorage, sessionStorage].flatMap((store) => Object.values(store));
    return [...names, ...values].filter((text) => text?.includes(id));
  }, workshop);
}

journey('a mark that is changed after marking has closed is said not to count', async (story) => {
  const made = await makeWorkshop(story.url);
  const domains = await domainsOf(story.url);
  const [phone, late] = [await story.phone('in time'), await story.phone('late')];
  await joins(phone, story.url, made.join_code, COUNCIL);
  await joins(late, story.url, made.join_code, HEALTH);
  const round = await openRound(story.url, made);
  await heading(phone, domains[0].name);
  await marksFirst(phone, domains.slice(0, 2), () => 2);
  await sees(phone, 'There is nothing to submit: marks go in as you make them, until marking closes.');
  await isSaved(phone);
  await heading(late, domains[0].name);
  // Others too, so that the room can be shown.
  for (const [name, sector] of [['second', VOLUNTARY], ['third', HEALTH]]) {
    const other = await story.phone(name);
    await joins(other, story.url, made.join_code, sector);
    await heading(other, domains[0].name);
    await marks(other, 2);
    await isSaved(other);
  }
  const screen = await story.projector('the screen');
  await screen.goto(made.screen_url);
  await sees(screen, /min left/);
  await command(story.url, made, { type: 'close_round', round });

  await heading(screen, 'Marking is closed');
  assert.equal(await screen.getByText(/min left/).count(), 0, 'a clock beside "Marking is closed" says two things');
  await sees(phone, '2 of 10 domains were marked in time, and counted.');
  await sees(phone, 'not counted unless your facilitator opens marking again');
  await sees(phone, 'Counted: 2 Developing');
  await story.look(phone, 'a sheet after the close');
  await phone.getByRole('link', { name: `Change ${domains[0].name}` }).click();
  await heading(phone, domains[0].name);
  await isSaved(phone);
  await marks(phone, 4);
  await sees(phone, 'Saved as late, not counted');
  await sees(phone, 'Counted: 2 Developing. You changed it to 4 Thriving after marking closed; that is not counted.');
  await story.look(phone, 'a change after the close');
  await marks(late, 3);
  await sees(late, 'Late, not counted: 3 Maturing');

  // A reload knows it too, and so do the results.
  await phone.reload();
  await sees(phone, 'Saved as late, not counted');
  await command(story.url, made, { type: 'reveal', round, level: 'pooled' });
  await phone.getByRole('link', { name: 'Results' }).first().click();
  await heading(phone, 'Results');
  await sees(phone, 'You: counted: 2 Developing. You changed it to 4 Thriving after marking closed; that is not counted.');
  await story.look(phone, 'results beside a late change');
  const { domains: results } = await call(story.url, `/workshops/${made.workshop}/results?round=${round}`, { token: made.facilitator_token });
  assert.deepEqual(results[0].counts, [0, 3, 0, 0]);
});

journey('behind the close of the workshop nothing is marked, and what was not taken is told', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const domains = await domainsOf(story.url);
  const [marking, writing, away] = [await story.phone('marking'), await story.phone('writing'), await story.phone('away')];
  for (const [page, sector] of [[marking, COUNCIL], [writing, VOLUNTARY], [away, HEALTH]]) await joins(page, story.url, made.join_code, sector);
  const round = await openRound(story.url, made);
  for (const page of [marking, writing, away]) {
    await heading(page, domains[0].name);
    await marks(page, 2);
    await isSaved(page);
  }
  // One loses the network and goes on marking; one is in the middle of a sentence.
  await away.context().setOffline(true);
  await marks(away, 3);
  await away.getByRole('link', { name: 'Next' }).click();
  await heading(away, domains[1].name);
  await marks(away, 1);
  await isWaiting(away);
  await writing.getByText('Say why (optional)').click();
  await writing.getByLabel('Why this level?').fill('Because we');
  await command(story.url, made, { type: 'close_round', round });
  await command(story.url, made, { type: 'close_workshop' });

  await heading(marking, 'Thank you');
  await sees(marking, 'The workshop is over.');
  assert.equal(await marking.getByRole('radio').count(), 0);
  await marking.goto(`${story.url}/w/${made.workshop}?domain=${domains[1].id}`);
  await heading(marking, 'Thank you');
  await marking.getByRole('link', { name: 'Open my sheet' }).click();
  await heading(marking, 'My sheet');
  await sees(marking, 'The workshop has closed: nothing can be marked or changed any more. 1 of 10 domains was marked in time, and counted.');
  assert.equal(await marking.getByRole('link', { name: /^(Mark|Change) / }).count(), 0);
  await story.look(marking, 'a sheet when the workshop is over');

  // Who is writing is not dragged away, and is told; no level can be chosen any more.
  await sees(writing, 'The workshop has closed: nothing can be marked or changed any more.');
  assert.equal(await writing.getByLabel('Why this level?').inputValue(), 'Because we');
  assert.equal(await writing.getByRole('radio', { disabled: false }).count(), 0);
  await story.look(writing, 'writing when the workshop closes');

  await away.context().setOffline(false);
  await sees(away, '2 marks were not taken');
  await sees(away, 'These marks reached the server after the workshop had closed: they are not counted and not kept.');
  await sees(away, `${domains[0].name}: 3 Maturing`);
  await sees(away, `${domains[1].name}: 1 Emerging`);
  await story.look(away, 'marks that were not taken');
  // It stays until it has been read, and the sheet is as the server has it.
  await away.reload();
  await sees(away, '2 marks were not taken');
  await away.goto(`${story.url}/w/${made.workshop}?view=sheet`);
  await sees(away, 'Counted: 2 Developing');
  await away.getByRole('button', { name: 'I have read this' }).click();
  await away.getByText('2 marks were not taken').waitFor({ state: 'detached' });
  await away.reload();
  await sees(away, 'Counted: 2 Developing');
  assert.equal(await away.getByText('2 marks were not taken').count(), 0);
  const sheet = await call(story.url, `/workshops/${made.workshop}/progress?round=${round}`, { token: made.facilitator_token });
  assert.equal(sheet.late, 0);
});

journey('whoever leaves a device leaves nothing of the workshop on it', async (story) => {
  const made = await makeWorkshop(story.url);
  await command(story.url, made, { type: 'create_map', title: 'Referral' });
  const phone = await story.phone('leaves');
  await joins(phone, story.url, made.join_code, COUNCIL);
  const round = await openRound(story.url, made);
  const [first] = await domainsOf(story.url);
  await heading(phone, first.name);
  await marks(phone, 2);
  await isSaved(phone);
  await command(story.url, made, { type: 'close_round', round });
  await command(story.url, made, { type: 'move_step', from: 'mark', to: 'map' });
  await phone.goto(`${story.url}/w/${made.workshop}?view=map`);
  await phone.getByRole('button', { name: 'Add the first step' }).click();
  await phone.getByLabel('What happens').fill('Ring');
  await isSaved(phone);
  await phone.goto(`${story.url}/w/${made.workshop}?view=plan&show=calendar`);
  await phone.getByRole('button', { name: 'Subscribe to the whole plan' }).click();
  await phone.getByLabel('Address of the whole plan').waitFor();
  await story.look(phone, 'a calendar address');
  const { seat } = await seatOf(phone, made.workshop);
  const before = await leftOf(phone, made.workshop);
  assert.ok(before.some((name) => name.includes(`${seat}/plan`)) && before.some((name) => name.includes('/map/m1')), `${before}`);

  // A second tab sees it go, and keeps nothing either.
  const second = await story.tab('a second tab', phone);
  await second.goto(`${story.url}/w/${made.workshop}`);
  await second.getByRole('button', { name: 'Not you? Leave on this device' }).waitFor();
  await phone.getByRole('button', { name: 'Not you? Leave on this device' }).click();
  await sees(phone, 'A calendar that you subscribed to goes on until you stop its address');
  await story.look(phone, 'leaving a device');
  await phone.getByRole('button', { name: 'Leave', exact: true }).click();
  await heading(phone, 'Join your workshop');
  await heading(second, /You have not joined/);
  assert.deepEqual(await leftOf(phone, made.workshop), []);
});

journey('a calendar follows the plan until its address is stopped', async (story) => {
  const made = await makeWorkshop(story.url);
  const phone = await story.phone('subscribes');
  await joins(phone, story.url, made.join_code, COUNCIL);
  await command(story.url, made, { type: 'move_step', from: 'lobby', to: 'plan' });
  await phone.goto(`${story.url}/w/${made.workshop}?view=plan&show=calendar`);
  await phone.getByRole('button', { name: 'Subscribe to the whole plan' }).click();
  const field = phone.getByLabel('Address of the whole plan');
  await field.waitFor();
  const address = await field.inputValue();
  const link = await phone.getByRole('link', { name: 'Subscribe on this device' }).getAttribute('href');
  assert.equal(link, address.replace('http:', 'webcal:'));
  await sees(phone, 'Whoever has the address can read that, without a code, until you stop it.');
  const calendar = await fetch(address);
  assert.equal(calendar.headers.get('content-type'), 'text/calendar; charset=utf-8');
  assert.match(await calendar.text(), /^BEGIN:VCALENDAR/);

  await phone.getByRole('button', { name: 'Stop my address' }).click();
  await field.waitFor({ state: 'detached' });
  assert.equal((await fetch(address)).status, 404);

  // A facilitator stops everybody's.
  await phone.getByRole('button', { name: 'Subscribe to what I lead' }).click();
  const own = phone.getByLabel('Address of what I lead');
  await own.waitFor();
  const second = await own.inputValue();
  const desk = await story.desk('stops them');
  await desk.goto(made.facilitate_url);
  await desk.goto(`${story.url}/facilitate/${made.workshop}?view=plan&show=calendar`);
  await desk.getByRole('button', { name: 'Stop everybody’s addresses' }).click();
  await story.look(desk, 'stopping all addresses');
  await desk.getByRole('button', { name: 'Stop them' }).click();
  await own.waitFor({ state: 'detached' });
  assert.equal((await fetch(second)).status, 404);
});
