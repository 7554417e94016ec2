// The server goes away in the middle of a round and comes back on the same folder and port.

import assert from 'node:assert/strict';

import {
  COUNCIL, domainsOf, heading, HEALTH, isSaved, isWaiting, joins, makeWorkshop, marks, openRound, sees, VOLUNTARY,
} from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

for (const signal of ['SIGTERM', 'SIGKILL']) {
  journey(`the server restarts in the middle of a round, by ${signal}`, async (story) => {
    story.allowLostNetwork();
    const domains = await domainsOf(story.url);
    const made = await makeWorkshop(story.url);
    await openRound(story.url, made);
    const desk = await story.desk('desk');
    await desk.goto(made.facilitate_url);

    const phones = [];
    for (const [name, sector] of [['council', COUNCIL], ['voluntary', VOLUNTARY], ['health', HEALTH]]) {
      const phone = await story.phone(name);
      await joins(phone, story.url, made.join_code, sector);
      await heading(phone, domains[0].name);
      await marks(phone, 2);
      await isSaved(phone);
      phones.push(phone);
    }
    await sees(desk, '3 of 3 marked');
    const marked = async () => {
      const progress = await call(story.url, `/workshops/${made.workshop}/progress`, { token: made.facilitator_token });
      return progress.domains.map((domain) => domain.marked);
    };
    const acknowledged = await marked();
    assert.equal(acknowledged[0], 3);

    // While it is away two go on, and the desk says what is the matter.
    await story.server.stop(signal);
    for (const phone of phones.slice(0, 2)) {
      await phone.getByRole('link', { name: 'Next' }).click();
      await heading(phone, domains[1].name);
      await marks(phone, 3);
      await isWaiting(phone);
    }
    await sees(desk, 'No connection');
    await story.look(desk, 'the desk without a server');

    // It comes back, and so does everybody, without a hand being lifted.
    await story.restart();
    assert.deepEqual(await marked(), acknowledged, 'everything acknowledged is still there');
    for (const phone of phones) await isSaved(phone);
    assert.deepEqual((await marked()).slice(0, 3), [3, 2, 0]);
    await sees(desk, '2 of 3 marked');
    await desk.getByText('No connection').waitFor({ state: 'hidden' });

    // And the workshop goes on.
    await marks(phones[2], 1);
    await isSaved(phones[2]);
    await phones[2].getByRole('link', { name: 'Next' }).click();
    await heading(phones[2], domains[1].name);
    await marks(phones[2], 1);
    await isSaved(phones[2]);
    await sees(desk, '3 people here');
    assert.deepEqual((await marked()).slice(0, 3), [3, 3, 0]);
  });
}
