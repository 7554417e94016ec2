// A round under page translators, each with another way to take texts out: what a page says in place must be what it says anew.

import assert from 'node:assert/strict';

import { crowdJoins, crowdMarks } from '../harness/crowd.mjs';
import { addsSteps, hasSteps, nameField, opensStep, startMap } from '../harness/mapping.mjs';
import { closesMarking, command, COUNCIL, domainsOf, heading, HEALTH, joins, makeWorkshop, marks, revealsResults, sees } from '../harness/people.mjs';
import { leadsAction } from '../harness/planning.mjs';
import { journey } from '../harness/story.mjs';
import { PUTS_THEN_REMOVES, REMOVES_THEN_PUTS, saysTheSame, translates } from '../harness/translator.mjs';

const TITLE = 'Working together in Ashford';
const STEPS = ['A doctor writes', 'The letter is sorted', 'A place is offered'];
// Five who mark without a browser, so that counts are shown; the phone is the sixth.
const CROWD = [0, 1, 2, 0, 1].map((sector) => ({ sector }));

/** A desk, a screen and a phone, each under another translator; and how to see that they say what is so. */
async function opensTranslated(story) {
  const desk = await story.desk('desk');
  const screen = await story.projector('screen');
  const phone = await story.phone('phone');
  await translates(desk);
  await translates(screen, { way: PUTS_THEN_REMOVES, takesBlank: true });
  await translates(phone, { way: REMOVES_THEN_PUTS });

  /** Opens the same page anew, without a translator, and compares; `does` brings it to where the other is. */
  async function isTrue(page, where, does = async () => {}) {
    const fresh = await story.tab(`${where}, opened anew`, page);
    await fresh.goto(await page.url());
    await fresh.getByRole('main').waitFor();
    await does(fresh);
    await saysTheSame(page, fresh, where);
    await fresh.close();
  }
  async function allAreTrue(when) {
    await isTrue(desk, `the desk ${when}`);
    await isTrue(screen, `the screen ${when}`);
    await isTrue(phone, `the phone ${when}`);
  }
  return { desk, screen, phone, isTrue, allAreTrue };
}

journey('a whole round under a page translator', async (story) => {
  const domains = await domainsOf(story.url);
  const { desk, screen, phone, isTrue, allAreTrue } = await opensTranslated(story);

  // The facilitator makes the workshop; the projector shows how to join, and somebody does.
  await desk.goto(`${story.url}/create`);
  await desk.getByRole('checkbox', { name: /Tool A/ }).waitFor();
  await desk.getByRole('button', { name: 'Create workshop' }).click();
  await desk.getByRole('alert').waitFor();
  await desk.getByLabel('Title').fill(TITLE);
  await desk.getByText('More settings').click();
  await desk.getByLabel('Smallest group that is shown').fill('3');
  await desk.getByRole('button', { name: 'Create workshop' }).click();
  await heading(desk, TITLE);
  await desk.getByRole('button', { name: 'I have kept it' }).click();
  await desk.getByText('Links').first().click();
  const link = new URL(await desk.getByLabel('Facilitator link').inputValue());
  const made = {
    workshop: link.pathname.split('/').pop(),
    facilitator_token: decodeURIComponent(link.hash.replace('#token=', '')),
    join_code: (await desk.locator('strong.code').innerText()).replace(/\W/g, ''),
  };
  await screen.goto(await desk.getByLabel('Screen link').inputValue());
  await desk.getByText('Links').first().click();
  await heading(screen, 'Join on your phone');
  await joins(phone, story.url, made.join_code, COUNCIL);
  await heading(phone, TITLE);
  const seated = await crowdJoins(story.url, made, CROWD);
  await allAreTrue('before marking');
  assert.equal((await screen.locator('.code').innerText()).replace(/\W/g, ''), made.join_code, 'a code is translated');

  // Marking opens, and five of six finish; the sixth is half-way.
  await desk.getByRole('button', { name: 'Open marking' }).click();
  await heading(screen, 'Mark where things are now');
  await heading(phone, domains[0].name);
  await allAreTrue('when marking has opened');
  const round = 'r1';
  const crowd = await crowdMarks(story.url, made, seated, round, domains, (_, domain, index) => (index % 4) + 1);
  await sees(screen, /of 6\W+finished/);
  for (const [index, domain] of domains.entries()) {
    if (0 < index) await phone.getByRole('link', { name: 'Next' }).click();
    await heading(phone, domain.name);
    await marks(phone, index === 9 ? 'unsure' : 4 - (index % 4));
    if (index === 1) await allAreTrue('while people mark');
  }
  await phone.getByRole('link', { name: 'Check my sheet' }).click();
  await sees(phone, `All ${domains.length} domains are marked.`);
  await sees(phone, 'Saved');
  await allAreTrue('when everybody has finished');

  // Closing and revealing ask, and the button rests when its meaning has changed.
  const rests = await watchesButton(desk);
  await closesMarking(desk);
  await heading(screen, 'Marking is closed');
  await desk.getByRole('button', { name: 'Reveal results' }).waitFor();
  assert.ok(await rests('Reveal results'), 'the button that now reveals did not rest');
  await sees(phone, 'Marking has closed');
  await allAreTrue('after the close');
  await revealsResults(desk);
  await heading(screen, 'Where we are now');
  await phone.getByRole('link', { name: 'See the results' }).first().click();
  await heading(phone, 'Results');
  await allAreTrue('after the reveal');

  // After a break the plenary agrees a level on one domain, before everybody.
  await desk.getByRole('button', { name: 'Take a break' }).click();
  await heading(screen, 'Break');
  await allAreTrue('in the break');
  await desk.getByRole('button', { name: 'Go to plenary' }).click();
  await desk.getByRole('button', { name: domains[0].name }).first().click();
  await desk.getByRole('heading', { level: 2, name: domains[0].name }).waitFor();
  await desk.getByRole('button', { name: 'Show this on the screen' }).click();
  await desk.getByRole('button', { name: 'On the screen' }).waitFor();
  await desk.getByRole('radio', { name: '3 Maturing' }).check();
  await desk.getByLabel('Why (optional)').fill('Leaders meet.');
  await desk.getByRole('button', { name: 'Save' }).click();
  await sees(screen, 'Agreed: 3 Maturing');
  await heading(phone, domains[0].name);
  await allAreTrue('with an agreed level');
  await desk.getByRole('button', { name: 'Undo' }).click();
  await desk.getByRole('button', { name: 'Save' }).waitFor();
  // The form still has what was chosen in it, for whoever takes a level back only to mend it.
  await isTrue(desk, 'the desk with a level taken back', (fresh) => fresh.getByRole('radio', { name: '3 Maturing' }).check());
  await isTrue(screen, 'the screen with a level taken back');
  await isTrue(phone, 'the phone with a level taken back');
  await crowd.leave();
}, ['a translator']);

