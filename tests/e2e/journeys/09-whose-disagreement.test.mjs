// Whose disagreement: 24 people in three sectors at four tables, one sector two levels below the others on one domain.

import assert from 'node:assert/strict';

import { PROJECTOR, SMALL_PHONE } from '../harness/browser.mjs';
import { crowdJoins, crowdMarks } from '../harness/crowd.mjs';
import { assertFocusKept, assertFocusOnHeading, presses, tabsTo } from '../harness/keyboard.mjs';
import { command, domainsOf, heading, makeWorkshop, openRound, sees, VOLUNTARY } from '../harness/people.mjs';
import { inRoundOne, inRoundTwo, PEOPLE } from '../harness/room.mjs';
import { journey } from '../harness/story.mjs';

journey('whose disagreement it is, on the board, in full and on the screen', async (story) => {
  const domains = await domainsOf(story.url);
  const [leadership, needs] = domains;
  const made = await makeWorkshop(story.url, { minimum_group: 5, tables: 4 });
  const people = await crowdJoins(story.url, made, PEOPLE);
  const round = await openRound(story.url, made);

  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await sees(desk, 'Marking is open:');
  const spoken = await listensTo(desk);
  const crowd = await crowdMarks(story.url, made, people, round, domains, inRoundOne);
  await sees(desk, '24 of 24 have finished');
  await sees(desk, '24 people here');
  await story.look(desk, 'the board while people mark');

  await command(story.url, made, { type: 'close_round', round });
  await command(story.url, made, { type: 'move_step', from: 'mark', to: 'reveal' }).catch(() => {});
  await command(story.url, made, { type: 'reveal', round, level: 'groups', by: 'sector' });
  await sees(desk, 'Revealed to the room.');
  await sees(desk, /between sectors/);
  await story.look(desk, 'the board after the reveal');
  assert.equal((await spoken()).filter((said) => said.startsWith('Results revealed.')).length, 1, 'a reveal is spoken once');

  // By disagreement, by keyboard, and so it stays on this device.
  await tabsTo(desk, desk.getByLabel('Order'));
  await desk.keyboard.press('ArrowDown');
  await assertFirstRow(desk, leadership);
  await desk.reload();
  await assertFirstRow(desk, leadership);
  assert.equal(await desk.getByLabel('Order').inputValue(), 'disagreement');

  // One domain in full, opened by keyboard: its address, its heading, its sentence.
  await presses(desk, desk.getByRole('button', { name: leadership.name, exact: true }));
  await assertFocusOnHeading(desk, leadership.name, 2);
  assert.match(await desk.url(), /[?]domain=leadership$/);
  const sentence = await desk.locator('figure').first().getByRole('heading').innerText();
  assert.match(sentence, new RegExp(VOLUNTARY), 'the sentence names the sector');
  assert.match(sentence, /(partly|clearly|mainly) between sectors/);
  await story.look(desk, 'one domain in full');
  await presses(desk, desk.getByRole('button', { name: 'Show as a table of the groups' }));
  const row = desk.getByRole('row', { name: new RegExp(`^${VOLUNTARY}`) });
  assert.deepEqual((await row.getByRole('cell').allInnerTexts()).slice(0, 5), ['5', '2', '1', '0', '8']);
  await assertFocusKept(desk, 'a chart became a table');
  await presses(desk, desk.getByText('Measures for experts'));
  await desk.getByRole('link', { name: /^Average gap/ }).waitFor();
  await story.look(desk, 'one domain with its tables and measures');

  // The back button leads to the row it was opened by; a kept link leads to the domain.
  await desk.goBack();
  await desk.waitForFunction(() => document.activeElement?.id === 'row-leadership');
  assert.doesNotMatch(await desk.url(), /domain=/);
  await desk.goForward();
  await desk.reload();
  await desk.getByRole('heading', { level: 2, name: leadership.name }).waitFor();

  // Where a sector is of one mind its groups are not shown, and the page says so.
  await desk.getByRole('button', { name: 'Next', exact: true }).click();
  await desk.getByRole('heading', { level: 2, name: needs.name }).waitFor();
  assert.equal(await desk.getByRole('button', { name: 'Show as a table of the groups' }).count(), 0);
  await story.look(desk, 'a domain whose groups are withheld');
  await desk.getByRole('button', { name: '← All domains' }).click();

  await desk.getByRole('link', { name: 'Overall' }).click();
  await assertFocusOnHeading(desk, 'The whole room', 2);
  await sees(desk, 'Most worth talking about');
  await story.look(desk, 'the whole room');

  // What the measures say, from their own address.
  const measures = await story.phone('measures');
  await measures.goto(`${story.url}/measures#average_gap_levels`);
  await heading(measures, 'What the measures say');
  await measures.waitForFunction(() => document.activeElement?.id === 'average_gap_levels');
  await story.look(measures, 'the measures explained');

  // The screen and a small dark desk show the same.
  await command(story.url, made, { type: 'focus', domain: leadership.id });
  const screen = await story.open('screen', PROJECTOR, { colorScheme: 'dark', reducedMotion: 'reduce' });
  await screen.goto(made.screen_url);
  await screen.getByRole('heading', { level: 1, name: /^Leadership: .*between sectors/ }).waitFor();
  await story.look(screen, 'the domain on the screen');
  const small = await story.open('small', SMALL_PHONE, { colorScheme: 'dark', reducedMotion: 'reduce' });
  await small.goto(made.facilitate_url);
  await sees(small, /between sectors/);
  await story.look(small, 'the board, small and dark');
  const { pathname } = new URL(made.facilitate_url);
  await small.goto(`${story.url}${pathname}?domain=leadership`);
  await small.getByRole('heading', { level: 2, name: leadership.name }).waitFor();
  await sees(small, 'Step by step');
  await story.look(small, 'the domain, small and dark');
  await small.goto(`${story.url}${pathname}?view=overall`);
  await sees(small, 'The whole room');
  await story.look(small, 'the whole room, small and dark');

  // A second round: what moved is shown as slopes, as a table, and on the domain.
  await command(story.url, made, { type: 'focus', domain: null });
  await crowd.leave();
  const again = await openRound(story.url, made);
  const returned = await crowdMarks(story.url, made, people, again, domains, inRoundTwo);
  await command(story.url, made, { type: 'close_round', round: again });
  await command(story.url, made, { type: 'reveal', round: again, level: 'pooled' });
  await desk.getByRole('link', { name: 'Rounds' }).click();
  await assertFocusOnHeading(desk, 'From round to round', 2);
  await desk.getByRole('img', { name: /^Round 1, now: 6 Emerging.*Round 2, now: 3 Emerging/ }).waitFor();
  await story.look(desk, 'round against round');
  await desk.getByRole('button', { name: 'Show as a table of rounds' }).click();
  await desk.getByRole('row', { name: new RegExp(`^${leadership.name} round 1`) }).waitFor();
  await story.look(desk, 'round against round, as a table');
  await small.goto(`${story.url}${pathname}?view=rounds`);
  await sees(small, 'From round to round');
  await story.look(small, 'round against round, small and dark');
  await desk.goto(`${story.url}${pathname}?domain=leadership`);
  await sees(desk, 'Since round 1');
  await story.look(desk, 'a domain in its second round');
  await returned.leave();
});

/** Keeps everything the live region says from now on. */
async function listensTo(page) {
  await page.evaluate(() => {
    const region = document.querySelector('[role="status"][aria-live]');
    globalThis.spoken = [];
    new MutationObserver(() => globalThis.spoken.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => globalThis.spoken);
}

async function assertFirstRow(page, domain) {
  await page.waitForFunction((id) => document.querySelector('[id^="row-"]')?.id === `row-${id}`, domain.id);
}
