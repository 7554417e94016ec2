// Weighs what a phone must load before its first view and before somebody can mark, and fails the build above the limits.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

// On a poor 3G line (160 kbit/s) 70 kB take three and a half seconds: a short wait at a door. What marking needs on top
// comes while a person reads, and says where its marks are kept, survives a translator and asks again for lost answers.
const PARTS = [
  { name: "the first view: joining", limit_bytes: 70_000, route: ["index.html", "src/pages/join/Join.svelte"] },
  { name: "joining and marking", limit_bytes: 110_000, route: ["index.html", "src/pages/join/Join.svelte", "src/pages/mark/Participant.svelte"] },
];

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));

function take(files, key) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`no such entry in the build: ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const imported of chunk.imports ?? []) take(files, imported);
}

let isTooHeavy = false;
for (const { name, limit_bytes, route } of PARTS) {
  const files = new Set(["theme.js", "floor.js"]);
  for (const key of route) take(files, key);
  let total = 0;
  for (const file of [...files].sort()) {
    const bytes = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
    total += bytes;
    console.log(`${String(bytes).padStart(8)}  ${file}`);
  }
  console.log(`${String(total).padStart(8)}  bytes gzip: script and style of ${name} (limit ${limit_bytes})`);
  if (limit_bytes < total) {
    console.error(`${name}: ${total - limit_bytes} bytes too heavy`);
    isTooHeavy = true;
  }
}
if (isTooHeavy) process.exit(1);
