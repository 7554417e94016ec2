import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/serviceWorker.ts";
import { survivesTranslation } from "./scripts/survivesTranslation.ts";

const server = process.env.PLENARY_SERVER ?? "http://127.0.0.1:8080";
const proxy = {
  "/api": { target: server },
  "/sync": { target: server, ws: true },
};

export default defineConfig({
  base: "/",
  plugins: [survivesTranslation(), svelte(), serviceWorker()],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    // A font inlined as data: is refused by the server's content security policy.
    assetsInlineLimit: 0,
    // Old phones are the point: Safari 15 and Chrome from 2021 still join.
    target: ["es2021", "safari15", "chrome94", "firefox93"],
  },
  server: { proxy },
  preview: { proxy },
  // Svelte's server build is resolved outside browsers; rune classes need the client one.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
