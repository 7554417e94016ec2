// Hands that have only a keyboard: Tab, Enter, Space and the arrows, and eyes that look for the focus.

import assert from 'node:assert/strict';

import { BROWSER } from './browser.mjs';

// More stops than any screen has: whoever gets here has gone round in a circle.
const MOST_STOPS = 80;
// The focus moves as soon as the page has changed; machines may be slow.
const SETTLES_WITHIN_MS = 10_000;

/** Tabs on until this control has the focus; every stop on the way must be visible and be seen to have it. */
export async function tabsTo(page, locator) {
  await locator.waitFor();
  await isInFront(page);
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    await assertFocusIsSeen(page);
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`no way to ${locator} by Tab in ${MOST_STOPS} stops`);
}

// A window behind another has no focus to draw. Chromium's windows each think they are in front; elsewhere one has to come.
async function isInFront(page) {
  if (!(await page.evaluate(() => document.hasFocus()))) await page.bringToFront();
}

/** Tabs to a control and presses it, as soon as it can be pressed: one that has just changed its meaning first rests. */
export async function presses(page, locator, key = 'Enter') {
  await tabsTo(page, locator);
  await locator.and(page.locator(':not([aria-disabled="true"])')).waitFor();
  await page.keyboard.press(key);
}

/** What has the focus looks different from what has not, and lies in the window. */
export async function assertFocusIsSeen(page) {
  // A window that has not the focus of the system draws none, and Tab goes on all the same. Firefox without a screen may lose
  // it; of several windows of WebKitGTK on a screen that nobody manages one has it.
  if (BROWSER !== 'chromium' && !(await page.evaluate(() => document.hasFocus()))) return;
  const found = await page.evaluate(async () => {
    // What has the focus is scrolled to before the next picture.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    // A radio card and a checkbox are drawn by what is around them, a row by a frame of its own.
    const around = [focused, focused.parentElement, focused.parentElement?.parentElement].filter(Boolean);
    const drawn = [...around.map((element) => getComputedStyle(element)), getComputedStyle(focused, '::after')];
    const isMarked = drawn.some(({ outlineStyle, outlineWidth, boxShadow, backgroundColor }) => {
      const isOutlined = outlineStyle !== 'none' && 2 <= parseFloat(outlineWidth);
      return isOutlined || boxShadow !== 'none' || backgroundColor === 'rgb(255, 221, 0)';
    });
    const { top, bottom, left, right } = focused.getBoundingClientRect();
    const isInside = top < innerHeight && 0 < bottom && left < innerWidth && 0 < right;
    return { isMarked, isInside, html: focused.outerHTML.slice(0, 160) };
  });
  // The end of the page: the next Tab begins again at its top.
  if (found === null) return;
  assert.ok(found.isMarked, `nothing shows that this has the focus: ${found.html}`);
  assert.ok(found.isInside, `this has the focus outside the window: ${found.html}`);
}

/** The page has changed: the focus stands on its heading, so that reading starts there. */
export async function assertFocusOnHeading(page, text, level = 1) {
  const heading = page.getByRole('heading', { level, name: text });
  await heading.waitFor();
  // The page may still be changing: what counts is the heading that stays.
  await page
    .waitForFunction(
      ([tag, pattern]) => document.activeElement?.matches(tag) && new RegExp(pattern).test(document.activeElement.textContent),
      [`h${level}`, text instanceof RegExp ? text.source : text],
      { timeout: SETTLES_WITHIN_MS },
    )
    .catch(async () => {
      const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160));
      assert.fail(`the heading “${text}” should have the focus, which is on ${focused}`);
    });
}

/** After an action the focus must not fall back to the top of the page. */
export async function assertFocusKept(page, where) {
  await page
    .waitForFunction(() => document.activeElement !== null && document.activeElement !== document.body, null, { timeout: SETTLES_WITHIN_MS })
    .catch(() => assert.fail(`the focus was lost: ${where}`));
}
