// What people do on a process map: open it, add steps to its list, read the list and the drawing.

import { command, sees } from './people.mjs';
import { call } from './server.mjs';

/** Starts a map and takes the room to it. */
export async function startMap(url, made, title) {
  const { map } = await command(url, made, { type: 'create_map', title });
  await command(url, made, { type: 'move_step', from: 'lobby', to: 'map' });
  return map;
}

/** The map as the server has it. */
export async function mapOf(url, made, map) {
  return call(url, `/workshops/${made.workshop}/maps/${map}`, { token: made.facilitator_token });
}

/** The button that adds a step where the list ends, whether or not there is one yet. */
export function addButton(page) {
  return page.getByRole('button', { name: /^Add (the first step|a step at the end)$/ });
}

/** The field for the name of the step that is open. */
export function nameField(page) {
  return page.getByLabel('What happens');
}

/** Adds steps at the end by hand, one after the other, and leaves all of them closed. */
export async function addsSteps(page, names) {
  for (const name of names) {
    await addButton(page).click();
    await nameField(page).fill(name);
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await nameField(page).waitFor({ state: 'detached' });
  }
}

/** Opens the step of this name for writing. */
export async function opensStep(page, name) {
  await page.getByRole('button', { name: new RegExp(`^Step \\d+: ${name}$`) }).click();
  await nameField(page).waitFor();
}

/** The names in the list, from the first step to the last. */
export async function listedSteps(page) {
  return page.locator('li.card h3 .name').allTextContents();
}

/** Waits until the list has this many steps, and until the server has all that was written here. */
export async function hasSteps(page, count) {
  await page.waitForFunction((wanted) => document.querySelectorAll('li.card h3 .name').length === wanted, count);
  await page.getByText('Saved', { exact: true }).waitFor();
}

/** Goes to the drawing, by a click where nothing else is asked for, and says the names in it, in no order. */
export async function drawnSteps(page, count, follow = (link) => link.click()) {
  await follow(page.getByRole('link', { name: 'Drawing', exact: true }));
  await page.waitForFunction((wanted) => document.querySelectorAll('.svelte-flow .words .name').length === wanted, count);
  return page.locator('.svelte-flow .words .name').allTextContents();
}

/** Waits until the phone says that what was written on the map has not been sent. */
export async function mapIsWaiting(page) {
  await sees(page, 'Waiting to send. What you write is safe on this device.');
}
