// Join codes as they come out of e-mails, chats and slides; and what happens to a code that is wrong.

import assert from 'node:assert/strict';

import { heading, makeWorkshop, sees } from '../harness/people.mjs';
import { journey } from '../harness/story.mjs';

const grouped = (code) => `${code.slice(0, 3)} ${code.slice(3)}`;
const wide = (code) => [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('');
const door = (page) => page.getByRole('heading', { name: 'Where do you work?' }).waitFor();

journey('a link with something around it', async (story) => {
  const { join_code: code } = await makeWorkshop(story.url);
  const phone = await story.phone('phone');
  // Before anything of the app is kept on the phone, so that the server itself answers.
  for (const path of [
    `join/${code}.`, `join/${code})`, `join/${code},`, `join/<${code}>`, `join/${code}/`, `join/"${code}"`, `join/${code}\\`,
    `JOIN/${code}`, `Join/${code.toLowerCase()}/`, `join/${code}%E2%80%9D`, `join/${code}%20.`, `join/${wide(code)}`, code, `join ${code}`,
  ]) {
    const answer = await phone.goto(`${story.url}/${path}`);
    assert.equal(answer.status(), 200, path);
    await door(phone);
  }
  const bare = await fetch(`${story.url}/join/${code}.`);
  assert.equal(bare.status, 200, 'whoever asks for no kind of answer gets the page, too');
  assert.equal((await fetch(`${story.url}/assets/gone.js`)).status, 404);
  assert.equal((await fetch(`${story.url}/favicon.ico`)).status, 404);
});

journey('what is pasted into the field for the code', async (story) => {
  story.allowStatus(404);
  const made = await makeWorkshop(story.url);
  const { join_code: code, join_url: link } = made;
  const phone = await story.phone('phone');
  for (const pasted of [
    link, `${code}.`, `Code: ${code}.`, `The code is “${grouped(code)}”`, `\u200b${grouped(code).replace(' ', '\u00a0')}\u200b`, wide(code),
    `Dear all, please join at ${link}. The code is ${grouped(code)}. Kind regards, Ann`,
    `https://filter.example/?url=${encodeURIComponent(link)}&data=05%7C02`,
  ]) {
    await phone.goto(story.url);
    await phone.getByLabel('Join code').fill(pasted);
    await phone.getByRole('button', { name: 'Continue' }).click();
    await door(phone);
    assert.equal(await phone.url(), `${story.url}/join/${code}`, 'an address holds the code and nothing of the letter');
  }

  // The words' page reads the same.
  await phone.goto(`${story.url}/join?words`);
  await phone.getByLabel('Join code').fill(`Code: ${code}.`);
  await phone.getByLabel('Your four words').fill('zoo zoo zoo zoo');
  await phone.getByRole('button', { name: 'Come back' }).click();
  await sees(phone, 'no seat in this workshop has these four words');

  // A code that is wrong stays where it was typed.
  const wrong = code === 'YYYYYYY' ? 'XXXXXXX' : 'YYYYYYY';
  await phone.goto(story.url);
  await phone.getByLabel('Join code').fill(wrong);
  await phone.getByRole('button', { name: 'Continue' }).click();
  await heading(phone, `There is no workshop with the code ${grouped(wrong)}`);
  assert.equal(await phone.getByLabel('Join code').inputValue(), grouped(wrong));
  await story.look(phone, 'a code that no workshop has');
  await phone.goBack();
  await heading(phone, 'Join your workshop');
  assert.equal(await phone.getByLabel('Join code').inputValue(), wrong);
  await phone.getByLabel('Join code').fill('KQM 4WTO');
  await phone.getByRole('button', { name: 'Continue' }).click();
  await sees(phone, 'A join code never has the letter O. Check it against the screen.');
  assert.equal(await phone.getByLabel('Join code').inputValue(), 'KQM 4WTO');
  await phone.goto(`${story.url}/join/KQM4WT0`);
  await heading(phone, 'There is no join code in this link');
  await sees(phone, 'A join code never has the digit 0.');
  await story.look(phone, 'a link without a code');
});

journey('a facilitator pastes her own link where the code belongs', async (story) => {
  const made = await makeWorkshop(story.url);
  const asked = [];
  const desk = await story.desk('desk');
  desk.on('request', (request) => asked.push(request.url()));
  await desk.goto(story.url);
  await desk.getByLabel('Join code').fill(made.facilitate_url);
  await desk.getByRole('button', { name: 'Continue' }).click();
  await sees(desk, 'This is a facilitator’s link');
  await story.look(desk, 'a facilitator’s link in the field for the code');
  await desk.getByRole('link', { name: 'Open the desk' }).click();
  await heading(desk, 'Working together in Ashford');
  assert.ok(!(await desk.url()).includes('token'), 'the key does not stay in the address bar');
  assert.ok(!asked.some((address) => address.includes(made.facilitator_token)), 'nor does it go anywhere');

  const wall = await story.projector('wall');
  await wall.goto(`${story.url}/join?words`);
  await wall.getByLabel('Join code').fill(`The screen: ${made.screen_url}.`);
  await wall.getByRole('button', { name: 'Come back' }).click();
  await sees(wall, 'This is the link of a screen');
  await wall.getByRole('link', { name: 'Open the screen' }).click();
  await wall.getByText(grouped(made.join_code)).first().waitFor();
});
