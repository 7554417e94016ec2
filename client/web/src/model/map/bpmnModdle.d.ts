// What of bpmn-moddle (MIT) is used here; the package names no types for its entry.
declare module "bpmn-moddle" {
  /** An element as it was read. Every property may be missing: the file may come from anywhere. */
  export interface BpmnElement {
    $type: string;
    $children?: BpmnElement[];
    $body?: string;
    $descriptor?: { ns?: { uri?: string } };
    id?: string;
    name?: string;
    text?: string;
    extensionElements?: { values?: BpmnElement[] };
    documentation?: BpmnElement[];
    rootElements?: BpmnElement[];
    participants?: BpmnElement[];
    messageFlows?: BpmnElement[];
    artifacts?: BpmnElement[];
    processRef?: BpmnElement;
    laneSets?: BpmnElement[];
    lanes?: BpmnElement[];
    childLaneSet?: BpmnElement;
    flowNodeRef?: BpmnElement[];
    flowElements?: BpmnElement[];
    sourceRef?: BpmnElement;
    targetRef?: BpmnElement;
    [attribute: string]: unknown;
  }
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ rootElement: BpmnElement; warnings: { message: string }[] }>;
  }
}
