// Page translators as they are met, each with its own way to take a text out of the page. For tests only.

/** What a translator does to neighbouring nodes of one parent, none of them elements; `font` makes words in its language. */
type Way = (nodes: ChildNode[], font: (words: string) => HTMLElement) => void;

const each = (way: (node: ChildNode, font: HTMLElement) => void): Way => (nodes, font) => {
  for (const node of nodes) if (node.nodeType === Node.TEXT_NODE) way(node, font(node.nodeValue ?? ""));
};

/** By name: Chrome and Edge are the first, Safari and Firefox the last two, extensions the others. */
export const WAYS: Record<string, Way> = {
  "replaces a text by an element": each((node, font) => node.replaceWith(font)),
  "puts an element before a text, then removes it": each((node, font) => {
    node.before(font);
    node.remove();
  }),
  "puts an element after a text, then removes it": each((node, font) => {
    node.after(font);
    node.remove();
  }),
  "removes a text, then puts an element there": each((node, font) => {
    const { parentNode, nextSibling } = node;
    node.remove();
    parentNode?.insertBefore(font, nextSibling);
  }),
  "replaces a text by several elements": (nodes, font) => {
    for (const node of nodes) {
      if (node.nodeType === Node.TEXT_NODE) node.replaceWith(...(node.nodeValue ?? "").split(/(?<= )/).map(font), font(""));
    }
  },
  "puts several elements before a text, then removes it": (nodes, font) => {
    for (const node of nodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      for (const words of (node.nodeValue ?? "").split(/(?<= )/)) node.before(font(words));
      node.remove();
    }
  },
  "replaces an element, and soon again": each((node, font) => {
    const hasty = document.createElement("font");
    node.replaceWith(hasty);
    hasty.replaceWith(font);
  }),
  "keeps the text within its element": each((node) => {
    const around = document.createElement("font");
    node.replaceWith(around);
    around.appendChild(document.createElement("font")).append(node);
  }),
  "puts one element for all neighbours": (nodes, font) => {
    const [first, ...others] = nodes;
    first?.before(font(nodes.map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : "")).join("")));
    first?.remove();
    for (const node of others) node.remove();
  },
  "removes all neighbours, then puts a text there": (nodes, font) => {
    const { parentNode, nextSibling } = nodes.at(-1) ?? {};
    const words = nodes.map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : "")).join("");
    for (const node of nodes) node.remove();
    parentNode?.insertBefore(font(words).firstChild?.firstChild ?? document.createTextNode(""), nextSibling ?? null);
  },
  "changes a text where it is, and leaves the comments out": (nodes) => {
    const parent = nodes[0]?.parentNode;
    for (const node of nodes) if (node.nodeType === Node.TEXT_NODE) node.nodeValue = marked(node.nodeValue ?? "");
    const kept = [...(parent?.childNodes ?? [])].filter((node) => node.nodeType !== Node.COMMENT_NODE);
    while (parent?.firstChild) parent.firstChild.remove();
    parent?.append(...kept);
  },
};

// A translator's words are told from the app's by these.
const MARKS = /[⟦⟧]/g;
const marked = (words: string) => `⟦${words}⟧`;

/** What a region says, in the app's own words. */
export function wordsOf(region: Element): string {
  return (region.textContent ?? "").replace(MARKS, "");
}

/** Translates everything in a region, and whatever changes there later. */
export class Translator {
  /** How often it had something to do: far more than the app has changed, and it goes round in circles. */
  turns = 0;
  readonly #region: Element;
  readonly #way: Way;
  readonly #takesBlank: boolean;
  readonly #observer = new MutationObserver(() => this.translate());

  constructor(region: Element, way: Way, takesBlank: boolean) {
    this.#region = region;
    this.#way = way;
    this.#takesBlank = takesBlank;
  }

  /** Translates what is not yet translated, at once, and waits for more. */
  translate(): void {
    // Its own changes are no news to it.
    this.#observer.disconnect();
    const runs = this.#untranslated();
    if (0 < runs.length) this.turns += 1;
    for (const run of runs) this.#way(run, font);
    this.#observer.observe(this.#region, { childList: true, characterData: true, subtree: true });
  }

  stop(): void {
    this.#observer.disconnect();
  }

  // Neighbours without an element between them, with a text among them that is still the app's.
  #untranslated(): ChildNode[][] {
    const runs: ChildNode[][] = [];
    for (const parent of [this.#region, ...this.#region.querySelectorAll("*")]) {
      if (parent.nodeName === "FONT") continue;
      let run: ChildNode[] = [];
      for (const node of [...parent.childNodes, null]) {
        if (node !== null && this.#isTaken(node)) run.push(node);
        else {
          if (run.some(({ nodeType }) => nodeType === Node.TEXT_NODE)) runs.push(run);
          run = [];
        }
      }
    }
    return runs;
  }

  #isTaken({ nodeType, nodeValue }: ChildNode): boolean {
    if (nodeType !== Node.TEXT_NODE || nodeValue === null) return nodeType === Node.COMMENT_NODE;
    return !nodeValue.startsWith("⟦") && (this.#takesBlank || nodeValue.trim() !== "");
  }
}

function font(words: string): HTMLElement {
  const [outer, inner] = [document.createElement("font"), document.createElement("font")];
  inner.append(marked(words));
  outer.append(inner);
  return outer;
}
