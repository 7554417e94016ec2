// Sealed until the reveal: every frame and every answer that a participant, an observer and the screen get is read.

import assert from 'node:assert/strict';

import { command, COUNCIL, domainsOf, heading, HEALTH, isSaved, joins, makeWorkshop, marks, openRound, sees, takesSeat, VOLUNTARY } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

// What a distribution is made of, on the wire and in files.
const TELLS = [/"counts"\s*:\s*\[/, /"median"\s*:\s*[\d.]/, /"verdict"\s*:\s*"/, /"consensus"\s*:\s*[\d.]/, /"n"\s*:\s*\d/, /(Emerging|Thriving) \(\d\),\d/];

journey('nothing leaks before the reveal', async (story) => {
  // The answers below are asked for on purpose, and refused.
  story.allowStatus(403);
  const domains = await domainsOf(story.url);
  const made = await makeWorkshop(story.url, { reveal: 'sealed', tables: 2 });
  const round = await openRound(story.url, made);

  const watched = {
    participant: await story.phone('participant'),
    observer: await story.phone('observer'),
    screen: await story.projector('screen'),
    facilitator: await story.desk('facilitator'),
  };
  const heard = new Map();
  for (const [who, page] of Object.entries(watched)) heard.set(who, listensTo(page));

  await joins(watched.participant, story.url, made.join_code, COUNCIL);
  await watched.observer.goto(`${story.url}/join/${made.join_code}`);
  await watched.observer.getByText(/^Add .*details/).click();
  await watched.observer.getByLabel('I am only observing: do not count me').check();
  await takesSeat(watched.observer, HEALTH);
  await watched.screen.goto(made.screen_url);
  await heading(watched.screen, 'Mark where things are now');
  await watched.facilitator.goto(made.facilitate_url);
  await sees(watched.facilitator, 'Marking is open:');

  // Five people mark, all alike, so that any count would give them away.
  const others = [];
  for (const [name, sector] of [['second', VOLUNTARY], ['third', HEALTH], ['fourth', COUNCIL], ['fifth', VOLUNTARY]]) {
    const page = await story.phone(name);
    await joins(page, story.url, made.join_code, sector);
    others.push(page);
  }
  for (const page of [watched.participant, ...others]) {
    await heading(page, domains[0].name);
    await marks(page, 4);
    await isSaved(page);
  }
  await sees(watched.screen, '0 of 5 finished');
  await sees(watched.facilitator, '5 of 5 marked');
  await command(story.url, made, { type: 'close_round', round });
  await heading(watched.screen, 'Marking is closed');
  await sees(watched.facilitator, 'Counts appear when you reveal.');
  await sees(watched.participant, 'Marking has closed');

  const tokens = Object.fromEntries(await Promise.all(Object.entries(watched).map(async ([who, page]) => [who, await tokenOf(page, who)])));
  const asks = async (who) => {
    const base = `${story.url}/api/v1/workshops/${made.workshop}`;
    const paths = [
      '', '/seat', '/progress', `/results?round=${round}`,
      ...['sector', 'table', 'organisation'].map((by) => `/results?round=${round}&by=${by}`),
      `/export/collation.csv?round=${round}`, '/export/record.json',
    ];
    return Promise.all(
      paths.map(async (path) => {
        const response = await fetch(base + path, { headers: { authorization: `Bearer ${tokens[who]}` } });
        return { from: `GET ${path} as ${who}`, status: response.status, text: await response.text() };
      }),
    );
  };

  for (const who of Object.keys(watched)) {
    const answers = await asks(who);
    const refused = answers.filter(({ from }) => from.includes('/results') || from.includes('collation'));
    for (const { from, status } of refused) assert.equal(status, 403, `${from} must be refused before the reveal`);
    const frames = heard.get(who);
    assert.ok(5 < frames.length, `${who} was listened to: ${frames.length} frames and answers`);
    assert.ok(frames.some(({ text }) => text.includes('"type":"progress"')), `${who} hears how many have marked`);
    for (const { from, text } of [...frames, ...answers]) {
      for (const tell of TELLS) assert.ok(!tell.test(text), `${from} tells ${who} a distribution: ${tell}`);
    }
  }
  // Nobody hears of anybody else's ballot, before or after.
  const ballots = new Set(heard.get('participant').flatMap(({ text }) => text.match(/ballot\/[\w-]{36}/g) ?? []));
  assert.equal(ballots.size, 1, 'a participant hears of one ballot, the own');
  for (const who of ['observer', 'screen', 'facilitator']) {
    const foreign = heard.get(who).flatMap(({ text }) => text.match(/ballot\/[\w-]{36}/g) ?? []);
    assert.ok(new Set(foreign).size <= (who === 'observer' ? 1 : 0), `${who} hears of somebody's ballot`);
  }

  // The same ears hear the counts once they are revealed, so they were not deaf.
  await command(story.url, made, { type: 'reveal', round, level: 'pooled' });
  await watched.screen.getByRole('table').waitFor();
  await heading(watched.observer, /Results/);
  for (const who of Object.keys(watched)) {
    await sees(watched[who], who === 'screen' ? 'Where we are now' : domains[0].name);
    const told = [...heard.get(who), ...(await asks(who))].map(({ text }) => text).join('\n');
    for (const tell of TELLS) assert.ok(tell.test(told), `${who} is told the counts after the reveal: ${tell}`);
  }
}, ['socket frames']);

/** Everything this page hears from the server, as text. */
function listensTo(page) {
  const heard = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push({ from: 'a frame', text: Buffer.from(payload).toString('latin1') })),
  );
  page.on('response', async (response) => {
    if (!response.url().includes('/api/v1/')) return;
    // A page that has gone on takes its answers with it.
    const text = await response.text().catch(() => '');
    heard.push({ from: `the answer of ${new URL(response.url()).pathname}`, text });
  });
  return heard;
}

/** The key this page holds, as somebody would find it who looks into their own browser. */
async function tokenOf(page, who) {
  const kept = await page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
  const holder = { screen: 'screen', facilitator: 'facilitator' }[who];
  const [, value] = Object.entries(kept).find(([key]) =>
    holder === undefined ? /^plenary:[\w-]{36}$/.test(key) : new RegExp(`^plenary:[\\w-]{36}:${holder}$`).test(key),
  );
  return holder === undefined ? JSON.parse(value).token : value;
}
