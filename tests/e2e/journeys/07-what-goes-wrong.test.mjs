// What goes wrong, and what people are told then: a clear sentence and a way on, never a blank page.

import assert from 'node:assert/strict';

import {
  command, COUNCIL, domainsOf, heading, HEALTH, isSaved, joins, makeWorkshop, marks, openRound, sees, takesSeat, VOLUNTARY,
} from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

const NOT_A_WORKSHOP = '01900000-0000-7000-8000-000000000000';

journey('wrong codes, wrong links, closed doors', async (story) => {
  // The browser notes each refused request; the page has to explain it.
  story.allowStatus(404, 422);
  const made = await makeWorkshop(story.url);
  const phone = await story.phone('phone');

  // Codes: nothing, too short, unknown.
  await phone.goto(story.url);
  await phone.getByRole('button', { name: 'Continue' }).click();
  await sees(phone, 'Enter the join code.');
  await story.look(phone, 'no code');
  await phone.getByLabel('Join code').fill('abc');
  await phone.getByRole('button', { name: 'Continue' }).click();
  await sees(phone, 'A join code has 7 letters and digits; this one has 3.');
  const unknown = made.join_code === 'YYYYYYY' ? 'XXXXXXX' : 'YYYYYYY';
  await phone.getByLabel('Join code').fill(unknown);
  await phone.getByRole('button', { name: 'Continue' }).click();
  await heading(phone, /There is no workshop with the code/);
  await story.look(phone, 'an unknown code');
  await phone.getByLabel('Join code').fill(made.join_code.toLowerCase());
  await phone.getByRole('button', { name: 'Continue' }).click();
  await phone.getByRole('heading', { name: 'Where do you work?' }).waitFor();

  // Wrong recovery words.
  await phone.getByRole('link', { name: /recovery words/ }).click();
  await phone.getByLabel('Your four words').fill('three little words');
  await phone.getByRole('button', { name: 'Come back' }).click();
  await sees(phone, 'There are four recovery words; you entered 3.');
  await phone.getByLabel('Your four words').fill('zoo zoo zoo zoo');
  await phone.getByRole('button', { name: 'Come back' }).click();
  await phone.getByRole('alert').getByRole('listitem').filter({ hasNotText: 'you entered' }).waitFor();
  await story.look(phone, 'wrong recovery words');

  // Joining is closed, and opened again.
  await command(story.url, made, { type: 'open_joining', open: false });
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await heading(phone, /Joining is closed/);
  await story.look(phone, 'joining is closed');
  await command(story.url, made, { type: 'open_joining', open: true });
  await phone.getByRole('button', { name: 'Try again' }).click();
  await phone.getByRole('heading', { name: 'Where do you work?' }).waitFor();

  // Addresses that mean nothing to this device.
  await phone.goto(`${story.url}/w/${NOT_A_WORKSHOP}`);
  await heading(phone, 'You have not joined on this device');
  await story.look(phone, 'a workshop without a seat');
  await phone.goto(`${story.url}/no/such/page`);
  await heading(phone, 'There is no such page');
  await story.look(phone, 'no such page');
  await phone.goto(`${story.url}/facilitate/${made.workshop}`);
  await heading(phone, 'This device has no key to this workshop');
  await story.look(phone, 'a desk without a key');
  await phone.goto(`${story.url}/screen/${made.workshop}`);
  await heading(phone, 'This device has no key to this screen');

  // Links with a key that is wrong, or to a workshop that is not.
  const bad = 'f'.repeat(32);
  for (const address of [`facilitate/${made.workshop}`, `screen/${made.workshop}`, `facilitate/${NOT_A_WORKSHOP}`]) {
    await phone.goto(`${story.url}/${address}#token=${bad}`);
    await heading(phone, 'The key was not accepted');
    assert.ok(!(await phone.url()).includes(bad), 'a key must not stay in the address bar');
    await story.look(phone, `a wrong key to ${address.split('/')[0]}`);
  }

  // A workshop that is over.
  await command(story.url, made, { type: 'close_workshop' });
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await heading(phone, /closed|over/i);
  await story.look(phone, 'joining a workshop that is over');
});

