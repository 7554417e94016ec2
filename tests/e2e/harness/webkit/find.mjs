// How elements are found in a page whose driver knows no roles and no names: by Playwright's own engine, the one that finds them
// in Chromium and Firefox, put into the page. So a name means the same in every browser, parts that only screen readers hear
// included. Playwright gives it out by no door of its own; its version is fixed in package.json, and a newer one that keeps it
// elsewhere is noticed here.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';

const require = createRequire(import.meta.url);
const { iso } = require('playwright-core/lib/coreBundle');

/** Puts the engine into a page, once. */
export const ENGINE = await engine();

async function engine() {
  const bundle = await readFile(require.resolve('playwright-core/lib/coreBundle'), 'utf8');
  const module = bundle.split('// packages/playwright-core/src/generated/injectedScriptSource.ts')[1]?.split('\n// packages/')[0];
  const literal = /= ('.*');$/m.exec(module ?? '')?.[1];
  assert.ok(literal, 'Playwright no longer keeps what it puts into pages where it did');
  const options = {
    isUnderTest: false, sdkLanguage: 'javascript', frameSeq: 0, testIdAttributeName: 'data-testid', stableRafCount: 1, browserName: 'webkit',
    shouldPrependErrorPrefix: false, isUtilityWorld: false, customEngines: [],
  };
  return `
    const module = {};
    ${runInNewContext(literal)}
    globalThis.plenaryEngine ??= new (module.exports.InjectedScript())(globalThis, ${JSON.stringify(options)});`;
}

/** Finds, in the page, what a selector leads to, in the order of the document. */
export function find(selector) {
  const { plenaryEngine: engine } = globalThis;
  return engine.querySelectorAll(engine.parseSelector(selector), document);
}

// Selectors as Playwright's own locators write them.
export const byRole = (role, { name, exact, ...states } = {}) => {
  const said = Object.entries(states).map(([state, value]) => `[${state}=${value}]`);
  if (name !== undefined) said.push(`[name=${iso.escapeForAttributeSelector(name, Boolean(exact))}]`);
  return `internal:role=${role}${said.join('')}`;
};
export const byText = (words, { exact } = {}) => `internal:text=${iso.escapeForTextSelector(words, Boolean(exact))}`;
export const byLabel = (words, { exact } = {}) => `internal:label=${iso.escapeForTextSelector(words, Boolean(exact))}`;
export const that = {
  isVisible: (visible) => `visible=${visible}`,
  hasText: (words) => `internal:has-text=${iso.escapeForTextSelector(words, false)}`,
  hasNotText: (words) => `internal:has-not-text=${iso.escapeForTextSelector(words, false)}`,
  has: (selector) => `internal:has=${JSON.stringify(selector)}`,
  isAlso: (selector) => `internal:and=${JSON.stringify(selector)}`,
  isOr: (selector) => `internal:or=${JSON.stringify(selector)}`,
  isNth: (index) => `nth=${index}`,
};
