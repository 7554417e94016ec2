// How long desk, projector and phone stand still while eight people type in a large map. Prints a table; decides nothing.
//
//   npm run large-map [-- STEPS WRITERS EDITS_A_SECOND SECONDS]

import { DESK, openWindow, PHONE, PROJECTOR, startBrowser } from './browser.mjs';
import { item, opensDocument, place } from './documents.mjs';
import { startMap } from './mapping.mjs';
import { COUNCIL, makeWorkshop, takesSeat } from './people.mjs';
import { startServer } from './server.mjs';

const [steps = 100, writers = 8, editsEach = 2, seconds = 20] = process.argv.slice(2).map(Number);
const LANES = 6;
// A page that takes longer than this has collapsed.
const PATIENCE_MS = 60_000;

/** Each step leads to the next and to one further on. */
function fill(doc) {
  doc.transact(() => {
    for (let lane = 0; lane < LANES; lane += 1) item(doc.getMap('lanes'), `lane${lane}`, place(lane), { name: `Organisation ${lane + 1}` }, {});
    for (let step = 0; step < steps; step += 1) {
      item(doc.getMap('steps'), `step${step}`, place(step), { name: `What happens at ${step + 1}`, note: '' }, { kind: 'step', lane: `lane${step % LANES}`, component: null });
      for (const to of [step + 1, step + 4].filter((index) => index < steps)) {
        item(doc.getMap('links'), `link${step}to${to}`, place(0), { label: '' }, { from: `step${step}`, to: `step${to}` });
      }
    }
  });
}

/** The longest and the sum of all tasks over 50 ms since `begin`, which the browser itself counts. */
const counts = {
  begin: () => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  },
  end: () => ({ longest: Math.max(0, ...window.tasks), sum: window.tasks.reduce((one, other) => one + other, 0), count: window.tasks.length }),
};

const server = await startServer();
const browser = await startBrowser();
try {
  const made = await makeWorkshop(server.url);
  const map = await startMap(server.url, made, 'Falls');
  const people = await Promise.all(Array.from({ length: writers }, () => opensDocument(server.url, made, `map/${map}`)));
  fill(people[0].document);
  const desk = (await openWindow(browser, DESK)).page;
  const list = (await openWindow(browser, DESK)).page;
  const wall = (await openWindow(browser, PROJECTOR)).page;
  const phone = (await openWindow(browser, PHONE)).page;
  await list.goto(made.facilitate_url);
  await list.getByRole('link', { name: 'Map', exact: true }).click();
  await desk.goto(made.facilitate_url);
  await desk.getByRole('link', { name: 'Map', exact: true }).click();
  await desk.getByRole('link', { name: 'Drawing', exact: true }).click();
  await wall.goto(made.screen_url);
  await phone.goto(`${server.url}/join/${made.join_code}`);
  await takesSeat(phone, COUNCIL);
  await phone.getByRole('link', { name: 'Drawing', exact: true }).click();
  const pages = { 'desk, drawing': desk, 'desk, list': list, projector: wall, 'phone, drawing': phone };
  for (const page of Object.values(pages)) await page.getByText(/What happens at/).first().waitFor();
  for (const page of [desk, phone]) await page.locator('.svelte-flow__node-step').nth(steps - 1).waitFor({ state: 'attached' });
  for (const page of Object.values(pages)) await page.evaluate(counts.begin);

  let letters = 0;
  const typing = people.map((person, index) => {
    const name = () => person.document.getMap('steps').get(`step${(index * 7 + letters) % steps}`)?.get('name');
    return setInterval(() => {
      const text = name();
      if (text === undefined) return;
      if (text.length < 60) text.insert(text.length, 'x');
      else text.delete(30, text.length - 30);
      letters += 1;
    }, 1000 / editsEach);
  });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  for (const one of typing) clearInterval(one);
  const ended = Date.now();
  people[0].document.getMap('steps').get('step0').get('name').insert(0, 'Last of all: ');
  console.log(`${steps} steps, ${people[0].document.getMap('links').size} links, ${writers} writers, ${letters} edits in ${seconds} s`);
  console.log('page              longest task ms   tasks over 50 ms   their sum ms   behind ms');
  await Promise.all(
    Object.entries(pages).map(async ([name, page]) => {
      const isThere = await page.getByText('Last of all:').first().waitFor({ state: 'attached', timeout: PATIENCE_MS }).then(() => true, () => false);
      if (!isThere) return console.log(`${name.padEnd(18)} does not answer within ${PATIENCE_MS / 1000} s`);
      const behind = Date.now() - ended;
      const { longest, sum, count } = await page.evaluate(counts.end);
      console.log([name.padEnd(18), String(Math.round(longest)).padStart(15), String(count).padStart(18), String(Math.round(sum)).padStart(14), String(behind).padStart(11)].join(' '));
    }),
  );
  for (const person of people) person.end();
} finally {
  await browser.close();
  await server.remove();
}
