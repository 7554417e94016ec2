// What a built style sheet uses that a browser of the floor lacks: properties, their keywords, functions, units, at-rules and
// selectors. What stands behind `@supports`, or behind an older value of the same property, is provided for.
import postcss from "postcss";
import { css, lacking } from "./features.mjs";

const { properties, selectors, types } = css;
const atRules = css["at-rules"];
const VIEWPORT = { s: "small", l: "large", d: "dynamic" };
const FUNCTION_OWNERS = [types, types.color, types["transform-function"], types["filter-function"], types.gradient, types["basic-shape"]];

/** `[{ name, lacks, where }]`, in the order of the sheet. */
export function styleFaults(sheet) {
  const found = [];
  const tell = (node, name, feature) => {
    const lacks = lacking(feature, (prefix) => node.parent?.some?.(({ prop }) => prop === prefix + node.prop) ?? false);
    if (0 < lacks.length && !isAskedFor(node)) found.push({ name, lacks, where: excerpt(node) });
  };
  postcss.parse(sheet).walk((node) => {
    if (node.type === "atrule") ofAtRule(node, tell);
    if (node.type === "rule" && !isKeyframe(node)) ofSelector(node, node.selector, tell);
    if (node.type === "decl" && !node.prop.startsWith("--") && !isDescriptor(node)) ofDeclaration(node, tell);
    // The value of a custom property ends up in some other one.
    if (node.type === "decl" && node.prop.startsWith("--")) ofValue(node, tell);
  });
  return found;
}

const excerpt = (node) => `${node.parent?.selector ?? ""} ${node.toString().split("{")[0].slice(0, 100)}`.trim();
const isKeyframe = (rule) => rule.parent?.type === "atrule" && /keyframes$/.test(rule.parent.name);
const isDescriptor = ({ parent }) => parent?.type === "atrule" && ["font-face", "page", "property", "counter-style"].includes(parent.name);

function isAskedFor(node) {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (around.type === "atrule" && around.name === "supports" && !/^not\b/.test(around.params)) return true;
  }
  return false;
}

function ofAtRule(node, tell) {
  if (node.name.startsWith("-")) return;
  tell(node, `@${node.name}`, atRules[node.name]);
  if (node.name !== "media") return;
  for (const [, name] of node.params.matchAll(/\(\s*([a-z-]+)/g)) tell(node, `@media ${name}`, atRules.media[name]);
  if (/\([^)]*[<>]/.test(node.params)) tell(node, "@media with < and >", atRules.media.range_syntax);
}

function ofSelector(node, selector, tell) {
  if (selector.includes("&")) tell(node, "nested rules", selectors.nesting);
  for (const [, colons, name] of selector.matchAll(/(::?)([a-z][a-z-]*)/g)) tell(node, colons + name, selectors[name]);
  if (/:not\([^()]*,/.test(selector)) tell(node, ":not() of several", selectors.not?.selector_list);
}

function ofDeclaration(node, tell) {
  if (node.prop.startsWith("-")) return;
  const property = properties[node.prop];
  tell(node, node.prop, property);
  if (0 < lacking(property).length) return;
  ofValue(node, tell);
  if (hasOlder(node)) return;
  for (const [word] of strippedOf(node.value).matchAll(/(?<![\w-])[a-z][a-z-]*(?![\w(-])/g)) {
    if (property?.[word]?.__compat !== undefined) tell(node, `${node.prop}: ${word}`, property[word]);
  }
}

function ofValue(node, tell) {
  if (hasOlder(node)) return;
  const value = strippedOf(node.value);
  for (const [, name] of value.matchAll(/(?<![\w-])([a-z][a-z-]*)\(/g)) {
    const owner = FUNCTION_OWNERS.find((candidates) => candidates?.[name]?.__compat !== undefined);
    // `clip` has had its own rect() for ever.
    if (node.prop !== "clip") tell(node, `${name}()`, owner?.[name]);
  }
  for (const [, unit] of value.matchAll(/\d(?:\.\d+)?(?<!#[\da-f]*)([a-z]+)/gi)) {
    const [, size] = /^([sld])v(?:[whib]|min|max)$/.exec(unit) ?? [];
    const feature = size !== undefined ? types.length[`viewport_percentage_units_${VIEWPORT[size]}`] : unit.startsWith("cq") ? types.length.container_query_length_units : types.length[unit];
    tell(node, `unit ${unit}`, feature);
  }
}

// A browser that does not know the later value keeps the one before it.
function hasOlder(node) {
  return !node.prop.startsWith("--") && node.parent.some((other) => other.type === "decl" && other.prop === node.prop && node.parent.index(other) < node.parent.index(node));
}

const strippedOf = (value) => value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)|var\(\s*--[\w-]+/g, " ");
