// An ESLint rule: scripts use nothing that a browser of the floor lacks. It reads our sources and the built bundles alike.
//
// A thing is known by its name, as no types are at hand: globals and what is called on them (`Promise.withResolvers`)
// exactly; any other member (`.findLast()`) where nothing older has one of that name; `.map()` of an iterator where the
// iterator is made on the spot. TypeScript's `lib` holds our own sources to the rest.
import { globals, lacking, newMethods, regularExpressions } from "./features.mjs";

const LOOK_BEHIND = lacking(regularExpressions.lookbehind_assertion);
const MODIFIER = lacking(regularExpressions.modifier);
const UNICODE_SETS = globals.get("RegExp").members.get("unicodeSets") ?? [];
const ITERATES = new Set(["values", "keys", "entries", "matchAll"]);
const ITERATOR = globals.get("Iterator")?.members ?? new Map();
const ITERATOR_ONLY = ["map", "filter", "some", "every", "find", "forEach", "reduce", "flatMap", "take", "drop", "toArray"];
const WINDOW = new Set(["window", "self", "globalThis"]);

/** What is asked for before it is used: its absence is provided for where that is written. */
function isAskedFor(node) {
  const { parent } = node;
  if (parent.type === "UnaryExpression" && parent.operator === "typeof") return true;
  if (parent.type === "CallExpression" && parent.callee === node && parent.optional) return true;
  if (parent.type === "ChainExpression") return isAskedFor(parent);
  if (parent.type === "LogicalExpression" && parent.left === node) return true;
  return parent.type === "MemberExpression" && parent.object === node && parent.optional;
}

function nameOf({ computed, property }) {
  if (!computed && property.type === "Identifier") return property.name;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : null;
}

/** @type {import("eslint").Rule.RuleModule} */
export const aboveFloor = {
  meta: {
    type: "problem",
    schema: [
      {
        type: "object",
        // Names with the reason why they may stand, and names of methods that other files give to things of their own.
        properties: { allowed: { type: "object", additionalProperties: { type: "string" } }, elsewhere: { type: "array" } },
        additionalProperties: false,
      },
    ],
    messages: { lacks: "{{name}}: not in {{lacks}}" },
  },
  create(context) {
    const { allowed = {}, elsewhere = [] } = context.options[0] ?? {};
    const { sourceCode } = context;

    function tell(node, name, lacks) {
      if (lacks === undefined || lacks.length === 0 || Object.hasOwn(allowed, name)) return;
      found.push({ node, name, lacks, member: /\w+(?=\W*$)/.exec(name)?.[0] });
    }

    function report({ node, name, lacks }) {
      context.report({ node, messageId: "lacks", data: { name, lacks: lacks.join(", ") } });
    }

    function pattern(node, source, flags) {
      if (/\(\?<[=!]/.test(source)) tell(node, "look-behind", LOOK_BEHIND);
      if (/\(\?[ims]*-?[ims]+:/.test(source)) tell(node, "modifiers of a regular expression", MODIFIER);
      if (flags.includes("v")) tell(node, "flag v of a regular expression", UNICODE_SETS);
    }

    function called(node) {
      if (node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return;
      const [source, flags] = node.arguments.map((argument) => textOf(argument));
      if (source !== undefined) pattern(node, source, flags ?? "");
    }

    // Names that no scope declares, with the node that names them.
    const free = new Set();
    const calls = [];
    const found = [];
    // What is asked for by `"print" in window` or `typeof window.print`: its absence is provided for in this file.
    const asked = new Set();
    const own = new Set(elsewhere);
    return {
      Program(node) {
        const scope = sourceCode.getScope(node);
        // What the language itself has is declared by ESLint, without a place where it is.
        const given = scope.variables.filter(({ defs }) => defs.length === 0).flatMap(({ references }) => references);
        for (const { identifier, isValueReference } of [...scope.through, ...given]) {
          // Only TypeScript's scopes know types from values.
          if (isValueReference !== false) free.add(identifier);
        }
      },
      "Program:exit"() {
        for (const identifier of free) {
          if (!isAskedFor(identifier)) tell(identifier, identifier.name, globals.get(identifier.name)?.lacks);
        }
        for (const { node, name } of calls) {
          if (!own.has(name)) tell(node, `.${name}()`, newMethods.get(name));
        }
        found.filter(({ member }) => !asked.has(member)).forEach(report);
      },
      MemberExpression(node) {
        const name = nameOf(node);
        if (name === null) return;
        if (isAskedFor(node)) {
          if (node.parent.type === "UnaryExpression") asked.add(name);
          return;
        }
        const { object } = node;
        if (object.type === "Identifier" && free.has(object)) {
          if (WINDOW.has(object.name)) return tell(node, name, globals.get(name)?.lacks);
          const owner = globals.get(object.name);
          const lacks = owner?.statics.get(name) ?? owner?.members.get(name);
          if (lacks !== undefined) return tell(node, `${object.name}.${name}`, lacks);
        }
        const made = object.type === "CallExpression" && object.callee.type === "MemberExpression" ? object.callee : null;
        const isIterator = made !== null && ITERATES.has(nameOf(made)) && !(made.object.type === "Identifier" && made.object.name === "Object");
        if (isIterator && ITERATOR_ONLY.includes(name)) return tell(node, `Iterator.${name}`, ITERATOR.get(name));
        const isCalled = node.parent.type === "CallExpression" && node.parent.callee === node;
        if (isCalled && newMethods.has(name)) calls.push({ node, name });
      },
      // What is given by somebody's own code is not the browser's.
      ":matches(MethodDefinition, PropertyDefinition, Property) > Identifier.key": ({ name }) => own.add(name),
      "AssignmentExpression > MemberExpression.left > Identifier.property": ({ name }) => own.add(name),
      'BinaryExpression[operator="in"]': ({ left }) => asked.add(textOf(left)),
      Literal(node) {
        if (node.regex !== undefined) pattern(node, node.regex.pattern, node.regex.flags);
      },
      CallExpression: called,
      NewExpression: called,
      StaticBlock: (node) => tell(node, "static block of a class", ["Safari 15.4 (since 16.4)"]),
    };
  },
};

function textOf(argument) {
  if (argument.type === "Literal" && typeof argument.value === "string") return argument.value;
  if (argument.type === "TemplateLiteral" && argument.expressions.length === 0) return argument.quasis[0].value.cooked;
  return undefined;
}
