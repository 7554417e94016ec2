// Pages as the journeys know them, over WebDriver: the part of Playwright's interface that they use, no more.
// What the driver cannot do is refused by name, so that a journey which needs it cannot pass by not being looked at.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { DriverError } from './driver.mjs';
import { ENGINE, find } from './find.mjs';
import { strokes } from './keys.mjs';
import { Finder } from './locator.mjs';

const POLL_MS = 50;
// What passes by itself: a page that is still changing.
const PASSING = new Set(['stale element reference', 'element not interactable', 'element click intercepted', 'no such element', 'detached shadow root']);

// From here on: what went wrong while the page was being loaded is not heard by this driver.
function listen() {
  if (globalThis.plenaryComplaints !== undefined) return;
  const complaints = (globalThis.plenaryComplaints = []);
  addEventListener('error', ({ message }) => complaints.push(`error: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled: ${reason}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => complaints.push(`refused by the policy: ${violatedDirective} ${blockedURI}`));
}

export class Page extends Finder {
  #timeout_ms = 60_000;
  #isClosed = false;

  constructor(context, driver, handle) {
    super(undefined, undefined);
    this.page = this;
    this.driver = driver;
    this.handle = handle;
    this.home = driver.home;
    this.keyboard = {
      press: (chord) => this.#keys(strokes(chord)),
      type: (text) => this.#keys([...text].flatMap(strokes)),
    };
    this.context = () => context;
  }

  send(method, path, body) {
    return this.driver.send(method, path, body, this.handle);
  }
  homeward(text) {
    return this.context().cable === undefined ? text : this.context().cable.homeward(text);
  }
  setDefaultTimeout(timeout_ms) {
    this.#timeout_ms = timeout_ms;
  }

  /** Tries until this says something; a page that is just changing is tried again. */
  async until(attempt, what, timeout_ms = this.#timeout_ms) {
    const end = Date.now() + timeout_ms;
    for (;;) {
      let failure = 'not so';
      try {
        const answer = await attempt();
        if (answer) return answer;
      } catch (error) {
        if (error instanceof DriverError ? !PASSING.has(error.code) : !(error instanceof assert.AssertionError)) throw error;
        failure = error.message;
      }
      if (end < Date.now()) throw new Error(`waited ${timeout_ms} ms for ${what} (${failure})`);
      await pause(POLL_MS);
    }
  }

  /** Runs a function in the page, and waits for what it promises. */
  async run(work, ...given) {
    const script = `
      const given = [...arguments];
      const done = given.pop();
      new Promise((resolve) => resolve((${work}).apply(null, given))).then(
        (value) => done({ value: value === undefined ? null : value }),
        (error) => done({ error: String(error && error.stack || error) }),
      );`;
    const args = given.map((argument) => (argument === undefined ? null : argument));
    const answer = await this.send('POST', '/execute/async', { script, args });
    if (answer.error !== undefined) throw new Error(`in the page: ${answer.error}`);
    return answer.value;
  }
  evaluate(work, argument) {
    return typeof work === 'string' ? this.send('POST', '/execute/sync', { script: work, args: [] }) : this.run(work, argument);
  }
  waitForFunction(work, argument, { timeout } = {}) {
    return this.until(() => this.run(work, argument), `${work}`, timeout);
  }
  find(selector) {
    return this.runOnAll(selector, (elements) => elements);
  }
  /** Runs a function in the page on all that a selector leads to. */
  async runOnAll(selector, work) {
    const script = `if (globalThis.plenaryEngine === undefined) return null; return { value: (${work})((${find})(arguments[0])) };`;
    const look = () => this.send('POST', '/execute/sync', { script, args: [selector] });
    const found = await look();
    if (found !== null) return found.value;
    // A page that was opened a moment ago.
    await this.send('POST', '/execute/sync', { script: ENGINE, args: [] });
    await this.run(listen);
    return (await look())?.value ?? this.runOnAll(selector, work);
  }

  /** Opens an address; says how the server answered, which nobody knows where the page came out of the device's own store. */
  async goto(url) {
    const { heard } = this.context();
    const documents = [];
    const keep = (response) => response.isDocument && documents.push(response);
    heard.on('response', keep);
    await this.send('POST', '/url', { url: await this.context().outward(url) }).finally(() => heard.off('response', keep));
    await this.run(listen);
    return documents.at(-1) ?? null;
  }
  async reload() {
    await this.send('POST', '/refresh', {});
    await this.run(listen);
  }
  async goBack() {
    await this.send('POST', '/back', {});
  }
  async goForward() {
    await this.send('POST', '/forward', {});
  }
  /** Known only to whoever asks, so unlike Playwright's this is a promise. */
  url() {
    return this.run(() => location.href).then((address) => this.homeward(address));
  }
  /** What the page has complained of since it was loaded. */
  async complaints() {
    return this.#isClosed ? [] : ((await this.run(() => globalThis.plenaryComplaints ?? [])) ?? []);
  }

  async waitForEvent(kind) {
    assert.equal(kind, 'download', `WebKitGTK's driver does not tell of “${kind}”`);
    return this.context().nextDownload(this);
  }
  /** Requests are heard on the cable of the device; console and sockets are not to be heard: `complaints` asks the page. */
  on(kind, hear) {
    assert.ok(['console', 'pageerror', 'request'].includes(kind), `WebKitGTK's driver does not tell of “${kind}”`);
    this.context().heard.on(kind, hear);
  }
  async route(glob, handle) {
    this.context().route(glob, handle);
  }
  /** Before any script of the pages that this device opens from now on: its driver cannot, the cable can. */
  async addInitScript(script, argument) {
    this.context().begin(`(${script})(${JSON.stringify(argument)});`);
  }
  async waitForLoadState() {
    await this.waitForFunction(() => document.readyState === 'complete');
  }
  async setViewportSize(size) {
    await this.send('POST', '/window/rect', { x: 0, y: 0, ...size });
  }
  async screenshot({ path }) {
    await writeFile(path, Buffer.from(await this.send('GET', '/screenshot'), 'base64'));
  }
  /** Each device has a browser of its own, and none stands before another. */
  async bringToFront() {}
  isClosed() {
    return this.#isClosed;
  }
  async close() {
    this.#isClosed = true;
    await this.send('DELETE', '/window');
  }

  async #keys(actions) {
    await this.send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}
