// Answers that are lost on the way: what was asked has happened, and nobody heard of it. Nothing happens twice, and every
// screen says what is known.

import assert from 'node:assert/strict';

import { LostAnswers } from '../harness/lostAnswers.mjs';
import {
  command, COUNCIL, domainsOf, heading, HEALTH, isSaved, makeWorkshop, marks, openRound, sees, takesSeat, VOLUNTARY,
} from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

journey('ri7 a person is told what is not known of their joining', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const people = async () => (await call(story.url, `/workshops/${made.workshop}/seats`, { token: made.facilitator_token })).length - 2;

  const phone = await story.phone('phone');
  const lost = LostAnswers.always();
  await lost.on(phone);
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await phone.getByRole('button', { name: COUNCIL }).click();
  await phone.getByRole('alert').getByText('We do not know yet whether you have joined').first().waitFor();
  await sees(phone, /you will not be counted twice/);
  await story.look(phone, 'an answer to joining that was lost');
  assert.equal(await people(), 1);

  // A page that is loaded again knows of it; another sector does not make a second place.
  await phone.reload();
  await sees(phone, /you will not be counted twice/);
  await sees(phone, `You chose “${COUNCIL}”.`);
  await story.look(phone, 'a page that knows of an earlier try');
  lost.heal();
  await phone.getByRole('button', { name: HEALTH }).click();
  await heading(phone, 'Keep these words');
  await sees(phone, `you have joined from “${COUNCIL}”`);
  await story.look(phone, 'joined by the first try');
  assert.equal(await people(), 1);
  assert.equal(lost.asked().length, 1);
  await phone.getByRole('button', { name: 'Continue' }).click();
  await sees(phone, 'Marking has not opened yet');

  // The sign-in page of a guest network is not the server.
  const guest = await story.phone('guest');
  let isSignedIn = false;
  await guest.route('**/api/v1/**', (route) =>
    isSignedIn ? route.fallback() : route.fulfill({ status: 200, contentType: 'text/html', body: '<html>Sign in to the guest network</html>' }),
  );
  await guest.goto(`${story.url}/join/${made.join_code}`);
  await sees(guest, /Your network answered instead of the server/);
  await story.look(guest, 'the network answers instead of the server');
  isSignedIn = true;
  await guest.getByRole('button', { name: 'Try again' }).click();
  await guest.getByRole('heading', { name: 'Where do you work?' }).waitFor();
  isSignedIn = false;
  await guest.getByRole('button', { name: VOLUNTARY }).click();
  await sees(guest, /Your network answered instead of the server/);
  isSignedIn = true;
  await guest.getByRole('button', { name: 'Try again' }).click();
  await heading(guest, 'Keep these words');
  assert.equal(await people(), 2);
}, ['cut answers']);

journey('ri7 the desk does not call undone what it did not hear of', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const look = () => call(story.url, `/workshops/${made.workshop}`, { token: made.facilitator_token });
  const desk = await story.desk('desk');
  const lost = LostAnswers.always();
  await lost.on(desk);
  await desk.goto(made.facilitate_url);

  // What cannot be seen in the workshop stays unknown until it is answered, and is not done twice.
  await desk.getByRole('button', { name: 'People and tables' }).click();
  await desk.getByRole('button', { name: 'Add a table' }).click();
  await desk.getByRole('button', { name: 'Done' }).click();
  await sees(desk, 'We do not know yet whether this was done');
  await story.look(desk, 'a desk that did not hear an answer');
  lost.heal();
  await desk.getByRole('button', { name: 'Try again' }).click();
  await desk.getByText('We do not know yet whether this was done').waitFor({ state: 'hidden' });
  assert.equal((await look()).tables.length, 1);

  // What arrives over the socket settles it, though no answer ever arrives.
  const deaf = await story.desk('deaf desk');
  await LostAnswers.always().on(deaf);
  await deaf.goto(made.facilitate_url);
  await deaf.getByRole('button', { name: 'Open marking' }).click();
  await deaf.getByRole('button', { name: /^Close marking/ }).waitFor();
  await deaf.getByText('We do not know yet whether this was done').waitFor({ state: 'hidden' });
  assert.equal((await look()).rounds.length, 1);
}, ['cut answers']);

