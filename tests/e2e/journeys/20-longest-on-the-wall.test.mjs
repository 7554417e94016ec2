// A workshop in which everything is as long as it may be: every scene holds it all on every projector, and nothing is cut off.

import assert from 'node:assert/strict';

import { crowdJoins, crowdMarks } from '../harness/crowd.mjs';
import { item, place, writes } from '../harness/documents.mjs';
import { command, domainsOf, heading, makeWorkshop, openRound, sees } from '../harness/people.mjs';
import { call } from '../harness/server.mjs';
import { journey } from '../harness/story.mjs';
import { looksAtEverySize, sceneKinds } from '../harness/wall.mjs';

// The same bounds as the server's.
const [TITLE, LABEL, NAME, BECAUSE, STEP, SENTENCE] = [120, 80, 60, 500, 120, 200];

const PHRASE = 'North East and North Cumbria Integrated Care Board: ';
const IDEOGRAMS = '地域医療連携推進会議';
const TEXTS = {
  words: (length) => PHRASE.repeat(Math.ceil(length / PHRASE.length)).slice(0, length - 1) + 'x',
  'one word': (length) => 'x'.repeat(length),
  'wide letters': (length) => IDEOGRAMS.repeat(Math.ceil(length / IDEOGRAMS.length)).slice(0, length),
};

// Eight groups are as many as the wall shows beside each other, and four people are enough to be shown.
const GROUPS = 8;
const PEOPLE = Array.from({ length: 4 * GROUPS }, (_, index) => ({ sector: index % GROUPS, table: index % GROUPS, index }));
const levelOf = ({ table, index }, _, domain) => ((table + domain + Math.floor(index / GROUPS)) % 4) + 1;
// Priorities may be as long as anybody likes: the wall shows how each begins, and all of it is on everybody's own screen.
const PRIORITY = '.text';
const KINDS = ['start', 'step', 'decision', 'wait', 'hand_off', 'end'];

for (const [kind, text] of Object.entries(TEXTS)) {
  journey(`every scene holds what is as long as it may be, of ${kind}`, async (story) => {
    const own = (length, number) => `${number}${text(length - String(number).length)}`;
    const domains = await domainsOf(story.url);
    const made = await makeWorkshop(story.url, {
      title: text(TITLE),
      sectors: Array.from({ length: GROUPS }, (_, number) => ({ id: `s${number}`, name: own(LABEL, number) })),
      tables: Array.from({ length: GROUPS }, (_, number) => own(LABEL, number)),
    });
    const steer = (body) => command(story.url, made, body);
    const goesTo = async (to) => {
      const { run_sheet } = await call(story.url, `/workshops/${made.workshop}`, { token: made.facilitator_token });
      await steer({ type: 'move_step', from: run_sheet.current, to });
    };
    const wall = await story.projector('wall');
    await wall.goto(made.screen_url);
    const [wrong, seen] = [[], new Set()];
    const looks = async (scene, excerpts) => seen.add(await looksAtEverySize(wall, scene, wrong, excerpts));
    const shows = (scene) => wall.locator(`.content[data-scene="${scene}"]`).waitFor();

    // People come, mark and see.
    await heading(wall, 'Join on your phone');
    await looks('how to join');
    const people = await crowdJoins(story.url, made, PEOPLE.map((person) => ({ ...person, organisation: own(LABEL, person.index) })));
    await steer({ type: 'open_joining', open: false });
    await heading(wall, 'Welcome');
    await looks('joining is closed');
    await steer({ type: 'open_joining', open: true });
    const round = await openRound(story.url, made);
    const crowd = await crowdMarks(story.url, made, people, round, domains, levelOf);
    await sees(wall, `${PEOPLE.length} of ${PEOPLE.length}`);
    await looks('marking');
    await steer({ type: 'close_round', round });
    await heading(wall, 'Marking is closed');
    await looks('marking is closed');
    await steer({ type: 'reveal', round, level: 'table' });
    await shows('tables');
    await looks('talking at tables');
    await goesTo('break');
    await heading(wall, 'Break');
    await looks('the break');

    // The plenary: one domain before and after its counts are shown, then all of them.
    await goesTo('plenary');
    await steer({ type: 'focus', domain: domains[0].id });
    await heading(wall, domains[0].name);
    await looks('one domain without its counts');
    await steer({ type: 'reveal', round, level: 'groups', by: 'table' });
    await steer({ type: 'agree', round, domain: domains[0].id, level: null, because: text(BECAUSE) });
    await sees(wall, 'No consensus');
    await looks('one domain by table');
    await steer({ type: 'focus', domain: null });
    await wall.getByRole('table').first().waitFor();
    await looks('all domains');

    // The map, from its first step to where people are lost.
    const { map } = await steer({ type: 'create_map', title: text(TITLE) });
    await goesTo('map');
    await sees(wall, 'Add the first step on your own screen');
    await looks('an empty map');
    await writesSteps(story.url, made, map, 0, KINDS.length, own);
    await wall.locator('.step').nth(KINDS.length - 1).waitFor();
    await looks('a drawing');
    const { round: lost } = await steer({ type: 'open_losses', map });
    await shows('progress');
    await looks('marking losses');
    const { steps } = await call(story.url, `/workshops/${made.workshop}/maps/${map}`, { token: made.facilitator_token });
    const asked = steps.slice(1, -1);
    const again = await crowdMarks(story.url, made, people, lost, asked, levelOf);
    await steer({ type: 'close_round', round: lost });
    await steer({ type: 'reveal', round: lost, level: 'pooled' });
    await sees(wall, /^Most people are lost at/);
    await looks('where people are lost');
    await goesTo('plenary');
    await wall.getByRole('table').first().waitFor();
    await looks('all steps');
    await steer({ type: 'focus', domain: asked[0].id });
    await shows('domain');
    await looks('one step');
    await steer({ type: 'focus', domain: null });
    const { map: larger } = await steer({ type: 'create_map', title: own(TITLE, 2) });
    await goesTo('map');
    await writesSteps(story.url, made, larger, 0, 40, own);
    await sees(wall, /^and \d+ more steps on your own screen/);
    await looks('a drawing that is too large');

    // The plan and what it comes from, and the end.
    await goesTo('plan');
    await heading(wall, 'What will we do?');
    await looks('an empty plan');
    await plans(story.url, made, people, text, own);
    await sees(wall, /for an owner’s yes/);
    await looks('a plan');
    await wall.keyboard.press('p');
    await sees(wall, 'The priorities appear here as they are written down.');
    await looks('no priorities yet');
    await writesPriorities(story.url, made, domains, text);
    await sees(wall, domains[9].name);
    await looks('priorities', PRIORITY);
    await crowd.leave();
    await again.leave();
    await steer({ type: 'close_workshop' });
    await heading(wall, 'Thank you');
    await looks('the end');
    assert.deepEqual(wrong, []);
    assert.deepEqual([...seen].toSorted(), (await sceneKinds()).toSorted(), 'every kind of scene was looked at');
  });
}

