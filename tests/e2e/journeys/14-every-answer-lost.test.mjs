// Every answer is lost once: whatever a person asks for that changes something is done, nobody hears of it, and what is tried
// again does the same thing once. All that the server offers is walked, or has its reason below.

import assert from 'node:assert/strict';

import { changesOf, nameOf } from '../harness/changes.mjs';
import { crowdJoins, crowdMarks } from '../harness/crowd.mjs';
import { LostAnswers } from '../harness/lostAnswers.mjs';
import { addsSteps, hasSteps, startMap } from '../harness/mapping.mjs';
import {
  closesMarking, command, COUNCIL, domainsOf, heading, HEALTH, isSaved, joins, makeWorkshop, marks, openRound, revealsResults, sees, takesSeat,
} from '../harness/people.mjs';
import { leadsAction } from '../harness/planning.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

// What each walk below asks for, in alphabetical order.
const ROUND = [
  'POST /join', 'POST /recover', 'POST /workshops', 'agree', 'close_round', 'close_workshop', 'extend_step', 'focus', 'move_step', 'open_round',
  'reopen_round', 'reveal', 'take_late', 'withdraw_agreed',
];
const PEOPLE = ['admit_all', 'assign_table', 'create_table', 'open_joining', 'remove_awaited', 'remove_seat', 'remove_second', 'set_role'];
const MAP = ['choose_sphere', 'create_map', 'open_losses', 'rename_map', 'set_spheres', 'show_map'];
const PLAN = ['POST /workshops/{workshop}/calendars', 'accept_action', 'decline_action', 'open_priorities', 'stop_calendars'];

const NOT_WALKED = {
  seal: 'no screen has it: it is for programs that keep what was found',
};

/** One walk: all that these people ask for is answered on its second try only, and these changes come of it. */
function everyAnswerIsLostOnce(name, changes, walk) {
  journey(`every answer is lost once: ${name}`, async (story) => {
    story.allowLostNetwork();
    const lost = LostAnswers.once();
    await walk(story, lost);
    await lost.settled();
    assert.deepEqual([...new Set(lost.asked().map(nameOf))].toSorted(), changes);
    for (const asked of lost.asked()) {
      assert.ok(asked.key !== null, `${nameOf(asked)} came without a key`);
      const [first, second, ...more] = lost.delivered.filter(({ key }) => key === asked.key);
      assert.deepEqual([first.isLost, second.isLost, more.length], [true, false, 0], `the tries of ${nameOf(asked)}`);
      assert.equal(first.status < 300, true, `${nameOf(asked)}: ${first.status}`);
      assert.deepEqual(second.answer, first.answer, `${nameOf(asked)} was answered as it was the first time`);
    }
  }, ['cut answers']);
}

/** A desk that loses its answers, in a workshop that is there. */
async function opensDesk(story, lost, made) {
  const desk = await story.desk('desk');
  await lost.on(desk);
  await desk.goto(made.facilitate_url);
  await heading(desk, 'Working together in Ashford');
  return desk;
}

/** Waits until the desk has heard what came of what was asked: one thing is asked at a time. */
async function rests(desk) {
  await desk.locator('.next > button:not([aria-disabled])').waitFor();
}

/** Presses this, and waits until its answer has been heard. */
async function asks(desk, name, within = desk) {
  await within.getByRole('button', { name, exact: true }).click();
  await rests(desk);
}

journey('nothing that changes something is left out of these walks', async (story) => {
  const known = [...ROUND, ...PEOPLE, ...MAP, ...PLAN, ...Object.keys(NOT_WALKED)].toSorted();
  assert.deepEqual(known, await changesOf(story.url));
});

