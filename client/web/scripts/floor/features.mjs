// What every browser from the floor upwards has, and what some lack, by the compatibility table of MDN.
import { createRequire } from "node:module";
import { floor, isReached } from "./floor.mjs";

// 20 MB of JSON: read once, and only by whoever asks.
const require = createRequire(import.meta.url);
const table = require("@mdn/browser-compat-data");
const oldest = floor();

/**
 * The browsers of the floor that lack this feature: `["Firefox 98 (since 104)"]`; nothing when all have it or nobody says.
 * `hasPrefix` says whether a browser's own older name, such as `-webkit-`, stands beside it.
 */
export function lacking(feature, hasPrefix = () => false) {
  const support = feature?.__compat?.support;
  if (support === undefined) return [];
  return oldest.flatMap(({ table: browser, word, version }) => {
    const statements = [support[browser] ?? []].flat();
    if (statements.length === 0 || statements.some((statement) => isUsable(statement, version, statements, hasPrefix))) return [];
    const since = statements.map(({ version_added: added }) => added).find((added) => typeof added === "string");
    return [`${word ?? browser} ${version} (${since === undefined ? "never" : `since ${since}`})`];
  });
}

function isUsable({ version_added: added, version_removed: removed, flags, prefix, alternative_name: alias }, version, all, hasPrefix) {
  if (flags !== undefined || alias !== undefined) return false;
  if (prefix !== undefined && !hasPrefix(prefix)) return false;
  // What was taken out again is not there for everybody from the floor upwards, unless it came back in the same version.
  const stays = removed === undefined || removed === false || all.some(({ version_added: later }) => later === removed);
  return isReached(added, version) && stays;
}

const isFeature = (key) => key !== "__compat";

/**
 * Each global and what it has: `global → { lacks, members: member → lacks, statics: member → lacks }`. Of the language's own
 * the table does not say which are static, so they stand among the members.
 */
function readGlobals() {
  const globals = new Map();
  for (const [name, feature] of [...Object.entries(table.javascript.builtins), ...Object.entries(table.api)]) {
    if (!isFeature(name)) continue;
    const members = new Map();
    const statics = new Map();
    for (const [key, member] of Object.entries(feature)) {
      // "Set.Set" is the constructor.
      if (!isFeature(key) || key === name) continue;
      const [, own, isStatic] = /^(\w+?)(_static)?$/.exec(key) ?? [];
      if (own !== undefined) (isStatic === undefined ? members : statics).set(own, lacking(member));
    }
    globals.set(name, { lacks: lacking(feature), members, statics });
  }
  for (const scope of ["Window", "WorkerGlobalScope", "_globals"]) {
    for (const [name, lacks] of globals.get(scope)?.members ?? []) {
      if (!globals.has(name)) globals.set(name, { lacks, members: new Map(), statics: new Map() });
    }
  }
  return globals;
}

/** Every global that scripts may name. */
export const globals = readGlobals();

/** Methods of things that the floor has, where whatever has them lacks them in some browser of the floor: `name → lacks`. */
export const newMethods = readNewMethods();

function readNewMethods() {
  const seen = new Map();
  for (const { lacks: ownerLacks, members } of globals.values()) {
    // What is lacking as a whole is told where it is made.
    if (0 < ownerLacks.length) continue;
    // One that an older thing has too cannot be told by its name.
    for (const [name, lacks] of members) seen.set(name, seen.get(name)?.length === 0 ? [] : lacks);
  }
  return new Map([...seen].filter(([, lacks]) => 0 < lacks.length));
}

export const css = table.css;
export const regularExpressions = table.javascript.regular_expressions;
