// Our own elements in a BPMN file (docs/BPMN.md): what BPMN has no word for.
import type { ComponentId, ProcessMap } from "../../generated";
import type { Account } from "./account";
import { MAP } from "../../generated/documents";
import { COMPONENT_ID } from "../../generated/words";
import { CLASSES, COMPONENTS, GROUNDS, METHODS } from "../mapLabels";
import { OWN } from "./elements";
import { attributeOf, childrenOf, textOf, type XmlElement } from "./xml";

const ITEM = /^[a-z0-9]{1,24}$/;

/** Our element in a process; null in a file of another program. */
export function ownMap(process: XmlElement): XmlElement | null {
  return extensionsOf(process, "map")[0] ?? null;
}

const OURS = new WeakMap<XmlElement, boolean>();

/** Whether an element stands in a file of ours, in which every word is as somebody wrote it. */
export function isOurs(element: XmlElement): boolean {
  let root = element;
  while (root.parent !== null) root = root.parent;
  const known = OURS.get(root) ?? childrenOf(root).some((process) => process.local === "process" && ownMap(process) !== null);
  OURS.set(root, known);
  return known;
}

/** The component of a step, where our element says so. */
export function ownStepComponent(node: XmlElement, account: Account): ComponentId | null {
  const [own] = extensionsOf(node, "step");
  if (own === undefined) return null;
  account.keep(own);
  return word(own, "component", COMPONENTS, account);
}

/** Adds to a map what our element holds; what names a step that is not there is told. */
export function addOwn(map: ProcessMap, own: XmlElement, freshId: () => string, account: Account): void {
  const steps = new Map(map.steps.map(({ id }, index) => [id, index]));
  const taken = new Set<string>();
  const id = (element: XmlElement) => {
    const written = attributeOf(element, "item");
    const found = ITEM.test(written) && !taken.has(written) ? written : freshId();
    taken.add(found);
    return found;
  };
  const body = (element: XmlElement, name: string) => {
    const [child] = ownChildrenOf(element, name);
    if (child !== undefined) account.keep(child);
    return child === undefined ? "" : textOf(child);
  };
  // Those at steps that are in the file; of the others the words are told.
  const atSteps = (name: string) => {
    taken.clear();
    return ownChildrenOf(own, name).filter((item) => {
      const isThere = steps.has(attributeOf(item, "step"));
      if (isThere) account.keep(item);
      else {
        const what = `${name} at a step that is not in the file`;
        account.leaveOut(item, what, body(item, "text"));
        for (const child of childrenOf(item)) if (child.local !== "text") account.leaveOut(child, `${child.local} of a ${what}`, textOf(child));
      }
      return isThere;
    });
  };

  account.keep(own);
  map.pathway = body(own, "pathway");
  const grounds = ownChildrenOf(own, "ground");
  map.grounds = GROUNDS.filter((ground) => grounds.some((element) => textOf(element) === ground));
  for (const element of grounds) if (GROUNDS.some((ground) => ground === textOf(element))) account.keep(element);
  map.components = COMPONENTS.map((letter) => {
    const written = ownChildrenOf(own, "component").find((component) => attributeOf(component, "letter") === letter);
    if (written !== undefined) account.keep(written);
    const label = written === undefined ? "" : body(written, "label");
    return {
      id: letter,
      label: label === "" ? COMPONENT_ID[letter].word : label,
      definition: written === undefined ? "" : body(written, "definition"),
    };
  });
  map.pins = atSteps("pin").map((pin) => ({
    id: id(pin),
    step: attributeOf(pin, "step"),
    class: word(pin, "class", CLASSES, account),
    text: body(pin, "text"),
    evidence: body(pin, "evidence"),
    number: numberOf(pin, account),
    unit: body(pin, "unit"),
  }));
  map.questions = atSteps("question").map((question) => ({
    id: id(question),
    step: attributeOf(question, "step"),
    text: body(question, "text"),
    method: word(question, "method", METHODS, account),
    answer: body(question, "answer"),
  }));
  taken.clear();
  map.stakeholders = ownChildrenOf(own, "stakeholder").map((stakeholder) => {
    account.keep(stakeholder);
    const name = body(stakeholder, "name");
    const ats = ownChildrenOf(stakeholder, "at");
    for (const at of ats) {
      if (steps.has(attributeOf(at, "step"))) account.keep(at);
      else account.leaveOut(at, "say at a step that is not in the file", name);
    }
    const written = attributeOf(stakeholder, "sphere");
    return {
      id: id(stakeholder),
      name,
      sphere: known(stakeholder, "sphere", /^s[1-9][0-9]{0,4}$/.test(written) ? written : null, account),
      steps: ats
        .map((at) => attributeOf(at, "step"))
        .filter((step) => steps.has(step))
        .sort((one, other) => (steps.get(one) ?? 0) - (steps.get(other) ?? 0)),
      is_to_bring_in: attributeOf(stakeholder, "toBringIn") === "true",
    };
  });
  // A workshop has spheres of its own: these are for whoever reads the file.
  for (const sphere of ownChildrenOf(own, "sphere")) account.frame(sphere);
}

function extensionsOf(element: XmlElement, name: string): XmlElement[] {
  const extensions = childrenOf(element).filter(({ local }) => local === "extensionElements");
  return extensions.flatMap((extension) => ownChildrenOf(extension, name));
}

function ownChildrenOf(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).filter(({ namespace, local }) => namespace === OWN && local === name);
}

function numberOf(pin: XmlElement, account: Account): number | null {
  const written = attributeOf(pin, "number");
  const number = written === "" ? Number.NaN : Number(written);
  return known(pin, "number", 0 <= number && number <= MAP.pins.fields.number.most ? number : null, account);
}

function word<W extends string>(element: XmlElement, attribute: string, words: readonly W[], account: Account): W | null {
  const written = attributeOf(element, attribute);
  return known(element, attribute, words.find((one) => one === written) ?? null, account);
}

// What a file says and a map has no word for is told.
function known<T>(element: XmlElement, attribute: string, found: T | null, account: Account): T | null {
  const written = attributeOf(element, attribute);
  if (found === null && written !== "") account.tell("leftOut", `${attribute} of a ${element.local} that is not known here`, written);
  return found;
}
