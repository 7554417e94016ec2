// Finds where a piece of code uses nodes of the page: what it calls on them and what it sets. Pure: from text to places.
import { parseAst } from "vite";

/** One use of a node: of which member, and where in the text the node itself stands. */
export interface Use {
  member: string;
  start: number;
  end: number;
}

// All by which a node's place or words are read or changed.
const MEMBERS = new Set(
  (
    "after append appendChild before childNodes cloneNode compareDocumentPosition contains data firstChild " +
    "firstElementChild getRootNode innerHTML innerText insertAdjacentElement insertBefore isConnected lastChild lastElementChild moveBefore " +
    "nextElementSibling nextSibling nodeValue normalize outerHTML parentElement parentNode prepend previousSibling remove " +
    "removeChild replaceChild replaceChildren replaceData replaceWith splitText surroundContents textContent wholeText"
  ).split(" "),
);

/** Every use of a node in this code, and every look at where a block of Svelte's begins or ends. */
export function usesOfNodes(code: string): Use[] {
  const found: Use[] = [];
  walk(parseAst(code), (node, parent) => {
    if (node.type !== "MemberExpression" || node.computed) return;
    const isWritten = parent?.type === "AssignmentExpression" && parent.left === node;
    const { object, property } = node;
    if (MEMBERS.has(property.name)) found.push({ member: property.name + (isWritten ? "=" : ""), start: object.start, end: object.end });
    // The first and the last node of a block are kept as `nodes.start` and `nodes.end`.
    const isEdge = (property.name === "start" || property.name === "end") && object.property?.name === "nodes";
    if (isEdge) found.push({ member: `nodes.${property.name}` + (isWritten ? "=" : ""), start: node.start, end: node.end });
  });
  return found;
}

// A syntax tree is read by its shape: these are the parts that are looked at.
interface Syntax {
  type: string;
  start: number;
  end: number;
  name: string;
  computed: boolean;
  object: Syntax;
  property: Syntax;
  left: Syntax;
}

function walk(value: unknown, visit: (node: Syntax, parent: Syntax | null) => void, parent: Syntax | null = null): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit, parent);
  else if (typeof value === "object" && value !== null) {
    // Whatever has a type in a tree of the parser's is a piece of syntax, and the rest has none inside.
    const node = "type" in value ? (value as Syntax) : null;
    if (node !== null) visit(node, parent);
    for (const inner of Object.values(value)) walk(inner, visit, node);
  }
}
