// The network dies while somebody marks: nothing is lost, and nothing is claimed that is not so.

import assert from 'node:assert/strict';

import {
  command, COUNCIL, domainsOf, heading, HEALTH, isSaved, isWaiting, joins, makeWorkshop, marks, openRound, sees, VOLUNTARY,
} from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

journey('the dead network', async (story) => {
  story.allowLostNetwork();
  const domains = await domainsOf(story.url);
  const made = await makeWorkshop(story.url);
  const round = await openRound(story.url, made);
  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);

  // A phone marks one domain, and the app is kept on it.
  const phone = await story.phone('phone');
  await joins(phone, story.url, made.join_code, COUNCIL);
  await heading(phone, domains[0].name);
  await marks(phone, 1);
  await isSaved(phone);
  await phone.evaluate(() => navigator.serviceWorker.ready);

  // Without a network it marks three more.
  await phone.context().setOffline(true);
  for (const domain of domains.slice(1, 4)) {
    await phone.getByRole('link', { name: 'Next' }).click();
    await heading(phone, domain.name);
    await marks(phone, 2);
    await isWaiting(phone);
  }
  await story.look(phone, 'a mark that waits');

  // A reload without a network shows the app and the marks.
  await phone.reload();
  await heading(phone, domains[3].name);
  await phone.getByRole('radio', { name: /^2 /, checked: true }).waitFor();
  await isWaiting(phone);
  await phone.getByRole('link', { name: 'My sheet' }).click();
  await sees(phone, '4 of 10 domains are marked.');
  await story.look(phone, 'the sheet without a network');
  const before = await call(story.url, `/workshops/${made.workshop}/progress`, { token: made.facilitator_token });
  assert.deepEqual(before.domains.slice(0, 4).map(({ marked }) => marked), [1, 0, 0, 0], 'the server cannot know these marks');

  // Back again, everything arrives by itself.
  await phone.context().setOffline(false);
  await isSaved(phone);
  const after = await call(story.url, `/workshops/${made.workshop}/progress`, { token: made.facilitator_token });
  assert.deepEqual(after.domains.slice(0, 5).map(({ marked }) => marked), [1, 1, 1, 1, 0]);
  await sees(desk, '1 of 1 marked');

  // Others mark too, so that counts may be shown; then the phone loses the network once more and marking closes.
  for (const [name, sector] of [['second', VOLUNTARY], ['third', HEALTH], ['fourth', COUNCIL]]) {
    const other = await story.phone(name);
    await joins(other, story.url, made.join_code, sector);
    await heading(other, domains[0].name);
    await marks(other, 3);
    await isSaved(other);
  }
  await phone.context().setOffline(true);
  await phone.getByRole('link', { name: 'Carry on marking' }).click();
  await heading(phone, domains[4].name);
  await marks(phone, 4);
  await phone.getByRole('link', { name: 'My sheet' }).click();
  await phone.getByRole('link', { name: `Change ${domains[0].name}` }).click();
  await marks(phone, 4);
  await isWaiting(phone);
  await command(story.url, made, { type: 'close_round', round });
  await phone.context().setOffline(false);
  await sees(phone, 'Saved as late, not counted');
  await sees(phone, 'Marking has closed');
  await story.look(phone, 'late marks on a phone');

  // The desk tells the late marks apart: what stood at the close still counts.
  await desk.getByRole('button', { name: domains[0].name, exact: true }).click();
  await sees(desk, '4 people marked a level, 1 late, not counted.');
  await story.look(desk, 'a late mark on the desk');
  const { domains: results } = await call(story.url, `/workshops/${made.workshop}/results?round=${round}`, { token: made.facilitator_token });
  assert.deepEqual(results[0].counts, [1, 0, 3, 0]);
  assert.equal(results[4].late, 1);
});
