// Weighs what a phone must load before somebody can join and mark, and fails the build above the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

// 100 kB takes about five seconds on a poor 3G line (160 kbit/s): the longest a person waits at a door.
const LIMIT_BYTES = 100_000;
const ROUTE = ["index.html", "src/pages/join/Join.svelte", "src/pages/mark/Participant.svelte"];

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));
const files = new Set(["theme.js", "floor.js"]);

function take(key) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`no such entry in the build: ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const imported of chunk.imports ?? []) take(imported);
}
ROUTE.forEach(take);

let total = 0;
for (const file of [...files].sort()) {
  const bytes = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  bytes gzip: script and style of join and mark (limit ${LIMIT_BYTES})`);
if (LIMIT_BYTES < total) {
  console.error(`the phone entry is ${total - LIMIT_BYTES} bytes too heavy`);
  process.exit(1);
}
