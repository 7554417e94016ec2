// Names of people's own: in any script and of any length, they turn nothing round and push nothing off the screen.

import assert from 'node:assert/strict';

import { crowdJoins, crowdMarks } from '../harness/crowd.mjs';
import { command, domainsOf, heading, makeWorkshop, openRound, sees } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

const SIZES = [[800, 600], [1024, 768], [1280, 720], [1920, 1080]];

journey('sectors, titles and organisations in every script', async (story) => {
  const desk = await story.desk('desk');
  await desk.goto(`${story.url}/create`);
  await desk.getByLabel('Title').fill('صحة السكان (2026)!');
  await desk.getByText('More settings').click();
  for (const name of ['Охрана здоровья', '医療', 'صحة']) {
    await desk.getByRole('button', { name: 'Add a sector' }).click();
    await desk.locator('input[id^="sector-"]').last().fill(name);
  }
  await desk.getByRole('button', { name: 'Create the workshop' }).click();
  await heading(desk, /صحة السكان/);
  await story.look(desk, 'a desk with an Arabic title');

  // An override in a name does not reach the word behind it, and punctuation stands where its script has it.
  const code = (await desk.evaluate(() => document.body.innerText)).match(/[A-Z2-9]{3} [A-Z2-9]{4}/)[0].replace(' ', '');
  const { sectors } = await call(story.url, `/join/${code}`);
  assert.equal(new Set(sectors.map(({ id }) => id)).size, 6, 'every sector has an id of its own');
  const joins = (organisation) =>
    call(story.url, '/join', { method: 'POST', body: { code, sector: sectors[5].id, organisation } });
  await joins('\u202eevil.com');
  await joins('مجلس بلدي: الصحة (2024)!');
  await assert.rejects(() => joins('\u200b\u3164').then(({ seat }) => assert.equal(seat, null)), assert.AssertionError);
  await desk.getByRole('button', { name: /^People/ }).first().click();
  const organisations = await desk.getByRole('row').allInnerTexts();
  assert.ok(organisations.some((row) => row.includes('evil.com') && !row.includes('\u202e')), organisations.join('\n'));
  assert.ok(organisations.some((row) => row.includes('\u2068مجلس بلدي: الصحة (2024)!\u2069')), organisations.join('\n'));

  // Whoever sits on a phone sees all six as buttons.
  const phone = await story.phone('phone');
  await phone.goto(`${story.url}/join/${code}`);
  for (const name of ['Охрана здоровья', '医療', 'صحة']) await phone.getByRole('button', { name }).waitFor();
  await story.look(phone, 'joining with sectors in three scripts');
});

/** Texts that the screen cuts off: outside the window, or of a line whose box hides its end. */
function cutOff() {
  const outside = [];
  const walker = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('.visually-hidden, style, script, svg') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      const isOut = left < -1 || window.innerWidth + 1 < right || top < -1 || window.innerHeight + 1 < bottom;
      if (0 < width && isOut) outside.push(`${Math.round(right)}, ${Math.round(bottom)}: ${node.data.trim().slice(0, 40)}`);
    }
  }
  return [...new Set(outside)];
}

const words = (length) => 'North East and North Cumbria Integrated Care Board: '.repeat(4).slice(0, length - 1) + 'x';

for (const [kind, text] of [['words', words], ['one word', (length) => 'x'.repeat(length)]]) {
  journey(`every scene holds the longest names, of ${kind}`, async (story) => {
    const domains = await domainsOf(story.url);
    const title = text(120);
    const own = (length, number) => `${number}${text(length - 1)}`;
    const made = await makeWorkshop(story.url, {
      title,
      sectors: [1, 2, 3].map((number) => ({ id: `s${number}`, name: own(80, number) })),
      tables: [1, 2].map((number) => own(80, number)),
      minimum_group: 3,
    });
    const wall = await story.projector('wall');
    await wall.goto(made.screen_url);
    const wrong = [];
    const looks = async (scene) => {
      for (const [width, height] of SIZES) {
        await wall.setViewportSize({ width, height });
        const scroll = await wall.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (0 < scroll) wrong.push(`${scene} at ${width} × ${height} is ${scroll} px too wide`);
        for (const cut of await wall.evaluate(cutOff)) wrong.push(`${scene} at ${width} × ${height} cuts off ${cut}`);
      }
    };
    await heading(wall, 'Join on your phone');
    await looks('how to join');

    const people = await crowdJoins(story.url, made, Array.from({ length: 18 }, (_, index) => ({ sector: index % 3, table: index % 2, organisation: own(80, index % 10) })));
    await sees(wall, '18');
    await looks('how to join, with people');
    const round = await openRound(story.url, made);
    const crowd = await crowdMarks(story.url, made, people, round, domains, ({ sector }, _, index) => ((sector + index) % 4) + 1);
    await sees(wall, '18 of 18');
    await looks('marking');
    await command(story.url, made, { type: 'close_round', round });
    await heading(wall, 'Marking is closed');
    await looks('marking is closed');
    await command(story.url, made, { type: 'reveal', round, level: 'groups', by: 'sector' });
    await wall.getByRole('table').first().waitFor();
    await looks('all domains');
    await command(story.url, made, { type: 'agree', round, domain: domains[0].id, level: null, because: text(500) });
    await command(story.url, made, { type: 'focus', domain: domains[0].id });
    await heading(wall, domains[0].name);
    await looks('one domain by sector');
    await command(story.url, made, { type: 'focus', domain: null });
    for (const [to, title] of [['break', 'Break'], ['plan', null]]) {
      const { run_sheet } = await call(story.url, `/workshops/${made.workshop}`, { token: made.facilitator_token });
      await command(story.url, made, { type: 'move_step', from: run_sheet.current, to });
      await (title === null ? wall.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Break' }).waitFor() : heading(wall, title));
      await looks(to);
    }
    await command(story.url, made, { type: 'close_workshop' });
    await heading(wall, 'Thank you');
    await looks('the end');
    await crowd.leave();
    assert.deepEqual(wrong, []);
  });
}
