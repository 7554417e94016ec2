// How elements are found in a page whose driver knows no roles: by axe's own reading of roles and names. The function runs in
// the page, so it names nothing from outside. What it is asked is a list of steps, as the locators of page.mjs collect them.

/** Finds the elements that the steps lead to, in the order of the document. */
export function find(steps) {
  const { aria, dom, text } = globalThis.axe.commons;
  const squeezed = (words) => words.replace(/[\u200b\u00ad]/g, '').replace(/\s+/g, ' ').trim();
  const isVisible = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return 0 < width && 0 < height && getComputedStyle(element).visibility === 'visible';
  };
  const says = (said, wanted, isExact) => {
    const words = squeezed(said);
    if (wanted.source !== undefined) return new RegExp(wanted.source, wanted.flags).test(words);
    return isExact ? words === squeezed(wanted.text) : words.toLowerCase().includes(squeezed(wanted.text).toLowerCase());
  };
  // Words that fill no box of their own: what a person reads in an element, or sees on a button that is an input.
  const wordsOf = (element) =>
    element.matches('input[type=submit], input[type=button]') ? element.value : element.matches('script, style, noscript') ? '' : element.textContent;
  const nameOf = (element) => text.accessibleText(element);
  const stateOf = (element, attribute, property) => {
    const said = element.getAttribute(`aria-${attribute}`);
    return said === null ? Boolean(element[property]) : said === 'true';
  };
  const levelOf = (element) => Number(element.getAttribute('aria-level') ?? element.tagName.slice(1));

  const within = (roots) => [...new Set(roots.flatMap((root) => [...root.querySelectorAll('*')]))];
  const byRole = ({ role, name, exact, level, checked, pressed }) => (element) =>
    aria.getRole(element) === role &&
    (level === undefined || levelOf(element) === level) &&
    (checked === undefined || stateOf(element, 'checked', 'checked') === checked) &&
    (pressed === undefined || stateOf(element, 'pressed') === pressed) &&
    dom.isVisibleToScreenReaders(element) &&
    (name === undefined || says(nameOf(element), name, exact));
  const byText = ({ words, exact }) => (element) =>
    says(wordsOf(element), words, exact) && ![...element.children].some((child) => says(wordsOf(child), words, exact));
  const byLabel = ({ words, exact }) => (element) => {
    const spoken = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '');
    const labels = [...(element.labels ?? [])].map((label) => label.textContent);
    return [...labels, spoken.join(' '), element.getAttribute('aria-label') ?? ''].some((said) => said !== '' && says(said, words, exact));
  };

  const step = (found, asked) => {
    switch (asked.by) {
      case 'css':
        return [...new Set(found.flatMap((root) => [...root.querySelectorAll(asked.selector)]))];
      case 'role':
        return within(found).filter(byRole(asked));
      case 'text':
        return within(found).filter(byText(asked));
      case 'label':
        return within(found).filter(byLabel(asked));
      case 'filter':
        return found.filter(
          (element) =>
            (asked.visible === undefined || isVisible(element) === asked.visible) &&
            (asked.hasText === undefined || says(element.textContent, asked.hasText)) &&
            (asked.hasNotText === undefined || !says(element.textContent, asked.hasNotText)) &&
            (asked.has === undefined || 0 < walk([element], asked.has).length),
        );
      case 'and': {
        const others = new Set(walk([document], asked.steps));
        return found.filter((element) => others.has(element));
      }
      case 'or': {
        const either = new Set([...found, ...walk([document], asked.steps)]);
        return within([document]).filter((element) => either.has(element));
      }
      case 'nth':
        return found.slice(asked.index).slice(0, 1);
      default:
        throw new Error(`no such way to find: ${asked.by}`);
    }
  };
  const walk = (roots, asked) => asked.reduce(step, roots);

  globalThis.axe.setup(document.documentElement);
  try {
    return walk([document], steps);
  } finally {
    globalThis.axe.teardown();
  }
}
