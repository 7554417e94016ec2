// What of a map that was read finds room beside what is there, and how its texts are cut: each loss is told by name.
import type { Component, ProcessMap } from "../../generated";
import { MAP } from "../../generated/documents";
import { COMPONENT_ID } from "../../generated/words";
import { stepName } from "../mapLabels";
import { quoted, type Account } from "./account";
import { trimLine } from "./elements";

// As texts of a map are read (docs/PROTOCOL.md, MA1): control characters but the line feed are never shown.
const NEVER_SHOWN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const SPOILED = "\ufffd";

type ItemRoot = "lanes" | "steps" | "links" | "pins" | "questions" | "stakeholders";

/** The map as it can be added to what is there, with everything else told. */
export function fit(read: ProcessMap, here: ProcessMap, account: Account): ProcessMap {
  const cut = new Cutting(account);
  const lanes = fitLanes(read, here, account, cut);
  const steps = fitSteps(read, here, account, new Set(lanes.map(({ id }) => id)));
  const names = new Map(read.steps.map((step) => [step.id, stepName(step)]));
  const name = (id: string) => quoted(names.get(id) ?? "");
  const shown = new Set(steps.map(({ id }) => id));

  const atShown = <T extends { step: string; text: string }>(things: readonly T[], root: "pins" | "questions", one: string) => {
    const there = keepIf(things, ({ step }) => shown.has(step), (thing) => account.tell("leftOut", `${one} at a step that was left out`, `${thing.text} (at ${name(thing.step)})`));
    return firsts(there, root, here, one, account, (thing) => `${thing.text} (at ${name(thing.step)})`);
  };
  const linkName = ({ from, to, label }: { from: string; to: string; label: string }) => `${label === "" ? "" : `${quoted(label)}: `}${name(from)} to ${name(to)}`;
  const ends = keepIf(read.links, ({ from, to }) => shown.has(from) && shown.has(to), (link) => account.tell("leftOut", "link to or from a step that found no room", linkName(link)));

  return {
    pathway: about("pathway", "name of the pathway", MAP.pathway.cap),
    why: about("why", "reason for choosing the pathway (from the documentation of the process)", MAP.why.cap),
    grounds: read.grounds,
    components: read.components.map(besideComponent).map((component) => ({
      ...component,
      label: cut.line(component.label, MAP.components.fields.a.cap, () => `The name of component ${component.id.toUpperCase()}`),
      definition: cut.text(component.definition, MAP.definition_a.cap, () => `Who counts in component ${component.id.toUpperCase()}`),
    })),
    lanes,
    steps: steps.map((step) => {
      const notes: string[] = [];
      const stepWords = cut.line(step.name, MAP.steps.fields.name.cap, () => "The name of a step", (whole) => {
        const note = [`Whole name: ${whole}`, step.note].filter((words) => words !== "").join("\n\n");
        if (MAP.steps.fields.note.cap < length(note)) return null;
        notes.push(note);
        return "in its note";
      });
      const note = notes[0] ?? step.note;
      return { ...step, name: stepWords, note: cut.text(note, MAP.steps.fields.note.cap, () => `The note of the step ${quoted(stepWords)}`) };
    }),
    links: firsts(ends, "links", here, "link", account, linkName).map((link) => ({
      ...link,
      label: cut.line(link.label, MAP.links.fields.label.cap, () => `The words on the link from ${name(link.from)} to ${name(link.to)}`),
    })),
    pins: atShown(read.pins, "pins", "pin").map((pin) => ({
      ...pin,
      text: cut.text(pin.text, MAP.pins.fields.text.cap, () => `A pin at ${name(pin.step)}`),
      evidence: cut.text(pin.evidence, MAP.pins.fields.evidence.cap, () => `The evidence of a pin at ${name(pin.step)}`),
      unit: cut.line(pin.unit, MAP.pins.fields.unit.cap, () => `The unit of a pin at ${name(pin.step)}`),
    })),
    questions: atShown(read.questions, "questions", "question").map((question) => ({
      ...question,
      text: cut.text(question.text, MAP.questions.fields.text.cap, () => `A question at ${name(question.step)}`),
      answer: cut.text(question.answer, MAP.questions.fields.answer.cap, () => `The answer to a question at ${name(question.step)}`),
    })),
    stakeholders: firsts(read.stakeholders, "stakeholders", here, "stakeholder", account, (one) => quoted(one.name)).map((one) => ({
      ...one,
      name: cut.line(one.name, MAP.stakeholders.fields.name.cap, () => "The name of a stakeholder"),
      steps: keepIf(one.steps, (step) => shown.has(step), (step) => account.tell("leftOut", "say at a step that was left out", `${quoted(one.name)} at ${name(step)}`)),
    })),
  };

  // What a component is called, and who counts in it, stays as it is in the map.
  function besideComponent(component: Component): Component {
    const there = here.components.find(({ id }) => id === component.id);
    const letter = component.id.toUpperCase();
    const ours = COMPONENT_ID[component.id].word;
    if (there !== undefined && there.label !== ours && component.label !== ours && there.label !== component.label) {
      account.tell("leftOut", `name of component ${letter}, because the map has one already`, component.label);
    }
    if (there === undefined || there.definition === "" || component.definition === "" || there.definition === component.definition) return component;
    account.tell("leftOut", `who counts in component ${letter}, because the map says it already`, component.definition);
    return { ...component, definition: "" };
  }

  // Texts that are in the map already stay as they are.
  function about(field: "pathway" | "why", what: string, most: number): string {
    const there = here[field];
    const words = field === "pathway" ? trimLine(read[field]) : read[field].trim();
    if (there !== "" && words !== "" && there !== words) {
      account.tell("leftOut", `${what}, because the map has one already`, words);
      return "";
    }
    const whole = `The ${what}`;
    return field === "pathway" ? cut.line(read[field], most, () => whole) : cut.text(read[field], most, () => whole);
  }
}

