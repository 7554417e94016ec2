// Answers that are lost on the way: what was asked has happened, and nobody heard of it. Nothing happens twice, and every
// screen says what is known.

import assert from 'node:assert/strict';

import { LostAnswers } from '../harness/lostAnswers.mjs';
import {
  closesMarking, command, COUNCIL, domainsOf, heading, HEALTH, isSaved, joins, makeWorkshop, marks, marksAll, openRound, revealsResults, sees, takesSeat, VOLUNTARY,
} from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

journey('a person is told what is not known of their joining', async (story) => {
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
});

journey('the desk does not call undone what it did not hear of', async (story) => {
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
});
