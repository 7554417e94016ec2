// An ESLint rule: which folder of src may import which. A folder imports what is beneath it, never what is above or beside it.
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const SRC = fileURLToPath(new URL("../src/", import.meta.url));

/** Every folder of src, the highest first, with the folders that it may import. */
export const LAYERS = {
  main: ["session", "ui", "model", "styles"],
  pages: ["parts", "session", "ui", "charts", "model", "sync", "text"],
  parts: ["session", "ui", "charts", "model", "sync", "text"],
  session: ["ui", "model", "sync"],
  charts: ["ui", "model"],
  ui: ["text"],
  sync: ["model", "text"],
  model: ["text"],
  text: [],
  styles: [],
};

// These folders are divided: a folder of theirs knows no other, but for those that are named here.
const ROOMS = {
  pages: {},
  parts: {
    history: [],
    joining: [],
    link: [],
    writing: [],
    plan: ["history", "writing"],
    map: ["history", "plan", "writing"],
    stage: ["map", "plan"],
  },
};

/** Folder and room of a file, such as `["pages", "mark"]`; a file that lies in no room has an empty one. */
function placeOf(path) {
  const [layer, ...rest] = relative(SRC, path).split(sep);
  return [layer, rest.length < 2 ? "" : rest[0]];
}

/** Why a file must not import another, as the rule's message; null where it may. */
function refusal(from, to, isLazy) {
  const [layer, room] = placeOf(from);
  const [target, targetRoom] = placeOf(to);
  if (layer === ".." || target === "..") return null;
  if (layer !== target) {
    // The table of pages: each is loaded by itself.
    if (layer === "main" && target === "pages" && isLazy) return null;
    return LAYERS[layer]?.includes(target) ? null : { messageId: "layer", data: { layer, target } };
  }
  const rooms = ROOMS[layer];
  if (rooms === undefined || room === "" || room === targetRoom || rooms[room]?.includes(targetRoom)) return null;
  return { messageId: "room", data: { room: `${layer}/${room}`, target: `${layer}/${targetRoom}` } };
}

/** @type {import("eslint").Rule.RuleModule} */
export const layers = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      layer: "{{layer}} does not import {{target}}: see scripts/layers.mjs",
      room: "{{room}} does not import {{target}}: what both need is in a folder beneath, see scripts/layers.mjs",
    },
  },
  create(context) {
    function look({ type, source }) {
      if (source?.type !== "Literal" || typeof source.value !== "string" || !source.value.startsWith(".")) return;
      const refused = refusal(context.filename, resolve(dirname(context.filename), source.value), type === "ImportExpression");
      if (refused !== null) context.report({ node: source, ...refused });
    }
    return {
      ImportDeclaration: look,
      ImportExpression: look,
      ExportAllDeclaration: look,
      ExportNamedDeclaration: look,
      TSImportType: look,
    };
  },
};
