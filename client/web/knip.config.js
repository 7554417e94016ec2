// What nobody uses: files, exports and packages. `npm run unused` looks for them.
/** Knip reads the scripts of components; what their markup imports when it is shown is told here. */
const svelte = (text) =>
  [
    ...[...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script),
    ...[...text.matchAll(/\{#await (import\("[^"]+"\))/g)].map(([, call]) => `${call};`),
  ].join("\n");

export default {
  entry: ["src/main/sw.js", "scripts/**/*.mjs"],
  project: ["src/**/*.{ts,svelte,js,scss}", "scripts/**/*.{ts,mjs}"],
  compilers: { svelte },
  // The server's: which of them the app needs changes, and the files are written as a whole.
  ignoreIssues: { "src/model/generated/**": ["exports", "types"] },
};
