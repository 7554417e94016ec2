// Locators as the journeys know them: the part of Playwright's interface that they use, over WebDriver.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { idOf } from './driver.mjs';
import { byLabel, byRole, byText, that } from './find.mjs';

/** Whatever things can be looked for in: a page, or what was found in it. */
export class Finder {
  constructor(page, selector) {
    this.page = page;
    this.selector = selector;
  }
  within(selector) {
    return new Locator(this.page, this.selector === undefined ? selector : `${this.selector} >> ${selector}`);
  }
  getByRole(role, options) {
    return this.within(byRole(role, options));
  }
  getByText(words, options) {
    return this.within(byText(words, options));
  }
  getByLabel(words, options) {
    return this.within(byLabel(words, options));
  }
  locator(selector, asked = {}) {
    return this.within(selector).filter(asked);
  }
}

function filters({ visible, hasText, hasNotText, has, ...unknown }) {
  assert.deepEqual(unknown, {}, 'no such way to choose among what was found');
  return [
    visible !== undefined && that.isVisible(visible),
    hasText !== undefined && that.hasText(hasText),
    hasNotText !== undefined && that.hasNotText(hasNotText),
    has !== undefined && that.has(has.selector),
  ].filter(Boolean);
}

export class Locator extends Finder {
  filter(asked) {
    return filters(asked).reduce((found, selector) => found.within(selector), this);
  }
  first() {
    return this.nth(0);
  }
  last() {
    return this.nth(-1);
  }
  nth(index) {
    return this.within(that.isNth(index));
  }
  and(other) {
    return this.within(that.isAlso(other.selector));
  }
  or(other) {
    return this.within(that.isOr(other.selector));
  }
  toString() {
    return this.selector;
  }

  /** Tries until the one element is there and this works on it; an action that failed in passing is tried again. */
  #on(work, { isActed = false, timeout } = {}) {
    return this.page.until(
      async () => {
        const found = await this.page.find(this.selector);
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
        const found = await this.page.find(this.selector);
        assert.ok(found.length <= 1, `${found.length} elements for ${this}`);
        if (state === 'detached') return found.length === 0;
        const isVisible = found.length === 1 && (await this.page.run(isShown, found[0]));
        return state === 'hidden' ? !isVisible : state === 'attached' ? found.length === 1 : isVisible;
      },
      `${state}: ${this}`,
      timeout,
    );
  }
  click({ timeout } = {}) {
    return this.#on((element) => this.page.send('POST', `/element/${idOf(element)}/click`, {}), { isActed: true, timeout });
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
    return this.evaluate((element, wanted) => element.getAttribute(wanted), name).then((value) => value && this.page.homeward(value));
  }
  blur() {
    return this.evaluate((element) => element.blur());
  }
  focus() {
    return this.evaluate((element) => element.focus());
  }
  async count() {
    return (await this.page.find(this.selector)).length;
  }
  /** Whether it can be seen now; nothing is waited for. */
  async isVisible() {
    const found = await this.page.find(this.selector);
    return found.length === 1 && this.page.run(isShown, found[0]);
  }
  allTextContents() {
    return this.page.runOnAll(this.selector, (elements) => elements.map((element) => element.textContent));
  }
  allInnerTexts() {
    return this.page.runOnAll(this.selector, (elements) => elements.map((element) => element.innerText));
  }
}

// Run in the page.
function isShown(element) {
  return globalThis.plenaryEngine.elementState(element, 'visible', true).matches;
}
function canBeActedOn(element) {
  return ['visible', 'enabled'].every((state) => globalThis.plenaryEngine.elementState(element, state, true).matches);
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
function choose(element, wanted) {
  const [[by, which]] = Object.entries(wanted);
  const option = [...element.options].find((other) => other[by] === which);
  if (option === undefined) throw new Error(`no option whose ${by} is ${which}`);
  element.value = option.value;
  element.dispatchEvent(new Event('input', { bubbles: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
