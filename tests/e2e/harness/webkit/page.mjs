// Pages and locators as the journeys know them, over WebDriver: the part of Playwright's interface that they use, no more.
// What the driver cannot do is refused by name, so that a journey which needs it cannot pass by not being looked at.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { DriverError, idOf } from './driver.mjs';
import { find } from './find.mjs';
import { strokes } from './keys.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const POLL_MS = 50;
// What passes by itself: a page that is still changing.
const PASSING = new Set(['stale element reference', 'element not interactable', 'element click intercepted', 'no such element', 'detached shadow root']);

const said = (words) => (words instanceof RegExp ? { source: words.source, flags: words.flags } : { text: words });

class Finder {
  constructor(page, steps) {
    this.page = page;
    this.steps = steps;
  }
  then_(step) {
    return new Locator(this.page, [...this.steps, step]);
  }
  getByRole(role, { name, ...rest } = {}) {
    return this.then_({ by: 'role', role, ...rest, ...(name === undefined ? {} : { name: said(name) }) });
  }
  getByText(words, { exact } = {}) {
    return this.then_({ by: 'text', words: said(words), exact });
  }
  getByLabel(words, { exact } = {}) {
    return this.then_({ by: 'label', words: said(words), exact });
  }
  locator(selector) {
    return this.then_({ by: 'css', selector });
  }
}

export class Locator extends Finder {
  filter({ hasText, hasNotText, has, visible }) {
    const told = { visible, hasText: hasText && said(hasText), hasNotText: hasNotText && said(hasNotText), has: has?.steps };
    return this.then_({ by: 'filter', ...told });
  }
  first() {
    return this.then_({ by: 'nth', index: 0 });
  }
  last() {
    return this.then_({ by: 'nth', index: -1 });
  }
  nth(index) {
    return this.then_({ by: 'nth', index });
  }
  and(other) {
    return this.then_({ by: 'and', steps: other.steps });
  }
  or(other) {
    return this.then_({ by: 'or', steps: other.steps });
  }
  toString() {
    return JSON.stringify(this.steps);
  }

  /** Tries until the one element is there and this works on it; an action that failed in passing is tried again. */
  #on(work, { isActed = false, timeout } = {}) {
    return this.page.until(
      async () => {
        const found = await this.page.find(this.steps);
        assert.ok(found.length <= 1, `${found.length} elements for ${this}`);
        if (found.length === 0) return undefined;
        const [element] = found;
        if (isActed && !(await this.page.run(canBeActedOn, element))) return undefined;
        return { value: await work(element) };
      },
      `${this}`,
      timeout,
    ).then(({ value }) => value);
  }

  async waitFor({ state = 'visible', timeout } = {}) {
    await this.page.until(
      async () => {
        const found = await this.page.find(this.steps);
        assert.ok(found.length <= 1, `${found.length} elements for ${this}`);
        if (state === 'detached') return found.length === 0;
        const isVisible = found.length === 1 && (await this.page.run(isShown, found[0]));
        return state === 'hidden' ? !isVisible : state === 'attached' ? found.length === 1 : isVisible;
      },
      `${state}: ${this}`,
      timeout,
    );
  }
  click() {
    return this.#on((element) => this.page.send('POST', `/element/${idOf(element)}/click`, {}), { isActed: true });
  }
  check({ force = false } = {}) {
    return this.#on(
      async (element) => {
        if (await this.page.run((control) => control.checked, element)) return;
        if (force) await this.page.run((control) => control.click(), element);
        else await this.page.send('POST', `/element/${idOf(element)}/click`, {});
        await this.page.until(() => this.page.run((control) => !control.isConnected || control.checked, element), `checked: ${this}`);
      },
      { isActed: !force },
    );
  }
  fill(text) {
    return this.#on((element) => this.page.run(fill, element, text), { isActed: true });
  }
  selectOption(wanted) {
    return this.#on((element) => this.page.run(choose, element, typeof wanted === 'string' ? { value: wanted } : wanted), { isActed: true });
  }
  setInputFiles({ name, buffer }) {
    return this.#on(async (element) => {
      const path = join(this.page.home, name);
      await writeFile(path, buffer);
      await this.page.send('POST', `/element/${idOf(element)}/value`, { text: path });
    });
  }
  evaluate(work, argument) {
    return this.#on((element) => this.page.run(work, element, argument));
  }
  innerText() {
    return this.evaluate((element) => element.innerText);
  }
  textContent() {
    return this.evaluate((element) => element.textContent);
  }
  inputValue() {
    return this.evaluate((element) => element.value).then((value) => this.page.homeward(value));
  }
  getAttribute(name) {
    return this.evaluate((element, wanted) => element.getAttribute(wanted), name);
  }
  blur() {
    return this.evaluate((element) => element.blur());
  }
  focus() {
    return this.evaluate((element) => element.focus());
  }
  async count() {
    return (await this.page.find(this.steps)).length;
  }
  /** Whether it can be seen now; nothing is waited for. */
  async isVisible() {
    const found = await this.page.find(this.steps);
    return found.length === 1 && this.page.run(isShown, found[0]);
  }
  allTextContents() {
    return this.page.runOnAll(this.steps, (elements) => elements.map((element) => element.textContent));
  }
  allInnerTexts() {
    return this.page.runOnAll(this.steps, (elements) => elements.map((element) => element.innerText));
  }
}

