// Five people build one map at once: two of them lose the network, one has only a keyboard. All have the same map at the end.

import assert from 'node:assert/strict';

import { BpmnModdle } from 'bpmn-moddle';

import { assertFits } from '../harness/browser.mjs';
import { presses, tabsTo } from '../harness/keyboard.mjs';
import { addButton, addsSteps, drawnSteps, hasSteps, listedSteps, mapIsWaiting, mapOf, nameField, opensStep, startMap } from '../harness/mapping.mjs';
import { command, COUNCIL, heading, HEALTH, joins, makeWorkshop, VOLUNTARY } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

const TITLE = 'From the first call to a home';
const SECTORS = [COUNCIL, VOLUNTARY, HEALTH, COUNCIL, VOLUNTARY];
// Four steps each; who loses the network writes the last two without it.
const STEPS = [
  ['Somebody calls', 'The call is written down', 'A file is opened', 'A caseworker is named'],
  ['A drop-in is visited', 'A volunteer listens', 'A form is filled in together', 'The form is posted'],
  ['A nurse is told', 'Health is looked at', 'A place in a clinic is asked for', 'The clinic writes back'],
  ['A landlord is called', 'A flat is seen', 'The rent is worked out', 'The lease is signed'],
  ['Keys are handed over', 'Furniture is found', 'A neighbour says hello', 'Somebody calls again after a month'],
];
const ALL = STEPS.flat();

