// Keeps the page alive under a translator. Owns where each node stood that somebody else took out of the page.
// Chrome and Edge put `font` elements in the place of every text node, Safari other text nodes, and Firefox drops comments.
// Svelte writes into, goes on from and inserts before the nodes it made, which are then no longer on the page, and nobody
// sees what it says. So Svelte's runtime asks `home` for each node it is about to use (scripts/survivesTranslation.ts), and
// the node is put back first. Nothing is put back of this module's own accord: a translator would take it out again for ever.

/** Some neighbours that were taken out, and what came in their place. */
interface Swap {
  parent: Node;
  before: Node | null;
  after: Node | null;
  out: Node[];
  in: Node[];
}

const swapOf = new WeakMap<Node, Swap>();
const standsFor = new WeakMap<Node, Set<Swap>>();
// What a translator has put beside something that it has not taken out yet.
const beside = new WeakSet<Node>();
// What was removed for good, until the record of it has come: it must never be put back.
const gone = new WeakSet<Node>();
let observer: MutationObserver | null = null;

/** Watches a document. To be called before the app is mounted, so that its own changes are read before a translator's. */
export function watchTranslators(document: Document): void {
  observer?.disconnect();
  observer = new MutationObserver(note);
  observer.observe(document, { childList: true, subtree: true });
}

/** The same node, in its place on the page if somebody has put something else there. */
export function home<N>(node: N): N {
  // Svelte's runtime also asks for what is no node, such as null where a block has ended.
  if (observer === null || !(node instanceof Node)) return node;
  if (node.parentNode === null) {
    // What a translator has done since the observer was last called.
    note(observer.takeRecords());
    const swap = swapOf.get(node);
    if (swap !== undefined) undo(swap);
  } else if (isFont(node.parentNode)) unwrap(node);
  return node;
}

/** The same node, in its place, which the app is about to put others beside: they must not be taken for a translator's. */
export function anchor<N>(node: N): N {
  if (observer !== null) note(observer.takeRecords());
  return home(node);
}

/** The same node, which the app is about to remove for good. */
export function leave<N>(node: N): N {
  if (observer === null || !(node instanceof Node)) return node;
  gone.add(anchor(node));
  swapOf.delete(node);
  return node;
}

// The app has no `font` element: wherever one is, a translator has put it there.
function isFont(node: Node | null | undefined): node is Element {
  return node?.nodeName === "FONT";
}

function outermost<N extends Node>(node: N): N | Element {
  let outer: N | Element = node;
  while (isFont(outer.parentNode)) outer = outer.parentNode;
  return outer;
}

// A translator that keeps the app's node inside of its own.
function unwrap(node: Node): void {
  const outer = outermost(node);
  outer.parentNode?.insertBefore(node, outer);
  if (outer.textContent === "") discard(outer);
}

function discard(node: Node): void {
  gone.add(node);
  standsFor.delete(node);
  node.parentNode?.removeChild(node);
}

function note(records: MutationRecord[]): void {
  // Where something was taken out last, in each element: what stands for it may come in the next record.
  const latest = new Map<Node, Swap>();
  for (const { target, previousSibling, nextSibling, addedNodes, removedNodes } of records) {
    // What the app removes is gone, even if it comes back: then it is taken out anew.
    const out = [...removedNodes].filter((node) => !gone.delete(node));
    let came = [...addedNodes];
    let swap = latest.get(target);
    if (0 < out.length) {
      const fresh: Swap = { parent: target, before: previousSibling, after: nextSibling, out, in: [] };
      if (came.length === 0) came = fontsBeside(fresh);
      if (0 < came.length || swap === undefined || !grow(swap, fresh)) swap = fresh;
      latest.set(target, swap);
      for (const node of out) swapOf.set(node, swap);
    } else {
      // What stands for something already has only been moved, along with what is around it.
      came = came.filter((node) => !standsFor.has(node) && (isFont(node) || node.nodeType === Node.TEXT_NODE));
      if (swap === undefined || !isAt(swap.before, previousSibling, swap) || !isAt(swap.after, nextSibling, swap)) {
        for (const node of came.filter(isFont)) beside.add(node);
        continue;
      }
    }
    if (0 < came.length) claim(swap, came);
  }
}

// Neighbours that are taken out one after the other are one swap: what has come stands for all of them.
function grow(swap: Swap, { before, after, out }: Swap): boolean {
  if (swap.after === out[0] && isAt(swap.before, before, swap)) {
    swap.out.push(...out);
    swap.after = after;
  } else if (swap.before === out.at(-1) && isAt(swap.after, after, swap)) {
    swap.out.unshift(...out);
    swap.before = before;
  } else return false;
  return true;
}

// Whether a neighbour is where the swap ends, or within it.
function isAt(edge: Node | null, node: Node | null, swap: Swap): boolean {
  return edge === node || (node !== null && (swap.in.includes(node) || swap.out.includes(node)));
}

// Put beside a node before that was taken out, and standing for nothing else.
function fontsBeside({ before, after }: Swap): Node[] {
  const fonts: Node[] = [];
  for (let node = before; node !== null && beside.delete(node); node = node.previousSibling) fonts.unshift(node);
  if (fonts.length === 0) for (let node = after; node !== null && beside.delete(node); node = node.nextSibling) fonts.push(node);
  return fonts;
}

// What comes in the place of a stand-in stands for the same.
function claim(swap: Swap, came: Node[]): void {
  const fresh = came.filter((node) => !swap.out.includes(node));
  const swaps = new Set([swap]);
  for (const node of swap.out) standsFor.get(node)?.forEach((one) => swaps.add(one));
  for (const one of swaps) one.in = [...one.in.filter(({ parentNode }) => parentNode !== null), ...fresh];
  for (const node of fresh) standsFor.set(node, swaps);
}

function undo(swap: Swap): void {
  const there = swap.in.map(outermost).filter((node) => node.parentNode !== null).sort(inOrder);
  const parent = there[0]?.parentNode ?? swap.parent;
  // Svelte puts what is new before what was there: so what was out goes to the left of it, after what it used to follow.
  let left = there[0] === undefined ? leftOf(swap) : there[0].previousSibling;
  for (const node of swap.out) {
    const isOut = node.parentNode === null && swapOf.get(node) === swap;
    if (isOut) parent.insertBefore(node, left === null ? parent.firstChild : left.nextSibling);
    if (node.parentNode === parent) left = node;
  }
  there.forEach(discard);
}

function inOrder(one: Node, other: Node): number {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

// What neighbours followed, where nothing has come for them; null where they were the first.
function leftOf({ parent, before, after, out }: Swap): Node | null {
  if (before === null) return null;
  const found = inPlaceOf(before, parent).at(-1);
  if (found !== undefined) return found;
  const right = [...out, after].flatMap((node) => inPlaceOf(node, parent))[0];
  return right === undefined ? parent.lastChild : right.previousSibling;
}

// A node, or what has come for it, as far as it is in this element.
function inPlaceOf(node: Node | null, parent: Node): Node[] {
  if (node === null) return [];
  return [node, ...(swapOf.get(node)?.in ?? [])].filter((one) => one.parentNode === parent);
}