function fitLanes(read: ProcessMap, here: ProcessMap, account: Account, cut: Cutting): ProcessMap["lanes"] {
  let room = Math.max(0, MAP.lanes.most - here.lanes.length);
  const taken = new Set<string>();
  const named = read.lanes.map((lane) => {
    const most = cut.line(lane.name, MAP.lanes.fields.name.cap, () => "The name of an organisation");
    // Two long names may be one where they are cut.
    let name = most;
    for (let count = 2; name !== "" && taken.has(name); count += 1) name = `${[...most].slice(0, MAP.lanes.fields.name.cap - 4).join("").trim()} ${count}`;
    taken.add(name);
    return { ...lane, name };
  });
  return named.filter((lane) => {
    if (joinsLane(lane.name, here)) {
      account.tell("changed", "organisation that is one with the organisation of its name in the map", quoted(lane.name));
      return true;
    }
    room -= 1;
    if (0 <= room) return true;
    account.tell("leftOut", noRoom("organisation", "lanes", here), quoted(lane.name));
    return false;
  });
}

/** Whether an organisation becomes one with another that is in the map. */
export function joinsLane(name: string, here: ProcessMap): boolean {
  return name !== "" && here.lanes.some((lane) => lane.name === name);
}

function fitSteps(read: ProcessMap, here: ProcessMap, account: Account, lanes: ReadonlySet<string>): ProcessMap["steps"] {
  const all = new Map(read.lanes.map(({ id, name }) => [id, name]));
  return firsts(read.steps, "steps", here, "step", account, (step) => [quoted(stepName(step)), step.note].filter((words) => words !== "").join(": ")).map((step) => {
    if (step.lane === null || lanes.has(step.lane)) return step;
    account.tell("changed", "step without an organisation, because its organisation found no room", `${quoted(stepName(step))} (${all.get(step.lane) ?? ""})`);
    return { ...step, lane: null };
  });
}

function firsts<T>(things: readonly T[], root: ItemRoot, here: ProcessMap, one: string, account: Account, nameOf: (thing: T) => string): T[] {
  const room = Math.max(0, MAP[root].most - here[root].length);
  for (const thing of things.slice(room)) account.tell("leftOut", noRoom(one, root, here), nameOf(thing));
  return things.slice(0, room);
}

function noRoom(one: string, root: ItemRoot, here: ProcessMap): string {
  const there = here[root].length;
  return there === 0 ? `${one} beyond the ${MAP[root].most} a map can have` : `${one} that found no room (a map can have ${MAP[root].most}, and ${there} ${there === 1 ? "was" : "were"} there)`;
}

function keepIf<T>(things: readonly T[], isKept: (thing: T) => boolean, leaveOut: (thing: T) => void): T[] {
  return things.filter((thing) => {
    const keeps = isKept(thing);
    if (!keeps) leaveOut(thing);
    return keeps;
  });
}

/** Cuts texts at their caps, counted as the map counts them, and says so. */
class Cutting {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  line(words: string, most: number, what: () => string, keepRest: (whole: string) => string | null = () => null): string {
    return this.#cut(trimLine(words.replace(NEVER_SHOWN, "")), most, what, keepRest);
  }

  text(words: string, most: number, what: () => string): string {
    const clean = words.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(NEVER_SHOWN, "");
    return this.#cut(clean.replace(/^[ \n]+|[ \n]+$/g, ""), most, what, () => null);
  }

  #cut(words: string, most: number, what: () => string, keepRest: (whole: string) => string | null): string {
    if (words.includes(SPOILED)) {
      this.#account.tell("changed", "text in which the file itself has � where a letter was lost before (compare it with the original)", words);
    }
    const over = length(words) - most;
    if (over <= 0) return words;
    this.#account.cut({ what: what(), most, over, whole: words, restIs: keepRest(words) });
    return [...words].slice(0, most).join("").trim();
  }
}

function length(words: string): number {
  return [...words].length;
}
