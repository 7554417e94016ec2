// Keys by the names that journeys use, as WebDriver writes them.
const NAMED = {
  Tab: '\ue004', Enter: '\ue007', Escape: '\ue00c', Backspace: '\ue003', Delete: '\ue017', Space: ' ', Home: '\ue011', End: '\ue010',
  ArrowLeft: '\ue012', ArrowUp: '\ue013', ArrowRight: '\ue014', ArrowDown: '\ue015', Shift: '\ue008', Control: '\ue009', Alt: '\ue00a',
};

/** The presses and releases of one key or chord, such as `Shift+Tab`. */
export function strokes(chord) {
  const keys = chord.split(/\+(?=.)/).map((name) => NAMED[name] ?? letterAt(name) ?? name);
  for (const key of keys) if ([...key].length !== 1) throw new Error(`no such key: ${chord}`);
  return [...keys.map((value) => ({ type: 'keyDown', value })), ...[...keys].reverse().map((value) => ({ type: 'keyUp', value }))];
}

/** What the key at a place such as `KeyJ` writes. */
function letterAt(place) {
  return /^Key([A-Z])$/.exec(place)?.[1].toLowerCase();
}
