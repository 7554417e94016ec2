// One journey: a server and a browser of its own, the windows people have open, and everything that was wrong with them.
// A defect of one screen must not hide those of the next, so what is looked at is collected and told at the end.

import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertAccessible, assertFits, BROWSER, DESK, LACKS, openWindow, PHONE, PROJECTOR, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

// Longer than any journey on a machine that has much else to do, shorter than anybody's patience with one that hangs.
// WebKitGTK has a browser and a driver for each device, and no graphics card.
const JOURNEY_MOST_MS = { chromium: 150_000, firefox: 300_000, webkit: 900_000 }[BROWSER];

// The browser itself writes these when a network or a server goes away on purpose; a page can neither avoid nor hide them.
const NETWORK_IS_GONE = [
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED|ADDRESS_UNREACHABLE|NETWORK_CHANGED)/,
  /WebSocket connection to '[^']*' failed/,
  /Firefox can.t establish a connection to the server at wss?:/,
  /The connection to wss?:\S+ was interrupted while the page was loading/,
  /NetworkError when attempting to fetch resource|Load failed|Failed to fetch/,
];

// Firefox writes these of a file that was on its way when the page that asked for it went on. A file that is missing is missed
// by the journey itself.
const PAGE_IS_LEFT = [
  /A ServiceWorker intercepted the request and encountered an unexpected error/,
  /error loading dynamically imported module/,
];

class Story {
  #browsers = [];
  #windows = [];
  #wrong = [];
  #allowed = [...PAGE_IS_LEFT];

  constructor(server, browser) {
    this.server = server;
    this.browser = browser;
    this.#browsers.push(browser);
  }

  get url() {
    return this.server.url;
  }

  /** Another browser, with other settings. */
  async browserWith(settings) {
    const browser = await startBrowser(settings);
    this.#browsers.push(browser);
    return browser;
  }

  async close() {
    for (const browser of this.#browsers) await browser.close();
    await this.server.remove();
  }

  /** The same server again after it was stopped: the same folder, the same port. */
  async restart() {
    const { folder, port } = this.server;
    this.server = await startServer({ folder, port });
  }

  phone(name, options) {
    return this.open(name, PHONE, options);
  }

  desk(name, options) {
    return this.open(name, DESK, options);
  }

  projector(name, options) {
    return this.open(name, PROJECTOR, options);
  }

  async open(name, kind, options, browser = this.browser) {
    const opened = { name, ...(await openWindow(browser, kind, options)) };
    this.#windows.push(opened);
    return opened.page;
  }

  /** A second tab beside an open one: the same storage, as on the same device. */
  async tab(name, beside) {
    const complaints = [];
    const page = await beside.context().newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    this.#windows.push({ name, page, context: page.context(), complaints });
    return page;
  }

  /** Looks at a screen with every rule of axe, and whether it fits its window. */
  async look(page, where) {
    for (const assertion of [assertAccessible, assertFits]) {
      try {
        await assertion(page, where);
      } catch (error) {
        if (!(error instanceof assert.AssertionError)) throw error;
        this.#wrong.push(error.message);
      }
    }
  }

  /** From here on the browser may write that the network is gone. */
  allowLostNetwork() {
    this.#allowed.push(...NETWORK_IS_GONE);
  }

  /** The browser writes every refused request to the console, also where the page expects and explains it. */
  allowStatus(...statuses) {
    this.#allowed.push(...statuses.map((status) => new RegExp(`the server responded with a status of ${status} `)));
  }

  /** Asks the pages of a driver that does not tell by itself what they complained of. */
  async hear() {
    for (const { page, complaints } of this.#windows) complaints.push(...((await page.complaints?.()) ?? []));
  }

  /** Everything wrong that was seen on the way. */
  whatWasWrong() {
    const wrong = [...this.#wrong];
    for (const { name, complaints } of this.#windows) {
      const left = complaints.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
      for (const text of new Set(left)) wrong.push(`console of ${name}: ${text}`);
    }
    return wrong;
  }

  /** Keeps what every window shows, for whoever has to find out what happened. */
  async keepPictures() {
    const folder = await mkdtemp(join(tmpdir(), 'plenary-e2e-pictures-'));
    for (const { name, page } of this.#windows) {
      if (page.isClosed()) continue;
      await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`), timeout: 5000 }).catch(() => {});
    }
    return folder;
  }
}

/** A journey as a test, skipped with the reason where the driver lacks what it needs. What the windows showed is kept only when it fails. */
export function journey(name, walk, needs = []) {
  const lacking = needs.map((need) => LACKS[need]?.[BROWSER]).filter((reason) => reason !== undefined);
  test(name, { timeout: JOURNEY_MOST_MS, skip: 0 < lacking.length && lacking.join('; ') }, async (t) => {
    const server = await startServer();
    const browser = await startBrowser();
    const story = new Story(server, browser);
    try {
      await walk(story, t);
      await story.hear();
      const wrong = story.whatWasWrong();
      assert.equal(wrong.length, 0, `${wrong.length} defects`);
    } catch (error) {
      for (const told of story.whatWasWrong()) t.diagnostic(told);
      t.diagnostic(`pictures of every window: ${await story.keepPictures()}`);
      throw error;
    } finally {
      await story.close();
    }
  });
}
