// WebKitGTK, the engine of Safari, by its own driver: one browser for each device, since a driver has one session.
// docs/BROWSERS.md says what it cannot do.

import { EventEmitter } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { iso } from 'playwright-core/lib/coreBundle';

import { layCable } from './webkit/cable.mjs';
import { startDriver } from './webkit/driver.mjs';
import { Page } from './webkit/page.mjs';

// The script in the head of client/web/index.html, which runs before everything else.
const FIRST_SCRIPT = '**/theme.js';
const DOWNLOADS_WITHIN_MS = 60_000;

/** As much of a browser as the journeys ask for. Sizes of text and colours are the system's own and cannot be set. */
export function startWebKit({ text_px = 16, hosts }) {
  if (text_px !== 16 || hosts !== undefined) throw new Error('WebKitGTK takes no size of text and no map of names here');
  const contexts = [];
  return {
    async newContext({ viewport }) {
      const context = new Context(await startDriver(), viewport);
      contexts.push(context);
      return context;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

class Context {
  #driver;
  #viewport;
  #isFirst = true;
  #isCut = false;
  #seen = new Set();
  #routes = [];
  #beginning = '';
  cable;
  /** What goes over the cable: `request` and `response`. */
  heard = new EventEmitter();

  constructor(driver, viewport) {
    this.#driver = driver;
    this.#viewport = viewport;
  }

  async newPage() {
    const handle = this.#isFirst
      ? await this.#driver.send('GET', '/window')
      : (await this.#driver.send('POST', '/window/new', { type: 'tab' })).handle;
    this.#isFirst = false;
    // The narrowest window is 334 px wide.
    await this.#driver.send('POST', '/window/rect', { x: 0, y: 0, ...this.#viewport }, handle);
    return new Page(this, this.#driver, handle);
  }

  /** The address as this device reaches it, by a cable of its own to the server of the first address it is given. */
  async outward(url) {
    this.cable ??= await layCable(url, {
      tell: (kind, told) => this.heard.emit(kind, told),
      route: (asked) => this.#routes.find(({ pattern }) => pattern.test(asked))?.handle,
    });
    this.cable.cut(this.#isCut);
    return this.cable.outward(url);
  }

  /** Hands over the requests of this device whose address is like this, the latest first. */
  route(glob, handle) {
    this.#routes.unshift({ pattern: new RegExp(iso.globToRegexPattern(glob)), handle });
  }

  /** Puts this before the first script that every page of the app has. */
  begin(script) {
    if (this.#beginning === '') {
      this.route(FIRST_SCRIPT, async (route) => {
        const answer = await fetch(route.url());
        await route.fulfill({ status: answer.status, contentType: answer.headers.get('content-type'), body: `${this.#beginning}\n${await answer.text()}` });
      });
    }
    this.#beginning += script;
  }

  async setOffline(isCut) {
    this.#isCut = isCut;
    this.cable?.cut(isCut);
  }

  /** The next file that is downloaded, as soon as it is whole. */
  async nextDownload() {
    const end = Date.now() + DOWNLOADS_WITHIN_MS;
    for (;;) {
      for (const name of await this.#files()) {
        if (this.#seen.has(name) || name.endsWith('.wkdownload')) continue;
        this.#seen.add(name);
        return { path: async () => name, suggestedFilename: () => name.split('/').at(-1) };
      }
      if (end < Date.now()) throw new Error(`no file was downloaded within ${DOWNLOADS_WITHIN_MS} ms`);
      await pause(50);
    }
  }
  async #files() {
    const found = [];
    for (const folder of ['', 'Downloads', 'Desktop']) {
      const names = await readdir(join(this.#driver.home, folder)).catch(() => []);
      for (const name of names) {
        const path = join(this.#driver.home, folder, name);
        if ((await stat(path).catch(() => null))?.isFile()) found.push(path);
      }
    }
    return found;
  }

  async close() {
    this.cable?.close();
    await this.#driver.end();
  }
}
