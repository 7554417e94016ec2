// Makes Svelte's runtime ask for a node before it uses it, because a page translator may have taken the node out of the page:
// see src/main/translation/swaps.ts. Done in the build, so that a translator's own work on the page is left alone.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { usesOfNodes } from "./nodeUses.ts";

const swaps = fileURLToPath(new URL("../src/main/translation/swaps.ts", import.meta.url));
const RUNTIME = /\/svelte\/src\/internal\/client\/(?!dev\/)([^?]+\.js)/;

// Through which function a node goes before it is used so. A block is moved and removed from its first node to its last:
// with these two in their places, whatever stands between them goes along.
const ASKED: Record<string, "home" | "anchor" | "leave"> = {
  "nodeValue=": "home",
  before: "anchor",
  parentNode: "home",
  getRootNode: "home",
  "nodes.start": "home",
  "nodes.end": "home",
  remove: "leave",
};

// All that the runtime does with nodes, read through by hand. What is not asked for is done to nodes that were made a moment
// ago, to whole elements, or to pages that were drawn by a server, which these are not. A new version of Svelte that does
// anything else fails the build: read what it does, and whether it needs to ask.
const KNOWN: Record<string, string> = {
  "dom/blocks/await.js": "data",
  "dom/blocks/boundary.js": "append before before",
  "dom/blocks/branches.js": "append append before lastChild lastChild remove",
  "dom/blocks/each.js": "append appendChild before data nodes.end nodes.start nodes.start parentNode",
  "dom/blocks/html.js": "before before data data innerHTML= innerHTML= lastChild lastChild nodes.end nodes.start parentNode",
  "dom/blocks/slot.js": "append",
  "dom/blocks/snippet.js": "before",
  "dom/blocks/svelte-element.js": "append appendChild before nodes.end= remove",
  "dom/blocks/svelte-head.js": "appendChild data nodes.end= remove",
  "dom/css.js": "appendChild getRootNode nodes.start textContent=",
  "dom/elements/attributes.js": "innerHTML innerHTML outerHTML",
  "dom/elements/bindings/input.js": "compareDocumentPosition",
  "dom/elements/custom-element.js": "childNodes",
  "dom/elements/customizable-select.js":
    "append cloneNode firstChild firstChild " +
    "innerHTML= parentElement replaceWith textContent=",
  "dom/elements/events.js": "isConnected",
  "dom/hydration.js": "data data remove",
  "dom/operations.js":
    "after appendChild before before before data " +
    "nextSibling nextSibling nodeValue nodeValue nodeValue= remove textContent=",
  "dom/reconciler.js": "innerHTML=",
  "dom/template.js":
    "append append append append append appendChild before before cloneNode cloneNode cloneNode firstChild " +
    "lastChild lastChild lastChild lastChild nodes.end nodes.end= nodes.end= nodes.start= replaceWith textContent textContent textContent textContent=",
  "reactivity/effects.js": "append nodes.end nodes.end nodes.end nodes.start nodes.start remove",
  "render.js": "appendChild data data nodeValue nodeValue= nodes.end= parentNode removeChild",
};

/** The plugin; a build in which a file of the runtime was not met, or does what is not known, fails. */
export function survivesTranslation(): Plugin {
  const met = new Set<string>();
  return {
    name: "plenary-survives-translation",
    enforce: "pre",
    // Libraries that are bundled ahead for development do not come by here.
    config: () => ({ optimizeDeps: { exclude: ["svelte"] } }),
    transform(code, id) {
      const file = RUNTIME.exec(id.replaceAll("\\", "/"))?.[1];
      if (file === undefined) return null;
      met.add(file);
      const asking = askingRuntime(file, code);
      return asking === code ? null : { code: asking, map: null };
    },
    buildEnd(error) {
      const missed = Object.keys(KNOWN).filter((file) => !met.has(file));
      if (error === undefined && this.environment.mode === "build" && 0 < missed.length) {
        this.error(`these files of Svelte's runtime were not met, so that text may freeze under a translator: ${missed.join(", ")}`);
      }
    },
  };
}

/** A file of the runtime with its questions in it. */
export function askingRuntime(file: string, code: string): string {
  const uses = usesOfNodes(code);
  const found = uses.map(({ member }) => member).sort().join(" ");
  if (found !== (KNOWN[file] ?? "")) {
    throw new Error(`Svelte's ${file} does other things with nodes than were looked at: “${found}”, not “${KNOWN[file] ?? ""}”`);
  }
  // From the end to the beginning, so that the places before stay what they were.
  let asking = code;
  for (const { member, start, end } of [...uses].sort((a, b) => b.start - a.start)) {
    const ask = ASKED[member];
    if (ask !== undefined) asking = `${asking.slice(0, start)}plenary_${ask}(${asking.slice(start, end)})${asking.slice(end)}`;
  }
  if (asking === code) return code;
  return `import { home as plenary_home, anchor as plenary_anchor, leave as plenary_leave } from ${JSON.stringify(swaps)}; ${asking}`;
}
