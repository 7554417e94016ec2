// What people do in the action plan.

import { heading } from './people.mjs';

/** Adds an action that this person leads, and accepts it in the same breath. Ends where its page is open. */
export async function leadsAction(page, { what, measure, by, name }) {
  await page.getByRole('button', { name: 'New action' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What will be done?').fill(what);
  await dialog.getByLabel('How is progress measured?').fill(measure);
  await dialog.getByLabel('Put in place by').fill(by);
  await dialog.getByRole('radio', { name: /^I will lead this/ }).check();
  await dialog.getByLabel('Your name in the plan').fill(name);
  await dialog.getByRole('button', { name: 'Add it and accept' }).click();
  await heading(page, what);
}
