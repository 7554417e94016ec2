// The words that stand beside a step: its documentation, annotations tied to it, and what else belongs there.
import type { Account } from "./account";
import { documentationOf, labelOf } from "./account";
import { BPMN } from "./notBpmn";
import type { Ways } from "./links";
import type { Contents, Node } from "./nodes";
import type { Part } from "./parts";
import type { References } from "./references";
import { childrenOf, textOf, type XmlElement } from "./xml";

/** Puts the words of each step into its notes. */
export function readDocumentation(contents: Contents, account: Account): void {
  for (const node of contents.nodes) {
    const words = documentationsOf(node.element, account);
    if (words !== "") node.notes.unshift(words);
  }
  // What is said of an event at the edge of a step is said of the step.
  for (const [event, host] of contents.edges) {
    const words = documentationsOf(event, account);
    if (words !== "") host.notes.push(words);
  }
}

/** Puts annotations into the notes of the steps that they are tied to. */
export function readAnnotations(parts: readonly Part[], contents: Contents, ways: Ways, references: References, account: Account): void {
  const loose = parts.flatMap(({ collaborations }) => collaborations.flatMap(childrenOf)).filter(({ namespace }) => namespace === BPMN);
  const annotations = [...contents.annotations, ...loose.filter(({ local }) => local === "textAnnotation")];
  const associations = [...contents.associations, ...loose.filter(({ local }) => local === "association")];
  const known = new Set(annotations);
  const steps = new Map<XmlElement, Set<Node>>();
  for (const association of associations) {
    const ends = [references.source(association), references.target(association)];
    const annotation = ends.find((end): end is XmlElement => end !== null && known.has(end));
    const other = ends.find((end) => end !== annotation) ?? null;
    const step = other === null ? null : stepOf(other, contents);
    if (annotation === undefined) {
      if (!ways.tie(association)) account.leaveOut(association, "association (a dotted line) that ties no step to words", endsInWords(ends));
    } else if (step === null) account.leaveOut(association, "association (a dotted line) from words to something that is no step", endsInWords(ends));
    else {
      account.keep(association);
      steps.set(annotation, (steps.get(annotation) ?? new Set()).add(step));
    }
  }
  for (const annotation of annotations) {
    const tied = steps.get(annotation);
    const words = childrenOf(annotation).filter(({ local }) => local === "text").map(documentationOf).join("\n");
    if (tied === undefined) account.leaveOut(annotation, "text annotation that is tied to no step");
    else {
      account.keep(annotation);
      for (const node of tied) if (words !== "") node.notes.push(words);
      if (words !== "") account.tell("changed", "text annotation, kept in the note of its step", labelOf(annotation));
    }
    for (const text of childrenOf(annotation)) if (text.namespace === BPMN && text.local === "text") account.frame(text);
  }
}

/** The documentation of an element as plain words; whoever asks has a place for it. */
export function documentationsOf(element: XmlElement, account: Account): string {
  const documentations = childrenOf(element).filter(({ namespace, local }) => namespace === BPMN && local === "documentation");
  for (const documentation of documentations) {
    claim(documentation, account);
    const raw = textOf(documentation).trim();
    if (documentationOf(documentation) !== raw) account.tell("changed", "note that was written as a web page (HTML), kept as plain words", labelOf(element));
  }
  return documentations.map(documentationOf).filter((words) => words !== "").join("\n\n");
}

// Tags within are part of its words.
function claim(element: XmlElement, account: Account): void {
  account.keep(element);
  for (const child of childrenOf(element)) claim(child, account);
}

function stepOf(element: XmlElement, contents: Contents): Node | null {
  return contents.byElement.get(element) ?? contents.edges.get(element) ?? contents.silent.get(element) ?? null;
}

function endsInWords(ends: readonly (XmlElement | null)[]): string {
  return ends.map((end) => (end === null ? "something that is not in the file" : labelOf(end))).filter((label) => label !== "").join(" to ");
}
