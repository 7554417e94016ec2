// Makes the pictures of docs/images from a real server and a room of 24 simulated people: the same seed, the same room.

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { DESK, openWindow, PHONE, PROJECTOR, startBrowser } from './browser.mjs';
import { call, program, startServer } from './server.mjs';
import { crowdJoins, crowdMarks } from './crowd.mjs';
import { command, domainsOf, heading, makeWorkshop, marks, openRound, sees, takesSeat, VOLUNTARY } from './people.mjs';
import { inRoundOne, PEOPLE } from './room.mjs';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../docs/images');
const SHARP = { deviceScaleFactor: 2 };

/** Lets 24 people mark and stay, and says where their workshop is. */
async function rehearsal(server) {
  const child = spawn(
    program('plenaryctl'),
    ['--server', server.url, 'rehearse', '--participants', '24', '--seed', '7', '--stay', '600'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const links = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^(join|facilitate|screen)\s+(http\S+)$/.exec(line);
    if (found) links[found[1]] = found[2];
    if (/stays connected/.test(line)) break;
  }
  const address = new URL(links.facilitate);
  return {
    child,
    links,
    made: { workshop: address.pathname.split('/').pop(), facilitator_token: address.hash.replace('#token=', '') },
  };
}

// Addresses in the pictures read as they would in use, and are the same each time.
const NAME = 'plenary.example';
const PUBLIC = `http://${NAME}`;
const server = await startServer({ publicUrl: PUBLIC });
const browser = await startBrowser({ hosts: { name: NAME, address: new URL(server.url).host } });
const shot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
await mkdir(folder, { recursive: true });
try {
  // A phone that joins and marks, in a workshop of its own that is still open.
  const young = await makeWorkshop(server.url, { title: 'Working together in Ashford', minimum_group: 5, tables: 4 });
  await openRound(server.url, young);
  const { page: phone } = await openWindow(browser, PHONE, SHARP);
  await phone.goto(`${PUBLIC}/join/${young.join_code}`);
  await phone.getByRole('heading', { name: 'Where do you work?' }).waitFor();
  await shot(phone, 'join');
  await takesSeat(phone, VOLUNTARY);
  await heading(phone, 'Leadership');
  await marks(phone, 2);
  await phone.getByText('Saved', { exact: true }).waitFor();
  await phone.evaluate(() => scrollTo(0, 0));
  await shot(phone, 'mark');

  // The room of 24, revealed by sector, in plenary, with the first levels agreed.
  const { child, links, made } = await rehearsal(server);
  try {
    await inPlenary(made);
    const { page: desk } = await openWindow(browser, DESK);
    await desk.goto(links.facilitate);
    await sees(desk, '3 of 10 domains decided');
    await sees(desk, '24 people here');
    const { page: screen } = await openWindow(browser, PROJECTOR);
    await screen.goto(links.screen);
    await screen.getByRole('table').waitFor();
    await screen.getByRole('group', { name: 'Screen' }).or(screen.getByRole('region', { name: 'Screen' })).and(screen.locator('.idle')).waitFor({ state: 'attached' });
    await shot(desk, 'facilitate');
    await shot(screen, 'screen');
  } finally {
    child.kill('SIGTERM');
  }

  await wholeRoom();
} finally {
  await browser.close();
  await server.remove();
}

// The board and one domain of a room in which one sector stands apart, at the three sizes.
async function wholeRoom() {
  const shifted = await makeWorkshop(server.url, { title: 'Working together in Ashford', minimum_group: 5, tables: 4 });
  const domains = await domainsOf(server.url);
  const people = await crowdJoins(server.url, shifted, PEOPLE);
  const round = await openRound(server.url, shifted);
  const crowd = await crowdMarks(server.url, shifted, people, round, domains, inRoundOne);
  const steer = (body) => command(server.url, shifted, body);
  await steer({ type: 'close_round', round });
  await steer({ type: 'reveal', round, level: 'groups', by: 'sector' });
  await steer({ type: 'move_step', from: 'reveal', to: 'plenary' });
  const { pathname, hash } = new URL(shifted.facilitate_url);
  for (const [size, kind] of [['phone', { ...PHONE, ...SHARP }], ['desktop', DESK]]) {
    const { page } = await openWindow(browser, kind);
    await page.goto(`${PUBLIC}${pathname}${hash}`);
    await sees(page, /between sectors/);
    await page.getByLabel('Order').selectOption('disagreement');
    await top(page, page.locator('#domains'));
    await shot(page, `board-${size}`);
    await page.goto(`${PUBLIC}${pathname}?domain=${domains[0].id}`);
    await sees(page, /between sectors/);
    await page.evaluate(() => document.activeElement?.blur());
    await top(page, page.getByRole('heading', { level: 2, name: domains[0].name }));
    await shot(page, `domain-${size}`);
  }
  const { page: screen } = await openWindow(browser, PROJECTOR);
  await screen.goto(shifted.screen_url);
  await screen.getByRole('table').waitFor();
  await screen.locator('.idle').waitFor({ state: 'attached' });
  await shot(screen, 'board-projector');
  await steer({ type: 'focus', domain: domains[0].id });
  await screen.getByRole('heading', { level: 1, name: /between sectors/ }).waitFor();
  await shot(screen, 'domain-projector');
  await crowd.leave();
}

// On a phone the room stands below the run sheet.
async function top(page, locator) {
  await locator.first().evaluate((element) => scrollTo(0, innerWidth < 800 ? element.getBoundingClientRect().top + scrollY - 16 : 0));
}

async function inPlenary(made) {
  const read = () => call(server.url, `/workshops/${made.workshop}`, { token: made.facilitator_token });
  let session = await read();
  const { round, is_open, revealed } = session.rounds.at(-1);
  const steer = (body) => command(server.url, made, body);
  if (is_open) await steer({ type: 'close_round', round });
  if (revealed !== 'groups') await steer({ type: 'reveal', round, level: 'groups', by: 'sector' });
  session = await read();
  if (session.run_sheet.current !== 'plenary') await steer({ type: 'move_step', from: session.run_sheet.current, to: 'plenary' });
  const { domains } = await call(server.url, `/workshops/${made.workshop}/results?round=${round}`, { token: made.facilitator_token });
  for (const [index, { domain, median }] of domains.slice(0, 3).entries()) {
    // The third domain is one the room leaves without a level.
    const level = index === 2 ? null : Math.round(median ?? 2);
    const because = index === 2 ? 'Each organisation still plans to its own list.' : '';
    await steer({ type: 'agree', round, domain, level, because });
  }
}