journey('a map and a plan under a page translator', async (story) => {
  const made = await makeWorkshop(story.url);
  await startMap(story.url, made, 'From a referral to a first talk');
  const { desk, screen, phone, allAreTrue } = await opensTranslated(story);
  await desk.goto(made.facilitate_url);
  await screen.goto(made.screen_url);
  await joins(phone, story.url, made.join_code, COUNCIL);
  await heading(phone, 'From a referral to a first talk');

  // Somebody else writes on the map: steps come, get another name, change places and go.
  const other = await story.phone('other');
  await joins(other, story.url, made.join_code, HEALTH);
  await addsSteps(other, STEPS);
  await desk.goto(`${story.url}/facilitate/${made.workshop}?view=map`);
  for (const page of [phone, desk]) await sees(page, STEPS[2]);
  await allAreTrue('with three steps of a map');
  await opensStep(other, STEPS[1]);
  await nameField(other).fill('The letter is read');
  await other.getByRole('button', { name: 'Done', exact: true }).click();
  for (const page of [phone, desk]) await sees(page, 'The letter is read');
  await allAreTrue('with a step renamed');

  // The desk looks at the drawing meanwhile.
  await desk.getByRole('link', { name: 'Drawing' }).click();
  await desk.waitForFunction(() => document.querySelectorAll('.svelte-flow .words .name').length === 3);
  await other.getByRole('button', { name: `Move step 3, ${STEPS[2]}, up` }).click();
  await opensStep(other, STEPS[0]);
  await other.getByRole('button', { name: 'Remove this step' }).click();
  await hasSteps(other, 2);
  await phone.waitForFunction(() => document.querySelectorAll('li.card h3 .name').length === 2);
  await desk.waitForFunction(() => document.querySelectorAll('.svelte-flow .words .name').length === 2);
  await allAreTrue('with a step moved and one removed');

  // The plan, and the end.
  await command(story.url, made, { type: 'move_step', from: 'map', to: 'plan' });
  await heading(phone, 'Action plan');
  await allAreTrue('with an empty plan');
  await leadsAction(other, { what: 'Ask for the address again', measure: 'Letters that come back', by: '2027-03-01', name: 'Sam Okoro' });
  for (const page of [phone, screen]) await sees(page, 'Ask for the address again');
  await allAreTrue('with an action');
  await command(story.url, made, { type: 'close_workshop' });
  await heading(screen, 'Thank you');
  await heading(phone, 'Thank you');
  await allAreTrue('after the workshop');
}, ['a translator']);

/** Watches the one next action; afterwards says whether it rested while it said something. */
async function watchesButton(desk) {
  await desk.evaluate(() => {
    const frame = document.querySelector('.next');
    globalThis.rested = [];
    const look = () => globalThis.rested.push([frame.textContent, frame.querySelector('button')?.getAttribute('aria-disabled')]);
    new MutationObserver(look).observe(frame, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return (words) => desk.evaluate((said) => globalThis.rested.some(([text, rests]) => text.includes(said) && rests === 'true'), words);
}
