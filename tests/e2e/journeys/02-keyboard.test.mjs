// A workshop by keyboard alone: nothing in it is clicked.

import assert from 'node:assert/strict';

import { assertFocusIsSeen, assertFocusKept, assertFocusOnHeading, presses, tabsTo } from '../harness/keyboard.mjs';
import { COUNCIL, domainsOf, heading, isSaved, sees } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

journey('a workshop by keyboard alone', async (story) => {
  const domains = await domainsOf(story.url);
  const button = (page, name) => page.getByRole('button', { name, exact: true });

  // The facilitator makes a workshop.
  const desk = await story.desk('desk');
  await desk.goto(`${story.url}/create`);
  await desk.getByRole('checkbox', { name: /Tool A/ }).waitFor();
  await tabsTo(desk, desk.getByLabel('Title'));
  await desk.keyboard.type('Keys only');
  await presses(desk, button(desk, 'Create workshop'));
  await assertFocusOnHeading(desk, 'Keys only');
  await presses(desk, button(desk, 'I have kept it'));
  const code = (await desk.locator('strong.code').innerText()).trim();

  // Somebody joins with it.
  const phone = await story.phone('phone');
  await phone.goto(story.url);
  await heading(phone, 'Join your workshop');
  await tabsTo(phone, phone.getByLabel('Join code'));
  await phone.keyboard.type(code);
  await phone.keyboard.press('Enter');
  await assertFocusOnHeading(phone, /Keys only/);
  await presses(phone, button(phone, COUNCIL));
  await assertFocusOnHeading(phone, /Keep these words/);
  await presses(phone, button(phone, 'Continue'));
  await assertFocusOnHeading(phone, /Keys only/);

  await sees(desk, '1 person here');
  await presses(desk, button(desk, 'Open marking'), 'Space');
  await sees(desk, 'Marking is open:');
  await assertFocusKept(desk, 'marking was opened');

  // Ten domains: the first level with Space, the others with the arrows.
  for (const [index, domain] of domains.entries()) {
    await assertFocusOnHeading(phone, domain.name);
    await tabsTo(phone, phone.getByRole('radio', { name: '1 Emerging' }));
    await phone.keyboard.press('Space');
    for (let step = 0; step < index % 4; step += 1) await phone.keyboard.press('ArrowDown');
    await phone.getByRole('radio', { name: new RegExp(`^${(index % 4) + 1} `), checked: true }).waitFor();
    await presses(phone, phone.getByRole('link', { name: index === 9 ? 'Check my sheet' : 'Next' }));
  }
  await assertFocusOnHeading(phone, /My sheet/);
  await sees(phone, 'All 10 domains are marked.');
  await isSaved(phone);

  // The facilitator closes, reveals, and agrees a level.
  await sees(desk, '1 of 1 have finished.');
  await holds(desk, button(desk, 'Close marking'));
  await presses(desk, button(desk, 'Close marking'));
  await answers(desk, 'Close marking');
  await sees(desk, 'Only facilitators see this yet.');
  await assertFocusKept(desk, 'marking was closed');
  await presses(desk, button(desk, 'Reveal results'));
  await answers(desk, 'Reveal results');
  await sees(desk, 'Revealed to the room.');
  await assertFocusKept(desk, 'the results were revealed');
  await presses(desk, button(desk, 'Take a break'));
  await presses(desk, button(desk, 'Go to plenary'));
  await desk.getByText('0 of 10 domains decided').waitFor();
  await assertFocusKept(desk, 'the room went to plenary');
  await presses(desk, button(desk, domains[0].name), 'Space');
  await assertFocusOnHeading(desk, domains[0].name, 2);
  await presses(desk, button(desk, 'Show this on the screen'));
  await desk.getByRole('button', { name: 'On the screen', pressed: true }).waitFor();
  await assertFocusKept(desk, 'a domain went to the screen');
  await tabsTo(desk, desk.getByRole('radio', { name: '1 Emerging' }));
  await desk.keyboard.press('Space');
  await desk.keyboard.press('ArrowDown');
  await desk.getByRole('radio', { name: '2 Developing', checked: true }).waitFor();
  await presses(desk, button(desk, 'Save'));
  await button(desk, 'Undo').waitFor();
  await assertFocusKept(desk, 'a level was agreed');
  await presses(desk, button(desk, '← All domains'));
  await button(desk, domains[0].name).waitFor();
  await assertFocusKept(desk, 'back to all domains');
  await sees(desk, '1 of 10 domains decided');

  // The participant goes along.
  await presses(phone, phone.getByRole('link', { name: 'Go where the room is' }));
  await assertFocusOnHeading(phone, /Leadership/);
  await sees(phone, 'Agreed: 2 Developing');
}, ['a way round the page by Tab']);

/** Says yes to a question with Enter: the answer has the focus when the question comes. */
async function answers(page, yes) {
  const answer = page.getByRole('dialog').getByRole('button', { name: yes, exact: true });
  await answer.and(page.locator(':not([aria-disabled="true"])')).waitFor();
  await page.waitForFunction((said) => document.activeElement?.closest('dialog') && document.activeElement.textContent.trim() === said, yes);
  await assertFocusIsSeen(page);
  await page.keyboard.press('Enter');
}

/** Presses a button as a key does that is held down: the press that raises the question must not answer it as well. */
async function holds(page, locator) {
  const isStillAsked = await locator.evaluate(async (element) => {
    const isOpen = () => document.querySelector('dialog[open]') !== null;
    element.click();
    // Only what is due at once: no timer can end the rest of the answer in between.
    for (let turn = 0; turn < 50 && !isOpen(); turn += 1) await Promise.resolve();
    if (!isOpen()) return null;
    document.activeElement.click();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    return isOpen();
  });
  assert.equal(isStillAsked, true, 'one long press has answered the question that it raised');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
