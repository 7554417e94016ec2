// Reads every script and style sheet of a build, dependencies included, and says where one uses what a browser of the floor
// lacks. `node scripts/floor/check.mjs` does so for dist.
import { Linter } from "eslint";
import { readdirSync, readFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { SCRIPTS, STYLES } from "./allowed.mjs";
import { styleFaults } from "./css.mjs";
import { floorInWords, oldestIos } from "./floor.mjs";
import { aboveFloor } from "./rule.mjs";

/** What one script uses: `[{ name, lacks, where }]`. `elsewhere` are the methods that other scripts give to things of their own. */
export function scriptFaults(text, elsewhere = []) {
  const told = new Linter().verify(text, {
    plugins: { floor: { rules: { above: aboveFloor } } },
    rules: { "floor/above": ["error", { elsewhere }] },
    // What came into the language after 2022 does not even parse.
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
  });
  return told.map(({ message, line, column }) => {
    const [name, lacks = ""] = message.split(": not in ");
    return { name, lacks: lacks.split(", "), where: text.split("\n", line)[line - 1].slice(Math.max(0, column - 60), column + 60) };
  });
}

/** Methods that a script gives to things of its own: `name(…) {`, `name: …`, `.name = …`. One too many hides a fault, one too few shows in the build. */
export function ownMethods(text) {
  return [...text.matchAll(/\.([\w$]+)\s*=(?!=)|[{,;}\s](?:async |get |\*)?([\w$]+)\s*(?:\(|:)/g)].map(([, given, declared]) => given ?? declared);
}

/** Every fault of a folder of built files that `allowed.mjs` has no reason for, and every reason that nothing needs any more. */
function check(folder) {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const read = (ending) => names.filter((name) => name.endsWith(ending)).map((name) => ({ name, text: readFileSync(`${folder}/${name}`, "utf8") }));
  const scripts = read(".js");
  const elsewhere = [...new Set(scripts.flatMap(({ text }) => ownMethods(text)))];
  return [
    ...judged(scripts.map(({ name, text }) => ({ name, faults: scriptFaults(text, elsewhere) })), SCRIPTS),
    ...judged(read(".css").map(({ name, text }) => ({ name, faults: styleFaults(text) })), STYLES),
  ];
}

function judged(files, reasons) {
  const used = new Set(files.flatMap(({ faults }) => faults.map(({ name }) => name)));
  const told = files.flatMap(({ name: file, faults }) =>
    faults
      .filter(({ name }) => !Object.hasOwn(reasons, name))
      .map(({ name, lacks, where }) => `${file}: ${name}: not in ${lacks.join(", ")}\n      ${where}`),
  );
  const idle = Object.keys(reasons).filter((name) => !used.has(name));
  return [...told, ...idle.map((name) => `scripts/floor/allowed.mjs has a reason for “${name}”, which nothing uses`)];
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const told = check(argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url)));
  for (const fault of told) console.error(fault);
  console.log(`${told.length} faults in the build, for ${floorInWords()} and iOS ${oldestIos()}`);
  process.exitCode = told.length === 0 ? 0 : 1;
}
