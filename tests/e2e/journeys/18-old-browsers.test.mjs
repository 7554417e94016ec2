// Browsers of 2022, and older ones: what the floor promises works without all that came later, and below it people are told.

import assert from 'node:assert/strict';

import { isWorstOfFloor } from '../harness/floor.mjs';
import { addsSteps, drawnSteps, hasSteps, startMap } from '../harness/mapping.mjs';
import { command, COUNCIL, domainsOf, heading, HEALTH, isSaved, joins, makeWorkshop, marksAll, openRound, revealsResults, sees, takesSeat, VOLUNTARY } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

journey('a workshop in the oldest browsers that are promised', async (story) => {
  const domains = await domainsOf(story.url);
  const [leadership] = domains;
  const made = await makeWorkshop(story.url, { minimum_group: 3 });
  const round = await openRound(story.url, made);
  const desk = await story.desk('desk');
  const screen = await story.projector('screen');
  const phones = [];
  for (const name of ['council', 'voluntary', 'health']) phones.push(await story.phone(name));
  for (const page of [desk, screen, ...phones]) await isWorstOfFloor(page);

  // What was taken away is away: the journey is not one in a new browser.
  await desk.goto(made.facilitate_url);
  await sees(desk, 'Marking is open:');
  const left = await desk.evaluate(() =>
    [
      typeof Promise.withResolvers, typeof [].findLast, typeof [].toSorted, typeof Object.groupBy, typeof Array.fromAsync,
      typeof new Map().values().map, typeof AbortSignal.timeout, typeof window.print, typeof document.documentElement.requestFullscreen,
    ].filter((kind) => kind !== 'undefined'),
  );
  assert.deepEqual(left, []);
  const isRefused = await desk.evaluate(() => {
    try {
      return new RegExp('(?<=a)b') === null;
    } catch {
      return true;
    }
  });
  assert.ok(isRefused, 'a look-behind throws');

  for (const [index, sector] of [COUNCIL, VOLUNTARY, HEALTH].entries()) {
    await joins(phones[index], story.url, made.join_code, sector);
    await marksAll(phones[index], domains, (_, domain) => ((domain + index) % 4) + 1);
    await isSaved(phones[index]);
  }
  // Buttons that could do nothing are not there.
  assert.equal(await phones[0].getByRole('button', { name: 'Print' }).count(), 0);
  await phones[0].reload();
  await heading(phones[0], 'My sheet');
  await isSaved(phones[0]);

  // The desk closes, reveals, and opens a domain; the screen shows it, in a sentence that is taken apart.
  await screen.goto(made.screen_url);
  await sees(screen, '3 of 3 finished');
  assert.equal(await screen.getByRole('button', { name: /Full screen/ }).count(), 0);
  await command(story.url, made, { type: 'close_round', round });
  await revealsResults(desk);
  await sees(desk, 'Revealed to the room.');
  await screen.getByRole('table').waitFor();
  await desk.getByRole('button', { name: 'Go to plenary, without a break' }).click();
  await desk.getByRole('button', { name: leadership.name, exact: true }).click();
  await desk.getByRole('heading', { level: 2, name: leadership.name }).waitFor();
  await desk.getByRole('button', { name: 'Show this on the screen' }).click();
  await screen.getByRole('heading', { level: 1, name: new RegExp(`^${leadership.name}:`) }).waitFor();
  await sees(screen, '3 people marked a level');
  await story.look(desk, 'a domain on the oldest desk');
  await story.look(screen, 'a domain on the oldest screen');
  await desk.getByRole('button', { name: '← All domains' }).click();
  await desk.getByRole('link', { name: 'Overall' }).click();
  await desk.getByRole('heading', { level: 2, name: 'The whole room' }).waitFor();

  // The screen's words for the priorities come from the latest round on a tool.
  await command(story.url, made, { type: 'focus', domain: null });
  await command(story.url, made, { type: 'move_step', from: 'plenary', to: 'plan' });
  await screen.getByRole('button', { name: 'Priorities' }).waitFor();
  await screen.keyboard.press('p');
  await heading(screen, 'Priorities for action');
}, ['the floor']);

