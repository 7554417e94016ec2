// Builds sw.js: the worker's own source with the names of this build's files put in.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const source = fileURLToPath(new URL("../src/main/sw.js", import.meta.url));

/** Emits `sw.js` with the list of the files a participant's phone needs without a network. */
export function serviceWorker(): Plugin {
  return {
    name: "plenary-service-worker",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => /^assets\/.*\.(js|css|woff2|svg)$/.test(name))
        .map((name) => `/${name}`)
        .sort();
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      const text = readFileSync(source, "utf8")
        .replace('"__VERSION__"', () => JSON.stringify(version))
        .replace('["__FILES__"]', () => JSON.stringify(files));
      // A browser that is asked to keep one file twice keeps none, and says so to nobody.
      const kept = [...text.matchAll(/"(\/[\w./-]+\.\w+)"/g)].map(([, file]) => file);
      if (new Set(kept).size < kept.length) this.error("the service worker would keep a file twice");
      if (text.includes("__FILES__") || text.includes("__VERSION__")) {
        this.error("the service worker's placeholders were not found");
      }
      this.emitFile({ type: "asset", fileName: "sw.js", source: text });
    },
  };
}
