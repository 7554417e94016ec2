// The oldest browsers that Plenary works in. package.json's `browserslist` says which; everything else asks here.
import { readFileSync } from "node:fs";

const manifest = new URL("../../package.json", import.meta.url);

// Each browser's name in browserslist, in the table of features, in the build's target (a phone's browser has the engine of
// its desktop's, but on iOS), and for people.
const BROWSERS = {
  safari: { table: "safari", target: "safari", word: "Safari" },
  ios_saf: { table: "safari_ios", target: "ios", word: "iOS" },
  chrome: { table: "chrome", target: "chrome", word: "Chrome" },
  and_chr: { table: "chrome_android", target: null, word: null },
  edge: { table: "edge", target: "edge", word: "Edge" },
  firefox: { table: "firefox", target: "firefox", word: "Firefox" },
  and_ff: { table: "firefox_android", target: null, word: null },
};

/** The oldest version of each browser: `{ table, target, word, version }`. */
export function floor(queries = JSON.parse(readFileSync(manifest, "utf8")).browserslist) {
  return queries.map((query) => {
    const match = /^(\w+) >= ([\d.]+)$/.exec(query);
    const browser = match === null ? undefined : BROWSERS[match[1]];
    if (browser === undefined) throw new Error(`browserslist: “${query}” is not of the form “safari >= 15.4”`);
    return { ...browser, version: match[2] };
  });
}

/** What the build lowers syntax to. */
export function buildTarget() {
  return floor().flatMap(({ target, version }) => (target === null ? [] : [target + version]));
}

/** For people: “Safari 15.4, Chrome 98, Edge 98 or Firefox 98”. On iPhones every browser has the engine of iOS, so that is another sentence. */
export function floorInWords() {
  const named = floor().filter(({ word }) => word !== null && word !== "iOS").map(({ word, version }) => `${word} ${version}`);
  return `${named.slice(0, -1).join(", ")} or ${named.at(-1)}`;
}

/** The oldest iOS and iPadOS. */
export function oldestIos() {
  return floor().find(({ word }) => word === "iOS").version;
}

/** Whether a version as in the table of features, such as `"≤37"`, is there in this oldest version. */
export function isReached(added, version) {
  if (typeof added !== "string" || added === "preview") return false;
  const parts = (text) => text.replace("≤", "").split(".").map(Number);
  const [needed, oldest] = [parts(added), parts(version)];
  for (let place = 0; place < Math.max(needed.length, oldest.length); place += 1) {
    const difference = (needed[place] ?? 0) - (oldest[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}
