// What taking back a file did, in sentences.
import { counted } from "../labels";

interface Done {
  readonly steps: number;
  readonly lanes: number;
  readonly links: number;
  readonly changed: readonly string[];
  readonly hanging: number;
  readonly staying: readonly string[];
  readonly texts: readonly string[];
}

/** "Taken out again: 3 steps, 1 organisation, 2 links. …", with what stays and where others' words are. */
export function takenBackInWords({ steps, lanes, links, changed, hanging, staying, texts }: Done): string[] {
  if (steps + lanes + links === 0 && staying.length === 0) return ["Nothing of it is in the map any more."];
  const said = [`Taken out again: ${counted(steps, "step", "steps")}, ${counted(lanes, "organisation", "organisations")}, ${counted(links, "link", "links")}.`];
  if (0 < changed.length) said.push(`${counted(changed.length, "of these steps", "of these steps")} had been changed since: ${some(changed)}. The words are not lost: under “Removed” each step can be put back with them.`);
  if (0 < hanging) said.push(`With them went ${counted(hanging, "pin or question", "pins or questions")} that had been put on these steps since. They come back with the steps.`);
  if (0 < staying.length) said.push(`${some(staying)} ${staying.length === 1 ? "stays, because other steps are done there" : "stay, because other steps are done there"}.`);
  if (0 < texts.length) said.push("Words about the map that somebody has changed since stay as they are.");
  return said;
}

const MOST_NAMES = 3;

function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `“${name}”`).join(", ");
  return names.length <= MOST_NAMES ? shown : `${shown} and ${names.length - MOST_NAMES} more`;
}
