// What people do with their hands: join, mark, wait for what they are told. Every wait is for something on the screen.

import { call } from './server.mjs';

/** The three sectors of the toolkit, as they stand on the buttons. */
export const COUNCIL = 'Council or other public body';
export const VOLUNTARY = 'Voluntary or community organisation';
export const HEALTH = 'Health or care service';

/** Makes a workshop without a browser, for journeys that start after that. */
export async function makeWorkshop(url, settings = {}) {
  return call(url, '/workshops', {
    method: 'POST',
    body: { title: 'Working together in Ashford', frameworks: ['pit-a'], minimum_group: 3, ...settings },
  });
}

/** A facilitator's command without a browser. */
export async function command(url, made, body) {
  return call(url, `/workshops/${made.workshop}/commands`, { method: 'POST', token: made.facilitator_token, body });
}

/** Opens the only round of a workshop and says its id. */
export async function openRound(url, made, framework = 'pit-a', kind = 'now') {
  return (await command(url, made, { type: 'open_round', framework, kind })).round;
}

/** The domains of a framework, in their order. */
export async function domainsOf(url, framework = 'pit-a') {
  return (await call(url, `/frameworks/${framework}`)).domains;
}

/** Waits until the page's own heading says this. */
export async function heading(page, text) {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

/** Waits until this text can be seen. */
export async function sees(page, text) {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** Types a code on the front page, chooses a sector, keeps the words. `look` is told each screen on the way. */
export async function joins(page, url, code, sector, look = async () => {}) {
  await page.goto(url);
  await heading(page, 'Join your workshop');
  await look('the front page');
  await page.getByLabel('Join code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  return takesSeat(page, sector, look);
}

/** From the list of sectors to a place in the room; says the recovery words. */
export async function takesSeat(page, sector, look = async () => {}) {
  await page.getByRole('heading', { name: 'Where do you work?' }).waitFor();
  await look('joining');
  await page.getByRole('button', { name: sector }).click();
  await heading(page, 'Keep these words');
  await look('the recovery words');
  const words = (await page.locator('.words').innerText()).trim().split(/\s+/).join(' ');
  await page.getByRole('button', { name: 'Continue' }).click();
  return words;
}

/** Closes the round that is open, as a facilitator does: presses the button, reads the question and says yes. */
export async function closesMarking(desk, look = async () => {}) {
  await asksAndDoes(desk, /Close marking/, 'Close marking', look);
}

/** Reveals the round that was closed, as a facilitator does. */
export async function revealsResults(desk, look = async () => {}) {
  await asksAndDoes(desk, 'Reveal results', 'Reveal results', look);
}

async function asksAndDoes(desk, name, yes, look) {
  await desk.getByRole('button', { name }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('button', { name: yes }).waitFor();
  await look('the question');
  await dialog.getByRole('button', { name: yes }).click();
}

/** Chooses a level on the domain that is shown; `unsure` is an answer too. */
export async function marks(page, level) {
  const name = level === 'unsure' ? 'Not sure, or not my area' : new RegExp(`^[^\\p{L}\\p{N}]*${level}[^\\p{N}]`, 'u');
  await page.getByRole('radio', { name }).check();
}

/** Marks every domain from the first to the last, and comes to the sheet by itself. */
export async function marksAll(page, domains, levelOf, look = async () => {}) {
  await marksInTurn(page, domains, levelOf, look);
  await page.getByRole('link', { name: 'Check my sheet' }).click();
  await heading(page, 'My sheet');
  await sees(page, `All ${domains.length} domains are marked.`);
}

/** Marks the first few domains, and looks at the sheet. */
export async function marksFirst(page, domains, levelOf, look = async () => {}) {
  await marksInTurn(page, domains, levelOf, look);
  await page.getByRole('link', { name: 'My sheet' }).click();
  await heading(page, 'My sheet');
}

async function marksInTurn(page, domains, levelOf, look) {
  for (const [index, domain] of domains.entries()) {
    if (0 < index) await page.getByRole('link', { name: 'Next' }).click();
    await heading(page, domain.name);
    await marks(page, levelOf(domain, index));
    await look(index);
  }
}

/** Waits until the phone says that the server has everything. */
export async function isSaved(page) {
  await page.getByText('Saved', { exact: true }).waitFor();
}

/** Waits until the phone says that something has not been sent. */
export async function isWaiting(page) {
  await sees(page, 'Waiting to send. Your marks are safe on this device.');
}
