// Our own elements in a BPMN file (docs/BPMN.md): what BPMN has no word for. Pure.
import type { BpmnElement } from "bpmn-moddle";
import type { ComponentId, ProcessMap } from "../generated";
import { MOST, NUMBER_MOST } from "./caps";
import { CLASSES, COMPONENT_LABELS, COMPONENTS, GROUNDS, METHODS } from "./words";

const NAMESPACE = "urn:plenary:map:1";
const ITEM = /^[a-z0-9]{1,24}$/;

/** Our element in a process; null in a file of another program. */
export function ownMap(process: BpmnElement): BpmnElement | null {
  return (process.extensionElements?.values ?? []).find((value) => isOwn(value, "map")) ?? null;
}

/** The component of a step, where our element says so. */
export function ownStepComponent(node: BpmnElement): ComponentId | null {
  const own = (node.extensionElements?.values ?? []).find((value) => isOwn(value, "step"));
  return word(own?.["component"], COMPONENTS);
}

/** Adds to a map what our element holds. */
export function addOwn(map: ProcessMap, own: BpmnElement, freshId: () => string): void {
  const steps = new Map(map.steps.map(({ id }, index) => [id, index]));
  const taken = new Set<string>();
  const id = (element: BpmnElement) => {
    const written = element["item"];
    const found = typeof written === "string" && ITEM.test(written) && !taken.has(written) ? written : freshId();
    taken.add(found);
    return found;
  };
  map.pathway = bodyOf(own, "pathway");
  map.grounds = GROUNDS.filter((ground) => childrenOf(own, "ground").some(({ $body }) => $body === ground));
  map.components = COMPONENTS.map((letter) => {
    const written = childrenOf(own, "component").find((component) => component["letter"] === letter);
    const label = written === undefined ? "" : bodyOf(written, "label");
    return {
      id: letter,
      label: label === "" ? COMPONENT_LABELS[letter] : label,
      definition: written === undefined ? "" : bodyOf(written, "definition"),
    };
  });
  taken.clear();
  map.pins = childrenOf(own, "pin")
    .filter((pin) => steps.has(text(pin["step"])))
    .slice(0, MOST.pins)
    .map((pin) => ({
      id: id(pin),
      step: text(pin["step"]),
      class: word(pin["class"], CLASSES),
      text: bodyOf(pin, "text"),
      evidence: bodyOf(pin, "evidence"),
      number: numberOf(pin["number"]),
      unit: bodyOf(pin, "unit"),
    }));
  taken.clear();
  map.questions = childrenOf(own, "question")
    .filter((question) => steps.has(text(question["step"])))
    .slice(0, MOST.questions)
    .map((question) => ({
      id: id(question),
      step: text(question["step"]),
      text: bodyOf(question, "text"),
      method: word(question["method"], METHODS),
      answer: bodyOf(question, "answer"),
    }));
  taken.clear();
  map.stakeholders = childrenOf(own, "stakeholder")
    .slice(0, MOST.stakeholders)
    .map((stakeholder) => ({
      id: id(stakeholder),
      name: bodyOf(stakeholder, "name"),
      sphere: /^s[1-9][0-9]{0,4}$/.test(text(stakeholder["sphere"])) ? text(stakeholder["sphere"]) : null,
      steps: childrenOf(stakeholder, "at")
        .map((at) => text(at["step"]))
        .filter((step) => steps.has(step))
        .sort((one, other) => (steps.get(one) ?? 0) - (steps.get(other) ?? 0)),
      is_to_bring_in: stakeholder["toBringIn"] === "true" || stakeholder["toBringIn"] === true,
    }));
}

// Whatever prefix the file gives our namespace, the name behind it is the same.
function isOwn(element: BpmnElement, name: string): boolean {
  const uri = element.$descriptor?.ns?.uri;
  return element.$type.slice(element.$type.indexOf(":") + 1) === name && (uri === undefined || uri === NAMESPACE);
}

function childrenOf(element: BpmnElement, name: string): BpmnElement[] {
  return (element.$children ?? []).filter((child) => isOwn(child, name));
}

function bodyOf(element: BpmnElement, name: string): string {
  return childrenOf(element, name)[0]?.$body ?? "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | null {
  const number = text(value) === "" ? Number.NaN : Number(value);
  return 0 <= number && number <= NUMBER_MOST ? number : null;
}

function word<W extends string>(value: unknown, words: readonly W[]): W | null {
  return words.find((known) => known === value) ?? null;
}
