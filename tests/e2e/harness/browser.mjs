// Real browser windows: phones, a desk, a projector. Each remembers what its console complained about.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { chromium, firefox } from 'playwright-core';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const SMALL_PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
export const DESK = { viewport: { width: 1440, height: 900 } };
export const PROJECTOR = { viewport: { width: 1920, height: 1080 } };

/** Which browser the journeys are played in: `chromium`, `firefox` (Debian's own, by WebDriver BiDi) or `webkit` (WebKitGTK, by WebDriver). */
export const BROWSER = process.env.PLENARY_BROWSER ?? 'chromium';

// Whatever a person waits for comes within a moment; a busy machine takes longer to draw it without a graphics card.
const WAITS_MOST_MS = BROWSER === 'chromium' ? 20_000 : 60_000;

/** What a driver cannot do, with the reason that a skipped journey gives: need → browser → reason. */
export const LACKS = {
  'socket frames': {
    firefox: 'BiDi tells neither of a WebSocket nor of its frames',
    webkit: "WebKitGTK's driver tells neither of a WebSocket nor of its frames",
  },
  'the floor': {
    firefox: 'older browsers are made out of Chromium',
    webkit: 'older browsers are made out of Chromium',
  },
  'a way round the page by Tab': {
    firefox: 'behind the last stop of a page a Firefox without a screen gives the focus to bars that nobody sees, and Enter presses nothing any more',
  },
  composing: {
    firefox: "only Chromium's own protocol composes words as phones do",
    webkit: "only Chromium's own protocol composes words as phones do",
  },
  'a translator': { webkit: "a script that WebKitGTK is given before the page's own runs in every tab of its device" },
  'questions of the browser': { webkit: "WebKitGTK's driver does not tell of them" },
  'cut answers': { firefox: 'an answer that is fetched and then cut is not seen to be by BiDi' },
  'size of text and colours': { webkit: 'WebKitGTK takes size of text and colours from the system' },
};

/** A browser; `text_px` is the size of text that a person has set, and `hosts` maps a name to an address as DNS would. */
export async function startBrowser(settings = {}) {
  switch (BROWSER) {
    case 'chromium':
      return startChromium(settings);
    case 'firefox':
      return startFirefox(settings);
    case 'webkit': {
      // By itself, since it reaches into Playwright, and nobody else should break with that.
      const { startWebKit } = await import('./webkit.mjs');
      return startWebKit(settings);
    }
    default:
      throw new Error(`PLENARY_BROWSER is “${BROWSER}”: chromium, firefox and webkit are known`);
  }
}

async function startFirefox({ text_px = 16, hosts }) {
  assert.equal(hosts, undefined, 'Firefox takes no map of names here');
  const downloads = await mkdtemp(join(tmpdir(), 'plenary-downloads-'));
  const browser = await firefox.launch({
    // The one channel by which Playwright speaks BiDi to a Firefox that it has not patched.
    channel: 'moz-firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    downloadsPath: downloads,
    firefoxUserPrefs: {
      'font.size.variable.x-western': text_px,
      'browser.translations.enable': false,
      'browser.download.always_ask_before_handling_new_types': false,
    },
  });
  browser.on('disconnected', () => void rm(downloads, { recursive: true, force: true }));
  return Object.assign(browser, { downloads });
}

function startChromium({ text_px = 16, hosts }) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--blink-settings=defaultFontSize=${text_px}`,
      ...(hosts === undefined ? [] : [`--host-resolver-rules=MAP ${hosts.name} ${hosts.address}`]),
    ],
  });
}

/** A window of its own, with its own storage, as on a device of its own. */
export async function openWindow(browser, kind, options = {}) {
  const { isMobile, ...size } = kind;
  // Only Chromium can pretend to be a phone in more than size and touch.
  const context = await browser.newContext({ ...(BROWSER === 'chromium' ? kind : size), locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.setDefaultTimeout(WAITS_MOST_MS);
  return { context, page, complaints };
}

/** What the page gives to be kept when this is pressed, as text. */
export async function downloaded(page, pressed) {
  if (BROWSER === 'firefox') return downloadedByFirefox(page, pressed);
  const [file] = await Promise.all([page.waitForEvent('download'), pressed()]);
  return readFile(await file.path(), 'utf8');
}

// BiDi does not tell Playwright of downloads yet, but the browser puts them into the folder it was told.
async function downloadedByFirefox(page, pressed) {
  const folder = page.context().browser().downloads;
  const before = new Set(await readdir(folder));
  await pressed();
  const end = Date.now() + WAITS_MOST_MS;
  for (;;) {
    const names = (await readdir(folder)).filter((name) => !before.has(name));
    // While it is being written there is a second file beside it.
    if (names.length === 1 && !names[0].endsWith('.part')) return readFile(join(folder, names[0]), 'utf8');
    assert.ok(Date.now() < end, 'Firefox has kept no file');
    await pause(50);
  }
}

/** Every rule of axe, none left out. */
export async function assertAccessible(page, where) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const rules = Object.fromEntries(globalThis.axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
    const result = await globalThis.axe.run(document, { rules, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html}\n      ${failureSummary}`),
    }));
  });
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.join('\n    ')}`);
  assert.equal(violations.length, 0, `axe on ${where}:\n  ${told.join('\n  ')}`);
}

/** Nothing is wider than the window: nobody has to scroll sideways. */
export async function assertFits(page, where) {
  const { wide, width, out } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sticksOut = (element) => clientWidth + 0.5 < element.getBoundingClientRect().right;
    // Only the innermost: what is around them is wide because they are.
    const out = [...document.querySelectorAll('body *')]
      .filter((element) => sticksOut(element) && ![...element.children].some(sticksOut))
      .map((element) => `${Math.round(element.getBoundingClientRect().right)} px: ${element.outerHTML.slice(0, 120)}`);
    return { wide: scrollWidth, width: clientWidth, out };
  });
  assert.ok(wide <= width, `${where} is ${wide} px wide in a window of ${width} px\n    ${out.slice(0, 5).join('\n    ')}`);
}