journey('a page of creation that is loaded again makes no second workshop', async (story) => {
  story.allowLostNetwork();
  const desk = await story.desk('desk');
  const lost = LostAnswers.always();
  await lost.on(desk);
  await desk.goto(`${story.url}/create`);
  await desk.getByRole('checkbox', { name: /Tool A/ }).waitFor();
  await desk.getByLabel('Title').fill('Working together in Ashford');
  await desk.getByLabel('Tables').fill('4');
  await desk.getByRole('button', { name: 'Create workshop' }).click();
  await desk.getByRole('alert').getByText('We do not know yet whether the workshop was created').first().waitFor();

  await desk.reload();
  await sees(desk, 'We do not know yet whether “Working together in Ashford” was created');
  assert.equal(await desk.getByLabel('Title').inputValue(), 'Working together in Ashford');
  assert.equal(await desk.getByLabel('Tables').inputValue(), '4');
  await story.look(desk, 'a page of creation that knows of an earlier try');
  lost.heal();
  await desk.getByRole('button', { name: 'Create workshop' }).click();
  await heading(desk, 'Working together in Ashford');
  assert.deepEqual(lost.asked().map(({ path }) => path), ['/workshops']);
  assert.ok((await desk.url()).includes(lost.delivered[0].answer.workshop), 'the desk is that of the first try');

  // What is wanted next is another workshop.
  await desk.goto(`${story.url}/create`);
  await desk.getByRole('checkbox', { name: /Tool A/ }).waitFor();
  assert.equal(await desk.getByLabel('Title').inputValue(), '');
}, ['cut answers']);

journey('a place to which nobody came is removed', async (story) => {
  story.allowStatus(401);
  const made = await makeWorkshop(story.url);
  const domains = await domainsOf(story.url);
  const here = await story.phone('here');
  await here.goto(`${story.url}/join/${made.join_code}`);
  await takesSeat(here, COUNCIL);
  // Somebody whose answer was lost for good, and somebody who keeps the words and comes later.
  await call(story.url, '/join', { method: 'POST', body: { code: made.join_code, sector: 'vcse', name: 'Nobody' } });
  const later = await story.phone('later');
  await later.goto(`${story.url}/join/${made.join_code}`);
  await later.getByRole('button', { name: HEALTH }).click();
  await heading(later, 'Keep these words');

  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await openRound(story.url, made);
  await heading(here, domains[0].name);
  await marks(here, 2);
  await desk.getByRole('button', { name: 'Close marking (3 of 3 still marking)' }).waitFor();
  await sees(desk, '2 of these 3 have a place but never opened the workshop.');
  await desk.getByRole('button', { name: 'People and tables' }).click();
  const list = desk.getByRole('dialog').filter({ hasText: 'People and tables' });
  await list.getByText('has not come yet').first().waitFor();
  await story.look(desk, 'people who have not come');
  for (const name of ['Nobody', 'Person']) {
    await list.getByRole('button', { name: new RegExp(`^Remove ${name}`) }).click();
    const question = desk.getByRole('dialog').filter({ hasText: 'Remove the place of' });
    await question.getByText('Nobody has opened the workshop from this place.').waitFor();
    if (name === 'Nobody') await story.look(desk, 'the question before a place is removed');
    await question.getByRole('button', { name: 'Remove this place' }).click();
    await question.waitFor({ state: 'hidden' });
  }
  await list.getByText('has not come yet').waitFor({ state: 'hidden' });
  await desk.getByRole('button', { name: 'Done' }).click();
  await desk.getByRole('button', { name: 'Close marking (1 of 1 still marking)' }).waitFor();

  // Whoever comes to a removed place is told, and joins again.
  await later.getByRole('button', { name: 'Continue' }).click();
  await heading(later, 'Your place was removed');
  await story.look(later, 'a place that was removed');
  await later.getByRole('button', { name: 'Join again' }).click();
  await takesSeat(later, HEALTH);
  await heading(later, domains[0].name);
  await desk.getByRole('button', { name: 'Close marking (2 of 2 still marking)' }).waitFor();
  await command(story.url, made, { type: 'close_round', round: 'r1' });
  await isSaved(here);
});