journey('whoever comes late sees where the room is', async (story) => {
  const domains = await domainsOf(story.url);
  const made = await makeWorkshop(story.url);
  const steer = (body) => command(story.url, made, body);
  const comes = async (name, sector = COUNCIL) => {
    const page = await story.phone(name);
    await page.goto(`${story.url}/join/${made.join_code}`);
    await takesSeat(page, sector);
    return page;
  };

  const first = await comes('comes to the lobby');
  await sees(first, 'Marking has not opened yet');

  // An observer looks on, is not counted and cannot mark.
  const observer = await story.phone('observer');
  await observer.goto(`${story.url}/join/${made.join_code}`);
  await observer.getByText('Add details (optional)').click();
  await observer.getByLabel('I am only observing: do not count me').check();
  await takesSeat(observer, HEALTH);
  await sees(observer, 'You are observing');
  const round = await openRound(story.url, made);

  // While people mark; the back button goes back, not out.
  const second = await comes('comes while people mark', VOLUNTARY);
  await heading(second, domains[0].name);
  await marks(second, 2);
  await second.getByRole('link', { name: 'Next' }).click();
  await heading(second, domains[1].name);
  await marks(second, 3);
  await second.getByRole('link', { name: 'Next' }).click();
  await heading(second, domains[2].name);
  await second.goBack();
  await heading(second, domains[1].name);
  await second.getByRole('radio', { name: /^3 /, checked: true }).waitFor();
  await second.goBack();
  await second.getByRole('radio', { name: /^2 /, checked: true }).waitFor();
  await second.goForward();
  await heading(second, domains[1].name);
  await isSaved(second);
  await sees(observer, 'You are observing');
  assert.equal(await observer.getByRole('radio').count(), 0, 'an observer has nothing to mark');
  await story.look(observer, 'an observer while people mark');
  const progress = await call(story.url, `/workshops/${made.workshop}/progress`, { token: made.facilitator_token });
  assert.equal(progress.seats, 2, 'an observer is not counted');

  await steer({ type: 'close_round', round });
  const third = await comes('comes after the close', HEALTH);
  await sees(third, 'Marking has closed');
  await story.look(third, 'late, after the close');

  await steer({ type: 'reveal', round, level: 'pooled' });
  const fourth = await comes('comes at the reveal');
  await heading(fourth, /Results/);

  await steer({ type: 'move_step', from: 'reveal', to: 'plenary' });
  await steer({ type: 'focus', domain: domains[3].id });
  const fifth = await comes('comes to the plenary');
  await heading(fifth, domains[3].name);
  await heading(observer, domains[3].name);
  await story.look(fifth, 'late, in plenary');

  await steer({ type: 'focus', domain: null });
  await steer({ type: 'move_step', from: 'plenary', to: 'plan' });
  const sixth = await comes('comes to the next steps');
  await heading(sixth, 'Action plan');
  await story.look(sixth, 'late, at the next steps');

  await steer({ type: 'close_workshop' });
  await heading(sixth, /Thank you/);
  await sees(sixth, 'The workshop is over.');
});

journey('two facilitators press at once', async (story) => {
  story.allowStatus(409);
  const made = await makeWorkshop(story.url);
  const round = await openRound(story.url, made);
  await command(story.url, made, { type: 'close_round', round });
  await command(story.url, made, { type: 'reveal', round, level: 'pooled' });
  // The second one's request hangs on the way, as in a bad network.
  const first = await story.desk('first desk');
  const second = await story.desk('second desk');
  await first.goto(made.facilitate_url);
  await second.goto(made.facilitate_url);
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await second.route('**/commands', async (route) => {
    await held;
    await route.continue();
  });
  await second.getByRole('button', { name: 'Go to plenary, without a break' }).click();
  await first.getByRole('button', { name: 'Go to plenary, without a break' }).click();
  await sees(first, '0 of 10 domains decided');
  letGo();
  await sees(second, 'Somebody else moved on to “Plenary”');
  await story.look(second, 'somebody else moved on');
  await second.getByRole('button', { name: 'I have read this' }).click();
  await second.getByRole('button', { name: 'Go to map the pathway' }).waitFor();
});

journey('who is counted is asked to change while a round can be compared', async (story) => {
  story.allowStatus(409);
  const made = await makeWorkshop(story.url);
  await call(story.url, '/join', { method: 'POST', body: { code: made.join_code, sector: 'civic', name: 'Ann' } });
  const round = await openRound(story.url, made);
  await command(story.url, made, { type: 'close_round', round });
  const desk = await story.desk();
  await desk.goto(made.facilitate_url);
  await desk.getByRole('button', { name: 'People and tables' }).click();
  const role = desk.getByLabel('Role of Ann');
  await role.selectOption('observer');
  await sees(desk, 'close and reveal the round first');
  // What was not taken does not stand there as if it had been.
  await desk.waitForFunction(() => document.querySelector('select[aria-label="Role of Ann"]')?.value === 'participant');
  await story.look(desk, 'a role that cannot change now');
});
