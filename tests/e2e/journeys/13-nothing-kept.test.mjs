// Devices that keep nothing: site data blocked, no database, one that throws, never answers or is full. People are told before
// they join, nothing is called safe that is not, and leaving asks.

import assert from 'node:assert/strict';

import { hasSteps, mapOf, startMap } from '../harness/mapping.mjs';
import { COUNCIL, domainsOf, heading, isSaved, isWaiting, makeWorkshop, marks, openRound, sees, takesSeat } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

const ONLY_HERE = 'Only in this window so far. Keep it open until it says “Saved”.';

/** What is the matter with the database: a script that runs before the page's own. */
const TROUBLES = {
  absent: () => Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get: () => undefined }),
  throwing: () =>
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get() {
        throw new DOMException('blocked', 'SecurityError');
      },
    }),
  silent: () => {
    IDBFactory.prototype.open = () => ({});
    IDBFactory.prototype.deleteDatabase = () => ({});
  },
  full: () => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (value) {
      const request = add.call(this, value);
      this.transaction.abort();
      return request;
    };
  },
};

const blocksSiteData = () => {
  for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
  }
};

/** Counts how often the browser asks before it leaves, and answers as it is told. */
function leaving(page) {
  const heard = { asked: 0, stays: false };
  page.on('dialog', (dialog) => {
    heard.asked += 1;
    return heard.stays ? dialog.dismiss() : dialog.accept();
  });
  return heard;
}

async function marksNext(phone, domain, level) {
  await phone.getByRole('link', { name: 'Next' }).click();
  await heading(phone, domain.name);
  await marks(phone, level);
}

for (const [trouble, script] of Object.entries(TROUBLES)) {
  journey(`a phone whose database is ${trouble} says that marks are only in its window`, async (story) => {
    story.allowLostNetwork();
    const made = await makeWorkshop(story.url);
    const domains = await domainsOf(story.url);
    await openRound(story.url, made);
    const phone = await story.phone('phone');
    const heard = leaving(phone);
    await phone.addInitScript(script);
    await phone.goto(`${story.url}/join/${made.join_code}`);
    await sees(phone, 'This browser may not keep your marks');
    await takesSeat(phone, COUNCIL, async (where) => {
      if (where === 'the recovery words') await sees(phone, 'Please write these words down now, or take a photo');
      await story.look(phone, `${where}, warned`);
    });
    await heading(phone, domains[0].name);
    await marks(phone, 1);
    await isSaved(phone);
    await phone.evaluate(() => navigator.serviceWorker.ready);

    await phone.context().setOffline(true);
    await marksNext(phone, domains[1], 2);
    await sees(phone, ONLY_HERE);
    assert.equal(await phone.getByText(/safe on this device/).count(), 0);
    await story.look(phone, 'a mark that is only in this window');

    // Whoever stays has it still; whoever leaves all the same has been asked, and is not told that it is there.
    heard.stays = true;
    const question = phone.waitForEvent('dialog');
    await phone.evaluate(() => void location.reload());
    await question;
    assert.equal(heard.asked, 1);
    await phone.getByRole('radio', { name: /^2 /, checked: true }).waitFor();
    heard.stays = false;
    await phone.reload();
    assert.equal(heard.asked, 2);
    await heading(phone, domains[1].name);
    assert.equal(await phone.getByRole('radio', { checked: true }).count(), 0);
    await sees(phone, 'No connection. You can mark all the same, in this window: keep it open until your marks are saved.');

    // Marked once more and left open, it arrives by itself; then nobody is asked any more.
    await marks(phone, 3);
    await sees(phone, ONLY_HERE);
    await phone.context().setOffline(false);
    await isSaved(phone);
    await phone.reload();
    await phone.getByRole('radio', { name: /^3 /, checked: true }).waitFor();
    assert.equal(heard.asked, 2);
  }, ['questions of the browser']);
}

