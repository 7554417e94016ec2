// What was taken out of a map and can be put back.
import type * as Y from "yjs";
import { MAP } from "../../../model/generated/documents";
import { removedItems } from "../items";
import { readLine } from "../text";
import type { MapRoot } from "./edits";

/** One thing that was taken out. */
export interface Removed {
  kind: Exclude<MapRoot, "links">;
  id: string;
  name: string;
}

const TEXT_OF: Readonly<Record<Removed["kind"], string>> = {
  lanes: "name",
  steps: "name",
  pins: "text",
  questions: "text",
  stakeholders: "name",
};

/** Everything with words that was taken out, kind by kind. Links are drawn anew more quickly than they are found here. */
export function removedFrom(doc: Y.Doc): Removed[] {
  // The keys are those of the record above.
  const kinds = Object.keys(TEXT_OF) as Removed["kind"][];
  return kinds.flatMap((kind) =>
    removedItems(doc.getMap(kind)).map(({ id, fields }) => ({
      kind,
      id,
      name: readLine(fields.get(TEXT_OF[kind]), MAP.pins.fields.text.cap),
    })),
  );
}