everyAnswerIsLostOnce('a workshop from its making to its end', ROUND, async (story, lost) => {
  const domains = await domainsOf(story.url);
  const desk = await story.desk('desk');
  await lost.on(desk);
  await desk.goto(`${story.url}/create`);
  await desk.getByRole('checkbox', { name: /Tool A/ }).waitFor();
  await desk.getByText('More settings').click();
  await desk.getByLabel('Smallest group that is shown').fill('3');
  await desk.getByLabel('Title').fill('Working together in Ashford');
  await desk.getByRole('button', { name: 'Create workshop' }).click();
  await heading(desk, 'Working together in Ashford');
  const [{ answer: made }] = lost.asked();
  assert.ok((await desk.url()).includes(made.workshop), 'the desk is that of the workshop whose answer was lost');
  await desk.getByRole('button', { name: 'I have kept it' }).click();
  const look = (path) => call(story.url, `/workshops/${made.workshop}${path}`, { token: made.facilitator_token });

  // One joins and comes back on another device; four mark beside them, and four come late.
  const before = await story.phone('a phone');
  await lost.on(before);
  const words = await joins(before, story.url, made.join_code, HEALTH);
  await sees(before, 'Marking has not opened yet');
  await before.close();
  const phone = await story.phone('another phone');
  await lost.on(phone);
  await phone.goto(`${story.url}/join/${made.join_code}?words`);
  await phone.getByLabel('Your four words').fill(words);
  await phone.getByRole('button', { name: 'Come back' }).click();
  await sees(phone, 'Marking has not opened yet');
  const people = Array.from({ length: 8 }, (_, index) => ({ sector: index % 3, index }));
  const seated = await crowdJoins(story.url, made, people.slice(0, 4));
  await asks(desk, 'Open marking');
  await heading(phone, domains[0].name);
  await marks(phone, 3);
  await isSaved(phone);
  const levelOf = ({ index }, _, domain) => ((index + domain) % 4) + 1;
  const crowd = await crowdMarks(story.url, made, seated, 'r1', domains, levelOf);

  // It is closed too early, and opened again.
  await closesMarking(desk);
  await rests(desk);
  await asks(desk, 'Reopen marking');
  await closesMarking(desk);
  await sees(desk, 'Only facilitators see this yet.');
  const late = await crowdMarks(story.url, made, await crowdJoins(story.url, made, people.slice(4)), 'r1', domains, levelOf);
  await revealsResults(desk);
  await sees(desk, 'Revealed to the room.');
  await desk.getByRole('button', { name: 'Count people who came late' }).click();
  await asks(desk, 'Count them in', desk.getByRole('dialog'));
  await desk.getByRole('button', { name: 'Count people who came late' }).waitFor({ state: 'detached' });

  // A break that takes longer, and a level that is agreed, taken back and agreed again.
  await asks(desk, 'Take a break');
  await asks(desk, '+5 min for this step');
  await asks(desk, 'Go to plenary');
  await desk.getByRole('button', { name: domains[0].name, exact: true }).click();
  await asks(desk, 'Show this on the screen');
  await desk.getByRole('button', { name: 'On the screen', pressed: true }).waitFor();
  await desk.getByRole('radio', { name: '3 Maturing' }).check();
  await asks(desk, 'Save');
  await asks(desk, 'Undo');
  await asks(desk, 'Save');
  await desk.getByRole('button', { name: 'Undo' }).waitFor();
  await asks(desk, 'Go to next steps, without a map');
  await heading(desk, 'Action plan');
  await desk.getByRole('button', { name: 'Close the workshop' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Close the workshop' }).click();
  await sees(desk, 'The workshop is closed.');

  // Exactly what was wanted.
  const session = await look('');
  assert.equal(session.state, 'closed');
  assert.equal(session.rounds.length, 1);
  assert.equal((await look('/seats')).length, 2 + 1 + people.length, 'a facilitator, a screen and nine people');
  const results = await look('/results?round=r1');
  assert.deepEqual(results.domains.map(({ agreed }) => agreed?.level ?? null), [3, ...domains.slice(1).map(() => null)]);
  await Promise.all([crowd.leave(), late.leave()]);
});

everyAnswerIsLostOnce('people, their places and their tables', PEOPLE, async (story, lost) => {
  // Of a place that was removed its device is told so.
  story.allowStatus(401);
  const made = await makeWorkshop(story.url);
  const look = () => call(story.url, `/workshops/${made.workshop}/seats`, { token: made.facilitator_token });
  const here = await story.phone('here');
  await joins(here, story.url, made.join_code, COUNCIL);
  await sees(here, 'Marking has not opened yet');
  await call(story.url, '/join', { method: 'POST', body: { code: made.join_code, sector: 'vcse', name: 'Nobody' } });
  const desk = await opensDesk(story, lost, made);
  await asks(desk, 'Close joining');
  await asks(desk, 'Open joining');
  await desk.getByRole('button', { name: 'People and tables' }).click();
  const list = desk.getByRole('dialog').filter({ hasText: 'People and tables' });
  const [table, role] = ['Table', 'Role'].map((what) => list.getByLabel(`${what} of Nobody`));
  await asks(desk, 'Add a table', list);
  await table.getByRole('option', { name: 'Table 1' }).waitFor({ state: 'attached' });
  await table.selectOption({ label: 'Table 1' });
  await rests(desk);
  await role.selectOption({ label: 'Observer, not counted' });
  await rests(desk);
  const ofNobody = (await look()).find(({ name }) => name === 'Nobody');
  assert.deepEqual([ofNobody.role, ofNobody.table], ['observer', 't1']);
  await list.getByRole('button', { name: 'Remove Nobody' }).click();
  await asks(desk, 'Remove this place', desk.getByRole('dialog').filter({ hasText: 'Remove the place of Nobody' }));
  await list.getByText('has not come yet').waitFor({ state: 'detached' });
  assert.equal((await look()).length, 2 + 1, 'a facilitator, a screen and who is here');

  // A crowd that never comes, and somebody who comes twice.
  await desk.getByRole('button', { name: 'Done' }).click();
  const joining = Array.from({ length: 40 }, () =>
    call(story.url, '/join', { method: 'POST', body: { code: made.join_code, sector: 'vcse' } }),
  );
  await Promise.all(joining);
  await asks(desk, 'Let everybody in for five minutes');
  await joins(await story.phone('twice'), story.url, made.join_code, COUNCIL);
  await sees(desk, '2 people here');
  await desk.getByRole('button', { name: 'People and tables' }).click();
  await list.getByRole('button', { name: 'Remove 40 places nobody has used' }).click();
  await asks(desk, 'Remove 40 places nobody has used', desk.getByRole('dialog', { name: /^Remove \d+ places/ }));
  await list.getByText('has not come yet').waitFor({ state: 'detached' });
  await list.getByRole('button', { name: 'Joined twice?' }).first().click();
  const question = desk.getByRole('dialog').filter({ hasText: 'has joined twice?' });
  await question.getByLabel('Their other place').selectOption({ index: 1 });
  await asks(desk, 'Remove the second place', question);
  await question.waitFor({ state: 'hidden' });
  assert.equal((await look()).length, 2 + 1, 'a facilitator, a screen and one of the two places');
});

everyAnswerIsLostOnce('a map, and from where people see it', MAP, async (story, lost) => {
  const made = await makeWorkshop(story.url);
  const first = await startMap(story.url, made, 'From the first call to a home');
  const phone = await story.phone('phone');
  await joins(phone, story.url, made.join_code, COUNCIL);
  await lost.on(phone);
  await addsSteps(phone, ['Somebody calls', 'A caseworker is named']);
  await hasSteps(phone, 2);
  const desk = await opensDesk(story, lost, made);
  await desk.getByText('Maps (1)').click();
  await desk.getByRole('button', { name: 'Start another map' }).click();
  await desk.getByLabel('Which pathway is mapped?').fill('From a hospital to a home');
  await asks(desk, 'Start the map', desk.getByRole('dialog'));
  await desk.getByRole('button', { name: 'Rename From a hospital to a home' }).click();
  await desk.getByLabel('What is it called?').fill('From a ward to a home');
  await asks(desk, 'Rename', desk.getByRole('dialog'));
  await asks(desk, /^Show this map/);
  await desk.getByText('Spheres of influence').first().click();
  await desk.getByRole('button', { name: 'Change the spheres' }).click();
  await desk.getByRole('button', { name: 'Add a sphere' }).click();
  await desk.getByRole('dialog').getByRole('textbox').last().fill('The county');
  await asks(desk, 'Save the spheres', desk.getByRole('dialog'));
  await asks(desk, 'Ask where people are lost');
  await heading(phone, 'From where do you see this pathway?');
  await phone.getByRole('radio', { name: 'The county' }).check({ force: true });
  await phone.getByRole('button', { name: 'Go on to marking' }).click();
  await heading(phone, 'A caseworker is named');

  const session = await call(story.url, `/workshops/${made.workshop}`, { token: made.facilitator_token });
  assert.equal(session.map, first);
  assert.deepEqual(session.maps.map(({ title }) => title), ['From the first call to a home', 'From a ward to a home']);
  assert.equal(session.spheres.filter(({ name }) => name === 'The county').length, 1);
  assert.equal(session.rounds.length, 1);
});

everyAnswerIsLostOnce('a plan, its owners and their calendars', PLAN, async (story, lost) => {
  const made = await makeWorkshop(story.url);
  await command(story.url, made, { type: 'move_step', from: 'lobby', to: 'plan' });
  const phone = await story.phone('phone');
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await takesSeat(phone, COUNCIL);
  await lost.on(phone);
  await heading(phone, 'Action plan');
  await leadsAction(phone, { what: 'Meet every month', measure: 'Meetings held', by: '2027-03-01', name: 'Sam Okoro' });
  await sees(phone, 'You lead this');
  await phone.getByRole('button', { name: 'Step back' }).click();
  await phone.getByLabel('Why not?').fill('I leave in May.');
  await phone.getByRole('button', { name: 'Step back' }).click();
  await sees(phone, 'Your reason: I leave in May.');
  await lost.settled();

  await phone.goto(`${story.url}/w/${made.workshop}?view=plan&show=calendar`);
  await phone.getByRole('button', { name: 'Subscribe to the whole plan' }).click();
  const address = phone.getByLabel('Address of the whole plan');
  await address.waitFor();
  assert.equal((await fetch(await address.inputValue())).status, 200);
  await phone.getByRole('button', { name: 'Stop my address' }).click();
  await address.waitFor({ state: 'detached' });

  const desk = await opensDesk(story, lost, made);
  await asks(desk, 'Ask what comes first');
  await desk.getByRole('button', { name: /^Close marking/ }).waitFor();
  const look = (path) => call(story.url, `/workshops/${made.workshop}${path}`, { token: made.facilitator_token });
  assert.equal((await look('')).rounds.length, 1);
  assert.deepEqual((await look('/plan')).actions.map(({ status }) => status), ['proposed']);
});
