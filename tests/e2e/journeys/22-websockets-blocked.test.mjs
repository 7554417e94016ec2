// WebSockets are blocked on the desk and on half of the phones: the app goes on over plain HTTP by itself, and a whole
// round is the same for everybody.

import assert from 'node:assert/strict';

import { startGateway } from '../harness/gateway.mjs';
import {
  closesMarking, COUNCIL, domainsOf, heading, HEALTH, isSaved, isWaiting, joins, makeWorkshop, marks, marksFirst, revealsResults, sees, VOLUNTARY,
} from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

// Who comes by which way; each marks alike on every domain, so that results can be counted by hand.
const PEOPLE = [
  { name: 'council by socket', way: 'free', sector: COUNCIL, level: 1 },
  { name: 'voluntary by socket', way: 'free', sector: VOLUNTARY, level: 2 },
  { name: 'health blocked', way: 'blocked', sector: HEALTH, level: 2 },
  { name: 'council blocked', way: 'blocked', sector: COUNCIL, level: 3 },
  { name: 'voluntary swallowed', way: 'swallowing', sector: VOLUNTARY, level: 4 },
];

/** How long something took, told with the others at the end. */
async function timed(figures, what, until) {
  const began = performance.now();
  await until();
  figures.push(`${what}: ${Math.round(performance.now() - began)} ms`);
}

journey('a whole round with WebSockets blocked on the desk and half of the phones', async (story, t) => {
  story.allowLostNetwork();
  // What the browser says of a request that the restarting server no longer knows.
  story.allowStatus(410);
  const figures = [];
  const ways = { free: await startGateway(story.url), blocked: await startGateway(story.url), swallowing: await startGateway(story.url) };
  ways.blocked.sockets = 'refuse';
  ways.swallowing.sockets = 'swallow';
  try {
    const domains = await domainsOf(story.url);
    const made = await makeWorkshop(ways.blocked.url);
    const desk = await story.desk('desk');
    await timed(figures, 'desk, blocked, from its address to people here', async () => {
      await desk.goto(made.facilitate_url);
      await sees(desk, '0 people here');
    });
    await Promise.all(
      PEOPLE.map(async (person) => {
        person.page = await story.phone(person.name);
        await joins(person.page, ways[person.way].url, made.join_code, person.sector);
        await timed(figures, `${person.name}, from the words to the lobby`, () => sees(person.page, 'Marking has not opened yet'));
      }),
    );
    await story.look(desk, 'a desk over HTTP');
    await sees(desk, '5 people here');
    assert.equal(ways.free.batches, 0, 'who has a socket needs nothing else');
    assert.ok(0 < ways.blocked.batches && 0 < ways.swallowing.batches);

    // The desk opens marking, and everybody marks.
    await desk.getByRole('button', { name: 'Open marking' }).click();
    for (const { name, page, level } of PEOPLE) {
      await heading(page, domains[0].name);
      await timed(figures, `${name}, from a mark to Saved`, async () => {
        await marks(page, level);
        await isSaved(page);
      });
    }
    await sees(desk, '5 of 5 marked');

    // The network breaks off; who marks meanwhile loses nothing, and comes back over HTTP without being asked.
    const [cut] = PEOPLE.filter(({ way }) => way === 'blocked');
    await cut.page.context().setOffline(true);
    await marks(cut.page, 3);
    await isWaiting(cut.page);
    await cut.page.context().setOffline(false);
    await timed(figures, `${cut.name}, from the network to Saved`, () => isSaved(cut.page));

    // So does everybody where connections are cut, and where the server is started anew in the midst of the round.
    for (const gateway of Object.values(ways)) gateway.drop();
    await story.server.stop();
    await story.restart();
    const few = domains.slice(0, 2);
    await Promise.all(
      PEOPLE.map(async ({ page, level }) => {
        await marksFirst(page, few, () => level);
        await isSaved(page);
      }),
    );

    await closesMarking(desk);
    await sees(desk, 'Only facilitators see this yet.');
    for (const { page } of PEOPLE) await sees(page, 'Marking has closed');
    await revealsResults(desk);
    await sees(desk, 'Revealed to the room.');
    await story.look(desk, 'results on a desk over HTTP');

    // Everybody sees the same, whichever way it came.
    const told = new Set();
    for (const { page, way } of PEOPLE) {
      await page.getByRole('link', { name: 'See the results' }).first().click();
      await heading(page, 'Results');
      await sees(page, domains[0].name);
      const text = await page.getByRole('main').innerText();
      told.add(text.match(/with 1 at .* of 5\./g)?.join('\n'));
      if (way === 'swallowing') await story.look(page, 'results on a phone over HTTP');
    }
    const alike = 'with 1 at Emerging, 2 at Developing, 1 at Maturing and 1 at Thriving, of 5.';
    assert.deepEqual([...told], [few.map(() => alike).join('\n')]);
    const results = await call(story.url, `/workshops/${made.workshop}/results`, { token: made.facilitator_token });
    for (const { counts } of results.domains.slice(0, few.length)) assert.deepEqual(counts, [1, 2, 1, 1]);
  } finally {
    for (const figure of figures) t.diagnostic(figure);
    for (const gateway of Object.values(ways)) await gateway.close();
  }
});
