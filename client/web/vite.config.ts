import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { buildTarget } from "./scripts/floor/floor.mjs";
import { floorScript } from "./scripts/floor/script.ts";
import { serviceWorker } from "./scripts/serviceWorker.ts";
import { survivesTranslation } from "./scripts/survivesTranslation.ts";

const server = process.env.PLENARY_SERVER ?? "http://127.0.0.1:8080";
const proxy = {
  "/api": { target: server },
  "/sync": { target: server, ws: true },
};

export default defineConfig({
  base: "/",
  plugins: [survivesTranslation(), svelte(), floorScript(), serviceWorker()],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    // A font inlined as data: is refused by the server's content security policy.
    assetsInlineLimit: 0,
    // WebKit keeps the failure of a script that was asked for ahead: no reload, and no second try to open a part of the app,
    // would ask for it again once the network is back.
    modulePreload: false,
    // This lowers syntax only; what the builds must not call is checked by scripts/floor.
    target: buildTarget(),
  },
  server: { proxy },
  preview: { proxy },
  // Svelte's server build is resolved outside browsers; rune classes need the client one.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: { testTimeout: 60_000, include: ["src/**/*.test.ts", "scripts/**/*.test.mjs"], environment: "node" },
});
