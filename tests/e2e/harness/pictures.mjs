// Makes the pictures of docs/images from a real server and a room of 24 simulated people: the same seed, the same room.

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { DESK, openWindow, PHONE, PROJECTOR, startBrowser } from './browser.mjs';
import { call, program, startServer } from './server.mjs';
import { command, heading, makeWorkshop, marks, openRound, sees, takesSeat, VOLUNTARY } from './people.mjs';

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
} finally {
  await browser.close();
  await server.remove();
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
