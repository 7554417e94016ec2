// The words of BPMN: which element becomes what in a map, and what to call it before people.
import type { MapStepKind } from "../../generated";
import { attributeOf, childrenOf, type XmlElement } from "./xml";

/** The namespace of what only our files hold. */
export const OWN = "urn:plenary:map:1";

/** The kind of step an element becomes. Programs differ in capitals; null where it is no step. */
export function kindOf(local: string): MapStepKind | null {
  return KINDS[local.toLowerCase()] ?? null;
}

const KINDS: Readonly<Record<string, MapStepKind | undefined>> = Object.assign(Object.create(null) as Record<string, MapStepKind>, {
  startevent: "start",
  endevent: "end",
  task: "step",
  usertask: "step",
  manualtask: "step",
  servicetask: "step",
  scripttask: "step",
  businessruletask: "step",
  receivetask: "step",
  callactivity: "step",
  subprocess: "step",
  adhocsubprocess: "step",
  transaction: "step",
  intermediatethrowevent: "step",
  implicitthrowevent: "step",
  exclusivegateway: "decision",
  inclusivegateway: "decision",
  parallelgateway: "decision",
  eventbasedgateway: "decision",
  complexgateway: "decision",
  intermediatecatchevent: "wait",
  sendtask: "hand_off",
});

/** A step with steps inside. */
export function isSubProcess(element: XmlElement): boolean {
  return /^(subprocess|adhocsubprocess|transaction)$/i.test(element.local);
}

// Elements that only hold others together. What is in them is read or told on its own.
const FRAMES = new Set([
  "definitions", "process", "collaboration", "laneSet", "childLaneSet", "extensionElements",
  "flowNodeRef", "incoming", "outgoing", "text",
]);

export function isFrame(local: string): boolean {
  return FRAMES.has(local);
}

// What a program needs to run a process, and a person does not read.
const WORKINGS =
  /EventDefinition$|^(ioSpecification|ioBinding|property|dataInput|dataOutput|inputSet|outputSet|dataInputAssociation|dataOutputAssociation|assignment|transformation|dataState|conditionExpression|completionCondition|activationCondition|condition|.*Expression|.*LoopCharacteristics|loop.*|script|resource|resourceRole|performer|potentialOwner|humanPerformer|resourceAssignmentExpression|resourceParameter.*|itemDefinition|message|signal|error|escalation|interface|operation|import|correlation.*|endPoint|rendering|extension|relationship|.*Refs?|participantMultiplicity|participantAssociation|messageFlowAssociation|conversation.*|monitoring|auditing|supportedInterfaceRef|timeDuration|timeDate|timeCycle|partitionElement|partnerEntity|partnerRole|source|target|from|to)$/;

/** Whether only programs read it. An element that is not known is none: better told once too often. */
export function isWorking(local: string): boolean {
  return WORKINGS.test(local);
}

/** Attributes that only tie elements together, or that are read; all others are told as settings. */
export const STRUCTURE: ReadonlySet<string> = new Set([
  "id", "name", "sourceRef", "targetRef", "processRef", "attachedToRef", "textFormat", "targetNamespace", "dataObjectRef",
  "dataStoreRef", "categoryValueRef", "messageRef", "signalRef", "errorRef", "escalationRef", "itemSubjectRef", "structureRef",
  "exporter", "exporterVersion", "expressionLanguage", "typeLanguage", "value", "type", "schemaLocation",
]);

const IN_WORDS: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null) as Record<string, string>, {
  participant: "pool",
  lane: "lane",
  sequenceFlow: "link",
  messageFlow: "message",
  dataObjectReference: "data object",
  dataStoreReference: "data store",
  dataInputAssociation: "link to data",
  dataOutputAssociation: "link to data",
  subProcess: "sub-process",
  adHocSubProcess: "sub-process",
  categoryValue: "name of a group",
});

/** What an element is called: "data object", "text annotation", and for those nobody knows the words of its name. */
export function elementInWords({ local }: XmlElement): string {
  return IN_WORDS[local] ?? local.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

/** A name as a line: line feeds and runs of blanks become one blank. */
export function trimLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

// What an event at the edge of a step means where it has no name.
const EVENTS: readonly (readonly [definition: string, words: string])[] = [
  ["timerEventDefinition", "Time is up"],
  ["errorEventDefinition", "It goes wrong"],
  ["escalationEventDefinition", "It is escalated"],
  ["messageEventDefinition", "A message comes"],
  ["signalEventDefinition", "A signal comes"],
  ["conditionalEventDefinition", "A condition is met"],
  ["cancelEventDefinition", "It is cancelled"],
  ["compensateEventDefinition", "It is undone"],
];

/** An event's name, else what happens there in words. */
export function eventInWords(element: XmlElement): string {
  const name = trimLine(attributeOf(element, "name"));
  if (name !== "") return name;
  const within = new Set(childrenOf(element).map(({ local }) => local));
  return EVENTS.find(([definition]) => within.has(definition))?.[1] ?? "";
}