journey('a drawing in the oldest browsers that are promised', async (story) => {
  const made = await makeWorkshop(story.url);
  await startMap(story.url, made, 'From a call to a home');
  const phone = await story.phone('phone');
  await isWorstOfFloor(phone);
  await joins(phone, story.url, made.join_code, COUNCIL);
  await heading(phone, 'From a call to a home');
  const names = ['Somebody calls', 'A flat is seen', 'The lease is signed'];
  await addsSteps(phone, names);
  await hasSteps(phone, names.length);
  assert.deepEqual((await drawnSteps(phone, names.length)).toSorted(), names.toSorted());
  // Zoomed in first, so that showing all of it changes what is shown.
  const scale = () => phone.locator('.svelte-flow__viewport').evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  await phone.getByRole('button', { name: 'Zoom in', exact: true }).click();
  await phone.getByRole('button', { name: 'Zoom in', exact: true }).click();
  const near = await scale();
  await phone.getByRole('button', { name: /Show all/ }).click();
  await phone.waitForFunction(
    (before) => new DOMMatrix(getComputedStyle(document.querySelector('.svelte-flow__viewport')).transform).a < before,
    near,
  );
}, ['the floor']);

journey('a browser below the floor is told which will do', async (story) => {
  const made = await makeWorkshop(story.url);
  for (const lack of ['structuredClone', 'HTMLDialogElement']) {
    const phone = await story.phone(`without ${lack}`);
    await phone.addInitScript((name) => Reflect.deleteProperty(globalThis, name), lack);
    await phone.goto(`${story.url}/join/${made.join_code}`);
    await heading(phone, 'This browser is too old for Plenary');
    await sees(phone, 'Safari 15.4, Chrome 98, Edge 98, Firefox 98 or newer; on an iPhone or iPad, iOS 15.4');
    await phone.waitForLoadState('load');
    assert.equal(await phone.getByText('Where do you work?').count(), 0, 'the app does not start');
    await story.look(phone, 'the page for an older browser');
  }
});

journey('a page whose scripts do not arrive says so', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const phone = await story.phone('phone');
  let isBlocked = true;
  await phone.route('**/assets/*.js', (route) => (isBlocked ? route.abort('internetdisconnected') : route.continue()));
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await heading(phone, 'This page could not start');
  await story.look(phone, 'a page that could not start');
  isBlocked = false;
  await phone.reload();
  await phone.getByRole('heading', { name: 'Where do you work?' }).waitFor();
  assert.equal(await phone.getByText('This page could not start').count(), 0);
});

/** As Safari below 16 does under a policy that names no host. */
function allowsNoWebSocket(phone) {
  return phone.addInitScript(() => {
    globalThis.WebSocket = class {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }
    };
  });
}

journey('a browser that allows no WebSocket goes on over an event stream', async (story) => {
  const domains = await domainsOf(story.url);
  const made = await makeWorkshop(story.url);
  await openRound(story.url, made);
  const phone = await story.phone('phone');
  await allowsNoWebSocket(phone);
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await takesSeat(phone, COUNCIL);
  await marksAll(phone, domains, () => 2);
  await isSaved(phone);
});

journey('a browser that allows no WebSocket, where no event stream gets through either, is told so', async (story) => {
  const made = await makeWorkshop(story.url);
  const phone = await story.phone('phone');
  await allowsNoWebSocket(phone);
  // As a proxy that does not pass on what only comes bit by bit.
  await phone.route('**/sync/events', (route) => route.fulfill({ status: 204 }));
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await takesSeat(phone, COUNCIL);
  await heading(phone, 'This browser allows no live connection');
  await sees(phone, 'Try a newer version, or another browser.');
});
