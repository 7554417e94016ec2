// What hangs on the wall: every scene of the app's own model, at every size that projectors have, and what is wrong with one.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const app = new URL('../../../client/web/', import.meta.url);
const ts = createRequire(new URL('package.json', app))('typescript');

/** The sizes that projectors have, from the oldest to the newest. */
export const SIZES = [[800, 600], [1024, 768], [1280, 720], [1366, 640], [1920, 1080]];

/** The kinds of scenes that there are, from the type that the app itself is checked by. */
export async function sceneKinds() {
  const source = ts.createSourceFile('scene.ts', await readFile(new URL('src/model/workshop/scene.ts', app), 'utf8'), ts.ScriptTarget.Latest);
  const scene = source.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === 'Scene');
  return scene.type.types.map(({ members }) => members.find(({ name }) => name.text === 'kind').type.literal.text);
}

// A drawing is laid out anew for each size, beside the page's own work.
const SETTLES_WITHIN_MS = 5_000;

/**
 * Looks at the wall at every size; says which kind of scene it is, and adds what is wrong with it to `wrong`. What matches
 * `excerpts` only begins here on purpose.
 */
export async function looksAtEverySize(wall, scene, wrong, excerpts = null) {
  for (const [width, height] of SIZES) {
    await wall.setViewportSize({ width, height });
    let faults = [];
    const end = Date.now() + SETTLES_WITHIN_MS;
    do {
      await wall.waitForFunction(isSettled, [width, height]);
      faults = await wall.evaluate(whatIsWrong, excerpts);
    } while (0 < faults.length && Date.now() < end);
    wrong.push(...faults.map((fault) => `${scene} at ${width} × ${height}: ${fault}`));
    await keepsPicture(wall, `${scene}, ${width} × ${height}`);
  }
  return wall.locator('.content').getAttribute('data-scene');
}

/** For whoever wants to see them all: `PLENARY_WALL` names the folder. */
async function keepsPicture(wall, name) {
  const folder = process.env.PLENARY_WALL;
  if (folder !== undefined) await wall.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) });
}

// The picture has taken the size of its window, and has been painted twice since without a change.
function isSettled([width, height]) {
  const stage = document.querySelector('.stage');
  const unit = Math.min(width / 1440, height / 1080);
  if (Math.abs(parseFloat(getComputedStyle(stage).getPropertyValue('--unit')) - unit) > 0.001) return false;
  const shape = () => [...stage.querySelectorAll('*')].map((one) => Object.values(one.getBoundingClientRect().toJSON()).map(Math.round).join()).join(';');
  const before = shape();
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(shape() === before))));
}

/** Everything that nobody in the room can see: outside the window, over something else, or behind an edge. */
function whatIsWrong(excerpts) {
  const wrong = [];
  const root = document.documentElement;
  if (window.innerWidth < root.scrollWidth) wrong.push(`the page is ${root.scrollWidth} px wide`);
  if (window.innerHeight < root.scrollHeight) wrong.push(`the page is ${root.scrollHeight} px high`);
  const stage = document.querySelector('.stage');
  const said = (element) => `<${element.nodeName.toLowerCase()}> “${element.textContent.trim().slice(0, 40)}”`;
  const sticksOut = (inner, outer, more) =>
    inner.left < outer.left - more || outer.right + more < inner.right || inner.top < outer.top - more || outer.bottom + more < inner.bottom;
  const isLeftOut = (element) => element.closest(`.visually-hidden, style, svg *${excerpts === null ? '' : `, ${excerpts}`}`) !== null;

  for (const element of stage.querySelectorAll('*')) {
    const rect = element.getBoundingClientRect();
    if (isLeftOut(element) || rect.width === 0) continue;
    if (sticksOut(rect, { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight }, 1)) wrong.push(`${said(element)} leaves the window`);
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = /auto|scroll/;
    if ((scrolls.test(overflowX) && element.clientWidth < element.scrollWidth) || (scrolls.test(overflowY) && element.clientHeight < element.scrollHeight)) {
      wrong.push(`${said(element)} scrolls`);
    }
  }

  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || isLeftOut(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // Letters reach a little beyond their lines.
    const more = 0.3 * parseFloat(getComputedStyle(element).fontSize);
    for (let box = element; box !== stage; box = box.parentElement) {
      const hides = getComputedStyle(box).overflow !== 'visible';
      if (!hides && !box.matches('.content, header, footer, td, th, .step, .band')) continue;
      if ([...range.getClientRects()].some((rect) => sticksOut(rect, box.getBoundingClientRect(), more))) {
        wrong.push(`“${node.data.trim().slice(0, 40)}” leaves its <${box.nodeName.toLowerCase()} class="${box.className}">`);
        break;
      }
    }
  }
  return [...new Set(wrong)];
}
