// The worst browser that Plenary promises to work in: whatever one of the floor's browsers lacks is taken away from this one,
// by the same table that the builds are checked against (client/web/scripts/floor).

import { globals } from '../../../client/web/scripts/floor/features.mjs';

// Playwright itself, which shares the page, or the page's own engine would not go on without these.
const KEPT = new Set(['Window', 'Document', 'HTMLElement', 'Element', 'Node', 'EventTarget', 'Function', 'Object']);

const lacked = (members) => [...members].filter(([, lacks]) => 0 < lacks.length).map(([member]) => member);
const gone = [...globals].flatMap(([owner, { lacks, members, statics }]) => {
  if (0 < lacks.length) return KEPT.has(owner) ? [] : [{ owner }];
  return [
    ...lacked(members).map((member) => ({ owner, member })),
    ...lacked(statics).map((member) => ({ owner, member, isStatic: true })),
  ];
});

/** Lets a window be the worst of the floor from its next page on. */
export async function isWorstOfFloor(page) {
  await page.addInitScript((taken) => {
    for (const { owner, member, isStatic } of taken) {
      const holders = member === undefined ? [globalThis] : isStatic ? [globalThis[owner]] : [globalThis[owner]?.prototype, globalThis[owner]];
      for (const holder of holders) {
        // What cannot be taken away stays, such as what the page's own window is made of.
        if (holder !== undefined && holder !== null) Reflect.deleteProperty(holder, member ?? owner);
      }
    }
    const refuses = (source) => {
      if (/\(\?<[=!]/.test(source)) throw new SyntaxError('Invalid regular expression: invalid group specifier name');
    };
    globalThis.RegExp = new Proxy(RegExp, {
      construct(target, given, by) {
        refuses(String(given[0]?.source ?? given[0]));
        return Reflect.construct(target, given, by);
      },
      apply(target, self, given) {
        refuses(String(given[0]?.source ?? given[0]));
        return Reflect.apply(target, self, given);
      },
    });
  }, gone);
}

/** How much was taken away. */
export const GONE = gone.length;
