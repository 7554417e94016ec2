// Twelve people say where people are lost; from the step at which most are, one of them makes an action and accepts it.

import assert from 'node:assert/strict';

import { crowdJoins, crowdMarks } from '../harness/crowd.mjs';
import { addsSteps, hasSteps, mapOf, opensStep, startMap } from '../harness/mapping.mjs';
import { command, COUNCIL, heading, HEALTH, isSaved, joins, makeWorkshop, marks, sees } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

const TITLE = 'From a referral to a first talk';
const STEPS = ['A doctor writes', 'The letter is sorted', 'A place is offered', 'The first talk'];
const LOST = 'A place is offered';
const PIN = 'The offer goes to an old address.';
// How many are lost at the three steps that are marked, 1 for hardly any to 4 for most, for each of twelve people.
const MARKS = [
  [1, 4, 2], [2, 3, 1],
  [1, 4, 2], [2, 4, 2], [1, 3, 1], [3, 4, 2], [2, 4, 3], [1, 3, 2], [2, 4, 1], [1, 2, 2], [4, 3, 2], [2, 4, 1],
];

journey('from where people are lost to an action with an owner', async (story) => {
  const made = await makeWorkshop(story.url);
  const map = await startMap(story.url, made, TITLE);
  const phone = await story.phone('phone');
  await joins(phone, story.url, made.join_code, COUNCIL);
  await heading(phone, TITLE);
  const other = await story.phone('other');
  await joins(other, story.url, made.join_code, HEALTH);
  await heading(other, TITLE);
  await addsSteps(phone, STEPS);
  await opensStep(phone, LOST);
  await phone.getByRole('button', { name: 'Add a pin' }).click();
  await phone.getByLabel('Pin 1: what is lost, and why').fill(PIN);
  await phone.getByRole('button', { name: 'Done', exact: true }).click();
  await hasSteps(phone, STEPS.length);
  const drawn = await mapOf(story.url, made, map);
  assert.deepEqual(drawn.steps.map(({ name }) => name), STEPS);

  // Two mark on their phones, ten beside them; the beginning of the pathway is not asked about.
  const people = Array.from({ length: 10 }, (_, index) => ({ sector: index % 3, index: index + 2 }));
  const seated = await crowdJoins(story.url, made, people);
  const { round } = await command(story.url, made, { type: 'open_losses', map });
  const asked = drawn.steps.slice(1);
  const crowd = await crowdMarks(story.url, made, seated, round, asked, ({ index }, _, step) => MARKS[index][step]);
  for (const [person, page] of [phone, other].entries()) {
    await heading(page, 'From where do you see this pathway?');
    if (person === 0) await story.look(page, 'from where somebody sees the pathway');
    await page.getByRole('radio', { name: person === 0 ? 'My own team' : 'Prefer not to say' }).check({ force: true });
    await page.getByRole('button', { name: 'Go on to marking' }).click();
    for (const [step, { name }] of asked.entries()) {
      if (0 < step) await page.getByRole('link', { name: 'Next' }).click();
      await heading(page, name);
      await marks(page, MARKS[person][step]);
      if (person === 0 && step === 0) await story.look(page, 'marking how many are lost at a step');
    }
    await isSaved(page);
  }

  await command(story.url, made, { type: 'close_round', round });
  const { domains } = await call(story.url, `/workshops/${made.workshop}/results?round=${round}`, { token: made.facilitator_token });
  for (const [step, { id, name }] of asked.entries()) {
    const recount = [1, 2, 3, 4].map((level) => MARKS.filter((person) => person[step] === level).length);
    assert.equal(domains[step].domain, id);
    assert.deepEqual(domains[step].counts, recount, `the marks on “${name}”`);
  }
  await command(story.url, made, { type: 'reveal', round, level: 'pooled' });

  // The step at which most are lost comes first; its pin becomes an action on one screen.
  const share = MARKS.filter((person) => 3 <= person[1]).length;
  await phone.getByRole('link', { name: 'Map', exact: true }).click();
  await heading(phone, TITLE);
  await phone.getByRole('link', { name: 'Where people are lost' }).click();
  await phone.getByRole('heading', { level: 2, name: new RegExp(`^Most people are lost at “${LOST}”: ${share} of 12`) }).waitFor();
  await story.look(phone, 'where people are lost');
  await phone.getByRole('button', { name: `Make an action of this pin: ${PIN}` }).click();
  const dialog = phone.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'New action' }).waitFor();
  await dialog.getByLabel('What will be done?').fill('Ask for the address again before an offer is sent');
  await dialog.getByLabel('How is progress measured?').fill('Offers that come back, each month');
  await dialog.getByLabel('Put in place by').fill('2027-03-01');
  await dialog.getByRole('radio', { name: /^I will lead this/ }).check();
  await dialog.getByLabel('Your name in the plan').fill('Sam Okoro');
  await story.look(phone, 'an action on one screen');
  await dialog.getByRole('button', { name: 'Add it and accept' }).click();
  await heading(phone, 'Ask for the address again before an offer is sent');
  await sees(phone, 'Sam Okoro');
  await story.look(phone, 'the action in the plan');

  const plan = await call(story.url, `/workshops/${made.workshop}/plan`, { token: made.facilitator_token });
  assert.equal(plan.actions.length, 1);
  const [action] = plan.actions;
  assert.deepEqual(
    { status: action.status, by: action.accepted_by, day: action.implement_by, measure: action.measure, owner: action.owner.label, missing: action.missing },
    { status: 'agreed', by: 'Sam Okoro', day: '2027-03-01', measure: 'Offers that come back, each month', owner: 'Sam Okoro', missing: [] },
  );
  assert.deepEqual(action.source, { kind: 'pin', map, pin: drawn.pins[0].id });
  assert.match(action.evidence, new RegExp(PIN));

  // The facilitator's board has it where agreed actions stand.
  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await desk.getByRole('link', { name: 'Plan', exact: true }).click();
  const agreed = desk.locator('section').filter({ has: desk.getByRole('heading', { level: 2, name: /Agreed 1$/ }) });
  await agreed.getByRole('link', { name: action.what, exact: true }).waitFor();
  await agreed.getByText('Sam Okoro').waitFor();
  await story.look(desk, 'the board of the plan');
  await crowd.leave();
});
