// Where something is written: in words, and whether it is still on the page. Pure.

const WHERE: Readonly<Record<string, string>> = {
  components: "The name of a component",
  lanes: "The name of an organisation",
  steps: "The name of a step",
  links: "What stands on a link",
  pins: "The unit of a pin",
  stakeholders: "The name of a stakeholder",
  "actions/what": "What an action does",
  "actions/measure": "An action’s measure of progress",
  "actions/baseline": "Where an action’s measure is now",
  "actions/target": "Where an action’s measure should be",
  "actions/report_to": "To whom an action is reported",
  "actions/escalated_to": "Who was asked about a blocker",
  "actions/result": "What came out of a cycle",
  nodes: "The sentence of a part of the thread",
  ties: "How one part of the thread turns another",
};

/** What stands at a path of a map or the plan, as the beginning of a sentence. */
export function whereInWords(path: readonly string[]): string {
  const [root = ""] = path;
  return WHERE[root] ?? WHERE[`${root}/${path.at(-1) ?? ""}`] ?? "A field";
}

/** Whether a map or a plan as it reads still lists what stands at a path: root, item, field, and within it the same again. */
export function isListed(read: object | null, path: readonly string[]): boolean {
  let at: object | null = read;
  for (let part = 0; part + 1 < path.length; part += 2) {
    const list: unknown = at === null ? null : Reflect.get(at, path[part] ?? "");
    if (!Array.isArray(list)) return true;
    // All that has an id is listed under the name of its root, as the readers have it.
    at = list.find((item: { id?: unknown }) => item.id === path[part + 1]) ?? null;
    if (at === null) return false;
  }
  return true;
}