// Run in the page.
function isShown(element) {
  const { width, height } = element.getBoundingClientRect();
  return 0 < width && 0 < height && getComputedStyle(element).visibility === 'visible';
}
function canBeActedOn(element) {
  const { width, height } = element.getBoundingClientRect();
  const isThere = 0 < width && 0 < height && getComputedStyle(element).visibility === 'visible';
  return isThere && !element.disabled && element.getAttribute('aria-disabled') !== 'true';
}
function fill(element, text) {
  element.focus();
  if (['date', 'time', 'number', 'range', 'color'].includes(element.type)) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(element, text);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  // As an editor writes: the page hears what it hears from a person who pastes.
  element.select();
  if (text === '') document.execCommand('delete');
  else document.execCommand('insertText', false, text);
  if (element.value !== text) throw new Error(`written: “${element.value}”, wanted: “${text}”`);
}
function choose(element, { value, label }) {
  const option = [...element.options].find((other) => (label === undefined ? other.value === value : other.label === label));
  if (option === undefined) throw new Error(`no such option: ${label ?? value}`);
  element.value = option.value;
  element.dispatchEvent(new Event('input', { bubbles: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
// From here on: what went wrong while the page was being loaded is not heard by this driver.
function listen() {
  if (globalThis.plenaryComplaints !== undefined) return;
  const complaints = (globalThis.plenaryComplaints = []);
  addEventListener('error', ({ message }) => complaints.push(`error: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled: ${reason}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => complaints.push(`refused by the policy: ${violatedDirective} ${blockedURI}`));
}

export class Page extends Finder {
  #timeout_ms = 20_000;
  #isClosed = false;
  #listeners = [];

  constructor(context, driver, handle) {
    super(undefined, []);
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
  async find(steps) {
    await this.#bringsAxe();
    return this.send('POST', '/execute/sync', { script: `return (${find})(arguments[0]);`, args: [steps] });
  }
  async runOnAll(steps, work) {
    await this.#bringsAxe();
    return this.send('POST', '/execute/sync', { script: `return (${work})((${find})(arguments[0]));`, args: [steps] });
  }
  async #bringsAxe() {
    if (await this.send('POST', '/execute/sync', { script: 'return globalThis.axe !== undefined;', args: [] })) return;
    await this.send('POST', '/execute/sync', { script: axe, args: [] });
    await this.run(listen);
  }

  async goto(url) {
    await this.send('POST', '/url', { url: await this.context().outward(url) });
    await this.run(listen);
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
  /** Console and sockets are not to be heard: `complaints` asks the page. */
  on(kind) {
    assert.ok(['console', 'pageerror'].includes(kind), `WebKitGTK's driver does not tell of “${kind}”`);
  }
  route() {
    assert.fail("WebKitGTK's driver holds no requests back");
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