journey('a map that five people build at once', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const map = await startMap(story.url, made, TITLE);

  const phones = [];
  for (const [index, sector] of SECTORS.entries()) {
    const phone = await story.phone(`phone ${index + 1}`);
    await (index === 4 ? joinsByKeyboard : joins)(phone, story.url, made.join_code, sector);
    await heading(phone, TITLE);
    await addButton(phone).waitFor();
    phones.push(phone);
  }
  const [first, , third, fourth, keys] = phones;

  // Everybody at once; two lose the network half-way, and it comes back when the others are done.
  const cut = [third, fourth];
  const losesNetwork = async (phone, names) => {
    await addsSteps(phone, names.slice(0, 2));
    await phone.getByText('Saved', { exact: true }).waitFor();
    await phone.context().setOffline(true);
    await addsSteps(phone, names.slice(2));
    await mapIsWaiting(phone);
  };
  await Promise.all([
    ...phones.slice(0, 2).map((phone, index) => addsSteps(phone, STEPS[index])),
    losesNetwork(third, STEPS[2]),
    losesNetwork(fourth, STEPS[3]),
    addsByKeyboard(keys, STEPS[4]),
  ]);

  // What was written without a network is nowhere else yet.
  await Promise.all([first, phones[1], keys].map((phone) => hasSteps(phone, ALL.length - 4)));
  const before = await mapOf(story.url, made, map);
  const unsent = [...STEPS[2].slice(2), ...STEPS[3].slice(2)];
  assert.deepEqual(before.steps.map(({ name }) => name).toSorted(), ALL.filter((name) => !unsent.includes(name)).toSorted());
  await story.look(third, 'a map that waits for the network');

  // Back again, all five lists are one list, and it is the server's.
  await Promise.all(cut.map((phone) => phone.context().setOffline(false)));
  await Promise.all(phones.map((phone) => hasSteps(phone, ALL.length)));
  const built = await mapOf(story.url, made, map);
  const order = built.steps.map(({ name }) => name);
  assert.deepEqual(order.toSorted(), ALL.toSorted(), 'every step is on the map once');
  for (const [index, phone] of phones.entries()) assert.deepEqual(await listedSteps(phone), order, `the list of phone ${index + 1}`);
  await story.look(first, 'a list of twenty steps');

  // An organisation, a link back and a pin, so that a file has more to carry than names.
  await first.getByText('Organisations (0)').click();
  await first.getByRole('button', { name: 'Add an organisation' }).click();
  await first.getByLabel('Organisation 1').fill('Ashford Housing');
  await opensStep(first, 'The lease is signed');
  await first.getByLabel('Organisation', { exact: true }).selectOption({ label: 'Ashford Housing' });
  const back = `${order.indexOf('Somebody calls') + 1} Somebody calls`;
  await first.getByLabel('Lead to another step').selectOption({ label: back });
  await first.getByRole('button', { name: 'Add link' }).click();
  await first.getByRole('button', { name: 'Add a pin' }).click();
  await first.getByLabel('Pin 1: what is lost, and why').fill('Nobody reads a lease of forty pages & "annexes".\nMost sign < a third.');
  await story.look(first, 'a step with all that hangs on it');
  await first.getByRole('button', { name: 'Done', exact: true }).click();
  await first.getByText('Saved', { exact: true }).waitFor();
  const whole = await mapOf(story.url, made, map);
  assert.deepEqual([whole.lanes.length, whole.pins.length], [1, 1]);
  const [from, to] = ['The lease is signed', 'Somebody calls'].map((name) => order.indexOf(name));
  const drawn = whole.links.find((link) => link.from === whole.steps[from].id && link.to === whole.steps[to].id);
  assert.equal(drawn?.is_back, to < from);

  for (const [index, phone] of phones.entries()) {
    const follow = phone === keys ? (link) => presses(phone, link) : undefined;
    assert.deepEqual((await drawnSteps(phone, ALL.length, follow)).toSorted(), ALL.toSorted(), `the drawing of phone ${index + 1}`);
  }
  await story.look(third, 'the drawing on a phone');

  // As a file for other tools it is valid, and read in again it is the same map.
  const xml = await exported(story.url, made, map);
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  assert.deepEqual(warnings, []);
  const process = rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process');
  assert.deepEqual(process.flowElements.map(({ name }) => name).filter((name) => ALL.includes(name)).toSorted(), ALL.toSorted());

  const { map: copy } = await command(story.url, made, { type: 'create_map', title: 'The same once more' });
  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await desk.getByRole('link', { name: 'Map', exact: true }).click();
  await heading(desk, 'The same once more');
  await desk.getByText('Files', { exact: true }).click();
  await desk.getByLabel('Read in a BPMN file').setInputFiles({ name: 'map.bpmn', mimeType: 'application/xml', buffer: Buffer.from(xml) });
  await hasSteps(desk, ALL.length);
  await story.look(desk, 'a map read in from a file');

  // The drawing leaves the run sheet alone on every width that a desk has.
  await drawnSteps(desk, ALL.length);
  for (const width of [768, 1024, 1200, 1280, 1366, 1440, 1600, 1920]) {
    await desk.setViewportSize({ width, height: 800 });
    await assertFits(desk, `the drawing on a desk of ${width} px`);
    const covered = await desk.evaluate(() => {
      const drawing = document.querySelector('.svelte-flow').getBoundingClientRect();
      const others = [...document.querySelectorAll('button, a')].filter((one) => !one.closest('.svelte-flow'));
      const isUnder = ({ left, right, top, bottom }) =>
        left < drawing.right && drawing.left < right && top < drawing.bottom && drawing.top < bottom;
      return others.filter((one) => 0 < one.offsetWidth && isUnder(one.getBoundingClientRect())).map((one) => one.innerText);
    });
    assert.deepEqual(covered, [], `beneath the drawing on a desk of ${width} px`);
  }
  assert.deepEqual(await mapOf(story.url, made, copy), { ...whole, map: copy, title: 'The same once more' });
});

/** From the front page into the room by Tab, Enter and letters alone. */
async function joinsByKeyboard(page, url, code, sector) {
  await page.goto(url);
  await heading(page, 'Join your workshop');
  await tabsTo(page, page.getByLabel('Join code'));
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await presses(page, page.getByRole('button', { name: sector, exact: true }));
  await heading(page, 'Keep these words');
  await presses(page, page.getByRole('button', { name: 'Continue', exact: true }));
}

/** Adds steps by Tab, Enter and letters alone: Enter in a name adds the next step. */
async function addsByKeyboard(page, names) {
  await presses(page, addButton(page));
  for (const [index, name] of names.entries()) {
    if (0 < index) await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('input[id^="name-"]') && document.activeElement.value === '');
    await page.keyboard.type(name);
    assert.equal(await nameField(page).inputValue(), name, 'the letters went where the focus was');
  }
  await presses(page, page.getByRole('button', { name: 'Done', exact: true }));
}

async function exported(url, made, map) {
  const response = await fetch(`${url}/api/v1/workshops/${made.workshop}/export/map.bpmn?map=${map}`, {
    headers: { authorization: `Bearer ${made.facilitator_token}` },
  });
  assert.equal(response.status, 200);
  return response.text();
}
