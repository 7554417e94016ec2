// Many join at once: a phone waits to be let in, the desk says so, lets everybody in, and closes the door by one key.

import assert from 'node:assert/strict';

import { SMALL_PHONE } from '../harness/browser.mjs';
import { command, COUNCIL, heading, makeWorkshop, sees } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';

// More than are let in at once, as the table of limits has it.
const FLOOD = 200;

/** Somebody who takes every seat they can get, and asks again for each that they did not get, until they are stopped. */
class Flood {
  taken = 0;
  held = 0;
  #isStopped = false;
  #asking;

  constructor(url, code) {
    const body = JSON.stringify({ code, sector: 'vcse' });
    const asks = async () => {
      let key = crypto.randomUUID();
      while (!this.#isStopped) {
        const headers = { 'content-type': 'application/json', 'idempotency-key': key };
        const answer = await fetch(`${url}/api/v1/join`, { method: 'POST', headers, body }).catch(() => null);
        // A connection that breaks off, or the end of the journey.
        if (answer === null) return;
        await answer.arrayBuffer();
        // 503 is a machine that is slower than the hashes it has to make.
        assert.ok([201, 429, 503].includes(answer.status), `${answer.status}`);
        if (answer.status === 201) {
          this.taken += 1;
          key = crypto.randomUUID();
        } else {
          this.held += 1;
          await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
        }
      }
    };
    this.#asking = Promise.all(Array.from({ length: FLOOD }, asks));
  }

  async stop() {
    this.#isStopped = true;
    await this.#asking;
  }
}

journey('many join at once', async (story) => {
  story.allowStatus(429, 401);
  const made = await makeWorkshop(story.url);
  const code = made.join_code;
  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await heading(desk, /Ashford/);
  const phone = await story.open('phone', SMALL_PHONE);
  await phone.goto(`${story.url}/join/${code}`);
  await phone.getByText('Add details').click();
  await phone.getByLabel('Organisation').fill('Harbour Trust');
  await phone.getByRole('button', { name: COUNCIL }).waitFor();

  const flood = new Flood(story.url, code);
  await sees(desk, /^At least \d+ requests to join wait/);
  await sees(desk, /a second (is|are) joining|People are waiting to join/);
  await story.look(desk, 'the desk while many join');

  // The phone waits by itself, and keeps what was chosen and typed.
  await phone.getByRole('button', { name: COUNCIL }).click();
  await heading(phone, /Many people are joining at once/);
  await sees(phone, `You chose “${COUNCIL}”`);
  await story.look(phone, 'the waiting room');
  await phone.getByRole('button', { name: 'Leave the waiting room' }).click();
  await phone.getByRole('button', { name: COUNCIL }).waitFor();
  assert.equal(await phone.getByLabel('Organisation').inputValue(), 'Harbour Trust');
  await phone.getByRole('button', { name: COUNCIL }).click();
  await heading(phone, /Many people are joining at once/);
  // A page that is loaded again goes on waiting, or is let in meanwhile.
  await phone.reload();
  await phone.getByRole('heading', { level: 1, name: /Many people are joining at once|Keep these words/ }).waitFor();

  await desk.getByRole('button', { name: 'Let everybody in for five minutes' }).click();
  await flood.stop();
  assert.ok(0 < flood.held && 0 < flood.taken, `${flood.taken} taken, ${flood.held} held`);
  await sees(desk, /^People are let in faster until/);
  await story.look(desk, 'the desk while everybody is let in');
  // What the flood no longer asks for is forgotten first.
  await phone.getByRole('heading', { level: 1, name: /Keep these words/ }).waitFor({ timeout: 60_000 });
  await phone.getByRole('button', { name: 'Continue' }).click();
  await sees(desk, '1 person here');

  // One key closes the door, and whoever comes then is told so.
  await desk.keyboard.press('Alt+KeyJ');
  await desk.getByRole('heading', { name: 'Joining is closed' }).waitFor();
  const late = await story.phone('late');
  await late.goto(`${story.url}/join/${code}`);
  await heading(late, /Joining is closed/);

  // What nobody used goes in one question; who is here stays.
  await desk.getByRole('button', { name: 'People and tables' }).click();
  await desk.getByRole('button', { name: /^Remove \d+ places nobody has used/ }).click();
  const question = desk.getByRole('dialog', { name: /^Remove \d+ places/ });
  await question.getByRole('button', { name: /^Remove \d+ places/ }).waitFor();
  await story.look(desk, 'the question before places are removed');
  await question.getByRole('button', { name: /^Remove \d+ places/ }).click();
  await question.waitFor({ state: 'hidden' });
  const left = await call(story.url, `/workshops/${made.workshop}/seats`, { token: made.facilitator_token });
  assert.deepEqual(left.map(({ role, organisation }) => [role, organisation]).sort(), [
    ['facilitator', null],
    ['participant', 'Harbour Trust'],
    ['screen', null],
  ]);
});

journey('somebody has joined twice', async (story) => {
  story.allowStatus(401);
  const made = await makeWorkshop(story.url);
  const [first, second] = [await story.phone('first'), await story.phone('second')];
  for (const phone of [first, second]) {
    await phone.goto(`${story.url}/join/${made.join_code}`);
    await phone.getByRole('button', { name: COUNCIL }).click();
    await heading(phone, /Keep these words/);
    await phone.getByRole('button', { name: 'Continue' }).click();
    await heading(phone, /Ashford/);
  }
  await command(story.url, made, { type: 'open_joining', open: false });
  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);
  await sees(desk, '2 people here');
  await desk.getByRole('button', { name: 'People and tables' }).click();
  await desk.getByRole('button', { name: /^Joined twice\?/ }).first().click();
  const question = desk.getByRole('dialog').filter({ hasText: 'has joined twice?' });
  await question.getByRole('button', { name: 'Remove the second place' }).click();
  await question.getByText('Choose the place that this person keeps.').waitFor();
  await story.look(desk, 'the question which place a person keeps');
  await question.getByLabel('Their other place').selectOption({ index: 1 });
  await question.getByRole('button', { name: 'Remove the second place' }).click();
  await question.waitFor({ state: 'hidden' });
  const told = await Promise.any(
    [first, second].map(async (phone) => {
      await heading(phone, 'Your place was removed');
      return phone;
    }),
  );
  await sees(told, /go on where you joined first/);
  await story.look(told, 'a second place that was removed');
});
