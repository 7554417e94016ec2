// Builds floor.js, which speaks to browsers that are too old for the app: its own source with the floor's words put in.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { floorInWords, oldestIos } from "./floor.mjs";

const source = fileURLToPath(new URL("../../src/main/floor.js", import.meta.url));

/** The script as it is served: every byte of it is on the way of everybody who joins. */
export function floorSource(): string {
  return readFileSync(source, "utf8")
    .replace("__BROWSERS__", () => floorInWords())
    .replace("__IOS__", () => oldestIos())
    .replace(/^\s*\/\/.*\n/gm, "")
    .replace(/^\s+/gm, "");
}

/** Serves `floor.js` in development and emits it into the build. */
export function floorScript(): Plugin {
  return {
    name: "plenary-floor",
    configureServer(server) {
      server.middlewares.use("/floor.js", (_request, response) => {
        response.setHeader("content-type", "text/javascript");
        response.end(floorSource());
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "floor.js", source: floorSource() });
    },
  };
}
