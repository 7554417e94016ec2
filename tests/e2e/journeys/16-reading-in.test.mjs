// A facilitator reads files of other programs into maps: what comes in, what is told, and the way back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { hasSteps, listedSteps, mapOf, startMap } from '../harness/mapping.mjs';
import { command, heading, makeWorkshop } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

const CASES = new URL('../../data/bpmn/', import.meta.url);

journey('files of other programs are read in, told of, and taken out again', async (story) => {
  const made = await makeWorkshop(story.url);
  await startMap(story.url, made, 'The first map');
  const desk = await story.desk('desk');
  await desk.goto(made.facilitate_url);

  const onNewMap = async (title) => {
    const { map } = await command(story.url, made, { type: 'create_map', title });
    await desk.getByRole('link', { name: 'Map', exact: true }).click();
    const link = desk.getByRole('link', { name: title, exact: true });
    const here = desk.getByRole('heading', { name: title });
    await link.or(here).first().waitFor();
    if (!(await here.isVisible())) await link.click();
    await heading(desk, title);
    const files = desk.locator('summary', { hasText: /^Files$/ });
    if (!(await desk.getByLabel('Read in a BPMN file').isVisible())) await files.click();
    return map;
  };
  const chooses = async (name, buffer) => {
    const bytes = buffer ?? (await readFile(new URL(name, CASES)));
    await desk.getByLabel('Read in a BPMN file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
  };
  const readIn = (words) => desk.getByText(`Read in: ${words}.`, { exact: true }).waitFor();
  const undo = () => desk.getByRole('button', { name: 'Undo: take out what was read in' });

  await onNewMap('Windows letters');
  await chooses('03-windows-1252.bpmn');
  await readIn('3 steps, 0 organisations, 2 links');
  await hasSteps(desk, 3);
  assert.deepEqual(await listedSteps(desk), ['Referred', 'Triage – naïve', 'Seen']);
  assert.equal(await desk.getByText('Everything that people read in the file is in the map.').count(), 1);

  const utf16 = await onNewMap('UTF-16');
  await chooses('02-utf16.bpmn');
  await readIn('3 steps, 0 organisations, 2 links');
  await hasSteps(desk, 3);
  assert.equal((await mapOf(story.url, made, utf16)).pathway, 'Café pathway');

  await onNewMap('Abbreviations');
  await chooses('05-doctype-entity.bpmn');
  await readIn('3 steps, 0 organisations, 2 links');
  assert.deepEqual(await listedSteps(desk), ['Referred', 'Triage Kent and Medway', 'Seen']);

  // The patient is a pool of which only the name is known: kept, with what was sent and taken.
  const pools = await onNewMap('A patient');
  await chooses('08-black-box-pool.bpmn');
  await readIn('3 steps, 2 organisations, 2 links');
  assert.equal(await desk.evaluate(() => document.activeElement?.id), 'read-in', 'the report has the focus');
  await desk.locator('summary', { hasText: 'Kept in another way' }).click();
  await desk.getByText('pool without steps, kept as an organisation: 1').waitFor();
  await story.look(desk, 'the report of a file');
  await hasSteps(desk, 3);
  const withPatient = await mapOf(story.url, made, pools);
  assert.deepEqual(withPatient.lanes.map(({ name }) => name).toSorted(), ['GP practice', 'Patient']);
  assert.equal(withPatient.steps[1].note, 'Message to Patient: Letter');

  const edge = await onNewMap('An edge');
  await chooses('11-boundary-event.bpmn');
  await readIn('4 steps, 0 organisations, 3 links');
  await hasSteps(desk, 4);
  assert.ok((await mapOf(story.url, made, edge)).links.some(({ label }) => label === 'Did not attend'));

  // Of two diagrams one is chosen; the other is named.
  await onNewMap('As is or to be');
  await chooses('23-two-processes-one-file.bpmn');
  await desk.getByText('There are 2 diagrams in the file. Which one is meant?').waitFor();
  await desk.getByRole('button', { name: 'Read in', exact: true }).click();
  await desk.getByText('Choose a diagram first.').waitFor();
  await story.look(desk, 'which of two diagrams');
  await desk.getByRole('radio', { name: 'To be' }).check({ force: true });
  await desk.getByRole('button', { name: 'Read in', exact: true }).click();
  await readIn('3 steps, 0 organisations, 2 links');
  await desk.getByText('task of “As is”, which was not chosen: 1').waitFor();

  // Twice into one map: what finds no room is counted by what is shown, and each reading is taken back as one.
  const twice = await onNewMap('Twice');
  await chooses('29-150-tasks-read-in-twice.bpmn');
  await readIn('150 steps, 0 organisations, 149 links');
  await hasSteps(desk, 150);
  await chooses('29-150-tasks-read-in-twice.bpmn');
  await readIn('50 steps, 0 organisations, 49 links');
  await desk.getByText('step that found no room (a map can have 200, and 150 were there): 100').waitFor();
  await desk.getByText('link to or from a step that found no room: 100').waitFor();
  await hasSteps(desk, 200);
  await story.look(desk, 'a file that did not find room');
  await undo().first().click();
  await desk.getByText('Taken out again: 50 steps, 0 organisations, 49 links.').waitFor();
  await hasSteps(desk, 150);
  await desk.getByRole('button', { name: 'Put back what was read in' }).click();
  await hasSteps(desk, 200);

  // After the page was loaded again both ways back are still there.
  await desk.reload();
  await heading(desk, 'Twice');
  await desk.locator('summary', { hasText: /^Files$/ }).click();
  await undo().nth(1).click();
  await desk.getByText('Taken out again: 150 steps, 0 organisations, 149 links.').waitFor();
  await undo().first().click();
  await hasSteps(desk, 0);
  assert.deepEqual((await mapOf(story.url, made, twice)).steps, []);

  // What cannot be read is refused in a sentence, and nothing is written.
  for (const [name, buffer, sentence] of [
    ['26-not-bpmn.vsdx', undefined, /The file is a Visio drawing\. In Visio, choose Process, then Export to BPMN/],
    ['19-beta-namespace.bpmn', undefined, /BPMN 1\.x or a beta of 2\.0/],
    ['latin.bpmn', Buffer.from('<?xml version="1.0"?>\n<definitions name="Caf\xe9"/>', 'latin1'), /should be in UTF-8, but line 2/],
    ['cut-off.bpmn', (await readFile(new URL('04-bom.bpmn', CASES))).subarray(0, 300), /is not well-formed XML: it ends in the middle of an element in line 3/],
    ['empty.bpmn', Buffer.alloc(0), /The file is empty/],
  ]) {
    await chooses(name, buffer);
    await desk.getByRole('alert').filter({ hasText: sentence }).waitFor();
  }
  await story.look(desk, 'a refused file');
  assert.deepEqual((await mapOf(story.url, made, twice)).steps, []);
});
