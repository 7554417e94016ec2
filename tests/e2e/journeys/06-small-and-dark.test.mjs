// The smallest phone, dark, with the text twice as large: everything fits and can be read.

import { SMALL_PHONE } from '../harness/browser.mjs';
import {
  command, COUNCIL, domainsOf, heading, HEALTH, isSaved, joins, makeWorkshop, marksFirst, openRound, sees, takesSeat, VOLUNTARY,
} from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

journey('a small dark phone with large text', async (story) => {
  const domains = await domainsOf(story.url);
  const made = await makeWorkshop(story.url, { tables: 2 });
  const dark = await story.open('dark', SMALL_PHONE, { colorScheme: 'dark' });
  const large = await story.open('large', SMALL_PHONE, { colorScheme: 'dark' }, await story.browserWith({ text_px: 32 }));
  const normal = await story.phone('normal');

  await joins(dark, story.url, made.join_code, COUNCIL, (where) => story.look(dark, `${where}, small and dark`));
  await heading(dark, /Working together/);
  await story.look(dark, 'the lobby, small and dark');
  await large.goto(`${story.url}/join/${made.join_code}`);
  await large.getByText('Add your table or other details (optional)').click();
  await story.look(large, 'the details of joining, large');
  await takesSeat(large, VOLUNTARY, (where) => story.look(large, `${where}, large`));
  await heading(large, /Working together/);
  await story.look(large, 'the lobby, large');
  await joins(normal, story.url, made.join_code, HEALTH);

  const round = await openRound(story.url, made);
  const some = domains.slice(0, 2);
  await marksFirst(normal, some, () => 2);
  await marksFirst(dark, some, (_, index) => index + 1, (index) => story.look(dark, `domain ${index + 1}, small and dark`));
  await marksFirst(large, some, () => 3, async (index) => {
    if (index === 0) await large.getByText('Say why (optional)').click();
    await story.look(large, `domain ${index + 1}, large`);
  });
  for (const page of [normal, dark, large]) await isSaved(page);
  await story.look(dark, 'the sheet, small and dark');
  await story.look(large, 'the sheet, large');

  await command(story.url, made, { type: 'close_round', round });
  await command(story.url, made, { type: 'reveal', round, level: 'groups', by: 'sector' });
  for (const [page, where] of [[dark, 'small and dark'], [large, 'large']]) {
    await page.getByRole('link', { name: 'See the results' }).first().click();
    await heading(page, 'Results');
    await sees(page, '3 people marked a level');
    await story.look(page, `the results, ${where}`);
  }

  // The plenary on one domain, with a level that is agreed.
  await command(story.url, made, { type: 'move_step', from: 'reveal', to: 'plenary' });
  await command(story.url, made, { type: 'focus', domain: domains[0].id });
  await command(story.url, made, { type: 'agree', round, domain: domains[0].id, level: 2, because: 'It has begun.' });
  for (const [page, where] of [[dark, 'small and dark'], [large, 'large']]) {
    await sees(page, 'Agreed: 2 Developing');
    await story.look(page, `the plenary, ${where}`);
  }

  // A facilitator who has only this phone, and the screen opened on it by mistake.
  const desk = await story.open('desk', SMALL_PHONE, { colorScheme: 'dark' });
  await desk.goto(made.facilitate_url);
  await sees(desk, '1 of 10 domains decided');
  await story.look(desk, 'the desk, small and dark');
  const screen = await story.open('screen', SMALL_PHONE, { colorScheme: 'dark' });
  await screen.goto(made.screen_url);
  await sees(screen, 'Agreed: 2 Developing');
  await story.look(screen, 'the screen, small and dark');
}, ['size of text and colours']);
