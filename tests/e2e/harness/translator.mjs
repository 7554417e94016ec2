// A browser's page translator, as far as a page can tell: it takes every text out of the page, puts two nested `font` elements
// with other words in its place, and does the same to whatever comes or changes later.

import assert from 'node:assert/strict';

/** Ways in which translators take a text out. */
export const REPLACES = 'replaces';
export const PUTS_THEN_REMOVES = 'puts, then removes';
export const REMOVES_THEN_PUTS = 'removes, then puts';

// What the page says, in its own words: translated words stand between ⟦ and ⟧, and spaces differ.
const MARKS = /[⟦⟧\s]/gu;

/** Translates a page from now on, and every page that it opens later; `takesBlank` takes spaces and empty texts too. */
export async function translates(page, { way = REPLACES, takesBlank = false } = {}) {
  await page.addInitScript(install, { way, takesBlank });
  await page.evaluate(install, { way, takesBlank });
}

function install({ way, takesBlank }) {
  const isLeftAlone = (element) => element.closest('font, script, style, noscript, textarea, [translate="no"]') !== null;
  const isTaken = (node) => !isLeftAlone(node.parentElement) && (takesBlank || node.nodeValue.trim() !== '');

  function take(node) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    inner.append(`⟦${node.nodeValue}⟧`);
    outer.append(inner);
    const { parentNode, nextSibling } = node;
    if (way === 'replaces') node.replaceWith(outer);
    else if (way === 'puts, then removes') parentNode.insertBefore(outer, node);
    if (way !== 'replaces') node.remove();
    if (way === 'removes, then puts') parentNode.insertBefore(outer, nextSibling);
  }

  const observer = new MutationObserver(translate);
  function translate() {
    observer.disconnect();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (isTaken(walker.currentNode)) texts.push(walker.currentNode);
    texts.forEach(take);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  }
  if (document.body !== null) translate();
  else document.addEventListener('DOMContentLoaded', translate, { once: true });
}

/** All that a page says, translated or not, in its own words; without what it has said aloud and what spaces it has. */
export async function wordsOf(page) {
  const said = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    const isSaid = (element) => element.closest('script, style, noscript, [role="status"], [aria-live]') === null;
    while (walker.nextNode()) if (isSaid(walker.currentNode.parentElement)) texts.push(walker.currentNode.nodeValue);
    return `${document.title}: ${texts.join('')}`;
  });
  return said.replace(MARKS, '');
}

/** The translated page says what a page says that was opened a moment ago; both may still be on their way there. */
export async function saysTheSame(translated, fresh, where) {
  const isTranslated = await translated.evaluate(() => document.querySelector('font') !== null);
  assert.ok(isTranslated, `${where}: nothing is translated`);
  let pair = [];
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await translated.evaluate(() => new Promise(requestAnimationFrame))) {
    pair = [await wordsOf(translated), await wordsOf(fresh)];
    if (pair[0] === pair[1]) return;
  }
  const [one, other] = pair;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const around = (words) => words.slice(Math.max(0, at - 60), at + 120);
  assert.fail(`${where}: translated, the page says\n  …${around(one)}…\nand opened anew it says\n  …${around(other)}…`);
}