journey('a phone that keeps marks warns of nothing and asks nothing, until it is full', async (story) => {
  story.allowLostNetwork();
  const made = await makeWorkshop(story.url);
  const domains = await domainsOf(story.url);
  await openRound(story.url, made);
  const phone = await story.phone('phone');
  const heard = leaving(phone);
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await takesSeat(phone, COUNCIL);
  assert.equal(await phone.getByText('This browser').count(), 0);
  await heading(phone, domains[0].name);
  await marks(phone, 1);
  await isSaved(phone);
  await phone.evaluate(() => navigator.serviceWorker.ready);
  await phone.context().setOffline(true);
  await sees(phone, 'No connection. The server has all your marks.');
  await marksNext(phone, domains[1], 2);
  await isWaiting(phone);
  await phone.reload();
  await phone.getByRole('radio', { name: /^2 /, checked: true }).waitFor();
  await isWaiting(phone);
  assert.equal(heard.asked, 0);
  await phone.evaluate(TROUBLES.full);
  await marks(phone, 4);
  await sees(phone, ONLY_HERE);
  await phone.context().setOffline(false);
  await isSaved(phone);
}, ['questions of the browser']);

journey('where site data is blocked, joining warns, and the recovery words bring people back', async (story) => {
  const made = await makeWorkshop(story.url);
  const domains = await domainsOf(story.url);
  await openRound(story.url, made);
  const phone = await story.phone('phone');
  await phone.addInitScript(blocksSiteData);
  await phone.goto(`${story.url}/join/${made.join_code}`);
  await sees(phone, 'This browser does not keep your place');
  const words = await takesSeat(phone, COUNCIL, async (where) => {
    if (where === 'the recovery words') await sees(phone, 'only these words and the join code bring you back');
    await story.look(phone, `${where}, with site data blocked`);
  });
  await heading(phone, domains[0].name);
  await marks(phone, 3);
  await isSaved(phone);

  await phone.reload();
  await heading(phone, 'You have not joined on this device');
  await sees(phone, 'This browser keeps nothing for Plenary.');
  await story.look(phone, 'a place that was not kept');
  await phone.getByRole('link', { name: 'Come back with recovery words' }).click();
  await phone.getByLabel('Join code').fill(made.join_code);
  await phone.getByLabel('Your four words').fill(words);
  await phone.getByRole('button', { name: 'Come back' }).click();
  await heading(phone, domains[1].name);
  await phone.getByRole('link', { name: 'Back' }).click();
  await phone.getByRole('radio', { name: /^3 /, checked: true }).waitFor();
});

journey('a file with as many steps as a map may have is read in, saved whole, and breaks no connection', async (story) => {
  const made = await makeWorkshop(story.url);
  const map = await startMap(story.url, made, 'A long pathway');
  const desk = await story.desk('desk');
  let closed = 0;
  desk.on('websocket', (socket) => socket.on('close', () => (closed += 1)));
  await desk.goto(made.facilitate_url);
  await desk.getByRole('link', { name: 'Map', exact: true }).click();
  await heading(desk, 'A long pathway');
  const files = desk.locator('summary', { hasText: /^Files$/ });
  if (!(await desk.getByLabel('Read in a BPMN file').isVisible())) await files.click();
  // More than the server takes in one update.
  const steps = Array.from({ length: 200 }, (_, index) => `<task id="t${index}" name="Step ${index + 1}"><documentation>${'What happens here. '.repeat(100)}</documentation></task>`);
  const links = Array.from({ length: 199 }, (_, index) => `<sequenceFlow id="f${index}" sourceRef="t${index}" targetRef="t${index + 1}"/>`);
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p">${steps.join('')}${links.join('')}</process></definitions>`;
  assert.ok(256 * 1024 < xml.length);
  await desk.getByLabel('Read in a BPMN file').setInputFiles({ name: 'long.bpmn', mimeType: 'application/octet-stream', buffer: Buffer.from(xml) });
  await desk.getByText('Read in: 200 steps, 0 organisations, 199 links.', { exact: true }).waitFor();
  await hasSteps(desk, 200);
  const kept = await mapOf(story.url, made, map);
  assert.equal(kept.steps.length, 200);
  assert.equal(kept.links.length, 199);
  assert.equal(kept.steps[199].note.length, 'What happens here. '.repeat(100).trim().length);
  assert.equal(closed, 0, 'the connection has broken');
  assert.equal(await desk.getByText('Some of your changes were not taken').count(), 0);
}, ['socket frames']);