/** Writes priorities for every domain. */
async function writesPriorities(url, made, domains, text) {
  await writes(url, made, 'plenary', (document) => {
    for (const { id } of domains) document.getMap('priorities').set(id, text(BECAUSE));
  });
}

/** Writes steps of every kind into a map, in three organisations, each leading to the next. */
async function writesSteps(url, made, map, first, count, own) {
  await writes(url, made, `map/${map}`, (document) => {
    for (const lane of [0, 1, 2]) item(document.getMap('lanes'), `lane${lane}`, place(lane), { name: own(LABEL, lane) }, {});
    for (let step = first; step < first + count; step += 1) {
      const kind = KINDS[step % KINDS.length];
      item(document.getMap('steps'), `step${step}`, place(step), { name: own(STEP, step), note: '' }, { kind, lane: `lane${step % 3}`, component: null });
      if (0 < step) item(document.getMap('links'), `link${step}`, place(0), { label: '' }, { from: `step${step - 1}`, to: `step${step}` });
    }
  });
}

/** Fills the plan: actions in every column, led by people and by an organisation. */
async function plans(url, made, people, text, own) {
  const day = '2027-03-01';
  const columns = ['not_started', 'not_started', 'not_started', 'under_way', 'under_way', 'done', 'stopped'];
  await writes(url, made, 'plan', (document) => {
    for (const [index, progress] of columns.entries()) {
      const owner = index === 0 ? `organisation/${own(LABEL, 0)}` : `seat/${people[index].seat}/${own(NAME, index)}`;
      const texts = { what: own(SENTENCE, index), objective: '', engage: '', evidence: '', measure: text(SENTENCE), baseline: '', target: '', report_to: '' };
      item(document.getMap('actions'), `action${index}`, place(index), texts, { owner, implement_by: day, progress });
    }
  });
  const terms = { develop_by: null, implement_by: day, test_by: null, measure: text(SENTENCE), target: '' };
  for (const index of [2, 3, 5]) {
    const body = { type: 'accept_action', action: `action${index}`, terms: { ...terms, what: own(SENTENCE, index) }, name: own(NAME, index) };
    await call(url, `/workshops/${made.workshop}/commands`, { method: 'POST', token: people[index].token, body });
  }
}
