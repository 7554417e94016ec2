// The server answers and no live connection comes about, by a WebSocket or without: every page says so, says why as far as it can be known, and
// goes on by itself once it can.

import assert from 'node:assert/strict';

import { DESK, PHONE, PROJECTOR, SMALL_PHONE } from '../harness/browser.mjs';
import { startGateway } from '../harness/gateway.mjs';
import { COUNCIL, heading, makeWorkshop, openRound, sees, takesSeat } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

// How soon a page has to say it is held to the clock by the unit tests; here machines may be slow.
const PATIENCE = { timeout: 30_000 };

const titled = (page, title) => page.getByRole('heading', { level: 1, name: title }).waitFor(PATIENCE);

/** Somebody is in a hurry; the page may have come back by itself before they get to press. */
const hurries = (page) => page.getByRole('button', { name: /Try now|Trying/ }).click({ timeout: 2000 }).catch(() => {});

/** The links of a workshop as people behind the gateway have them. */
async function workshopBehind(gateway, settings) {
  const made = await makeWorkshop(gateway.url, settings);
  assert.ok(made.join_url.startsWith(gateway.url), 'links lead through the gateway');
  return made;
}

/** Every kind of page, each on a device of its own. */
async function opensEverything(story, gateway, made, name) {
  const desk = await story.open(`desk, ${name}`, DESK);
  await desk.goto(made.facilitate_url);
  const sheet = await story.tab(`sheet, ${name}`, desk);
  await sheet.goto(`${gateway.url}/sheet/${made.workshop}`);
  const wall = await story.open(`wall, ${name}`, PROJECTOR);
  await wall.goto(made.screen_url);
  const phone = await story.open(`phone, ${name}`, name === 'refused' ? SMALL_PHONE : PHONE);
  await phone.goto(made.join_url);
  await takesSeat(phone, COUNCIL);
  return { desk, sheet, wall, phone };
}

const TITLES = {
  refuse: 'Live connections do not get through',
  hang: 'Live connections do not get through',
  otherHost: 'The server takes no live connections from this address',
};
const SAYS = {
  refuse: 'let WebSocket connections to ws://127.0.0.1:',
  hang: 'Try another network, such as the hotspot of a phone.',
  otherHost: '“pages from http://127.0.0.1:',
};

for (const [manner, name] of [['refuse', 'refused'], ['hang', 'never answered'], ['otherHost', 'from another address']]) {
  journey(`sockets are ${name}`, async (story) => {
    story.allowLostNetwork();
    story.allowStatus(403);
    const gateway = await startGateway(story.url);
    try {
      const made = await workshopBehind(gateway);
      // Where only WebSockets are blocked the app goes on; that is a journey of its own.
      Object.assign(gateway, { sockets: manner, streams: 'hold' });
      const pages = await opensEverything(story, gateway, made, name);
      for (const [kind, page] of Object.entries(pages)) {
        await titled(page, TITLES[manner]);
        await sees(page, SAYS[manner]);
        await story.look(page, `${kind} where sockets are ${name}`);
      }
      // One is in a hurry; the others come by themselves.
      Object.assign(gateway, { sockets: 'pass', streams: 'pass' });
      gateway.drop();
      await hurries(pages.desk);
      await titled(pages.desk, 'Working together in Ashford');
      await titled(pages.sheet, /Collation sheet/);
      await pages.wall.getByText('127.0.0.1').first().waitFor(PATIENCE);
      await sees(pages.phone, 'Marking has not opened yet');
    } finally {
      await gateway.close();
    }
  });
}

journey('the way to the server closes later', async (story) => {
  story.allowLostNetwork();
  story.allowStatus(502);
  const gateway = await startGateway(story.url);
  try {
    const made = await workshopBehind(gateway);
    const { desk, sheet, wall, phone } = await opensEverything(story, gateway, made, 'later');
    await titled(desk, 'Working together in Ashford');
    await titled(sheet, /Collation sheet/);
    await sees(phone, 'Marking has not opened yet');
    await wall.getByText('127.0.0.1').first().waitFor(PATIENCE);

    Object.assign(gateway, { sockets: 'refuse', streams: 'hold' });
    gateway.drop();
    for (const page of [desk, sheet, phone]) {
      await page.getByText('Live connections do not get through', { exact: true }).first().waitFor(PATIENCE);
      await sees(page, 'What you see may be old');
    }
    await wall.close();
    await story.look(desk, 'a desk whose connection was cut');
    await story.look(phone, 'a phone whose connection was cut');

    // It says anew what is found anew.
    gateway.calls = 'portal';
    await desk.getByRole('button', { name: 'Try now' }).click();
    await sees(desk, 'Something else answers in place of the server');
    gateway.calls = 'gone';
    await desk.getByRole('button', { name: 'Try now' }).click();
    await sees(desk, 'Something before it answers 502');

    Object.assign(gateway, { calls: 'pass', sockets: 'pass', streams: 'pass' });
    await hurries(desk);
    const gone = { ...PATIENCE, state: 'hidden' };
    for (const page of [desk, sheet, phone]) await page.getByText('What you see may be old').first().waitFor(gone);
    // What happens from now on arrives again.
    await openRound(story.url, made);
    await phone.getByRole('radio').first().waitFor(PATIENCE);
  } finally {
    await gateway.close();
  }
});

journey('a browser that refuses to connect', async (story) => {
  story.allowLostNetwork();
  const gateway = await startGateway(story.url);
  try {
    const made = await workshopBehind(gateway);
    gateway.streams = 'hold';
    const phone = await story.phone('phone');
    // Safari before 16 does this where the policy does not name the socket; so may an extension.
    await phone.addInitScript(() => {
      globalThis.WebSocket = class {
        constructor() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        }
      };
    });
    const answer = await phone.goto(made.join_url);
    const policy = answer.headers()['content-security-policy'];
    assert.match(policy, new RegExp(`connect-src 'self' ws://${new URL(gateway.url).host} `), 'ours does name it');
    await takesSeat(phone, COUNCIL);
    await titled(phone, 'This browser allows no live connection');
    await story.look(phone, 'a browser that refuses to connect');
    // What needs no WebSocket gets through once nothing holds it back.
    gateway.streams = 'pass';
    await hurries(phone);
    await sees(phone, 'Marking has not opened yet');
  } finally {
    await gateway.close();
  }
});

journey('a map and a plan without a connection', async (story) => {
  story.allowLostNetwork();
  const gateway = await startGateway(story.url);
  try {
    const made = await workshopBehind(gateway);
    const phone = await story.phone('phone');
    await phone.goto(made.join_url);
    await takesSeat(phone, COUNCIL);
    await sees(phone, 'Marking has not opened yet');
    Object.assign(gateway, { sockets: 'refuse', streams: 'hold' });
    gateway.drop();
    await phone.goto(`${gateway.url}/w/${made.workshop}?view=plan`);
    await heading(phone, 'Action plan');
    await sees(phone, 'Live connections do not get through');
    await sees(phone, 'The plan opens as soon as the connection is there.');
    await story.look(phone, 'a plan without a connection');
    Object.assign(gateway, { sockets: 'pass', streams: 'pass' });
    await hurries(phone);
    await sees(phone, 'No action yet.');
  } finally {
    await gateway.close();
  }
});
