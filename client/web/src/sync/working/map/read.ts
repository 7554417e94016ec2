// Reads a process map out of its document: what its schema lets through, and what compares its fields with each other
// (docs/PROTOCOL.md, MA).
import type * as Y from "yjs";
import type { Component, ComponentId, MapLink, MapStep, ProcessMap } from "../../../model/generated";
import { MAP } from "../../../model/generated/documents";
import { COMPONENT_ID } from "../../../model/generated/words";
import { COMPONENTS } from "../../../model/map/mapLabels";
import { joined, readDocument, type Read } from "../schema";

type Written = Read<typeof MAP>;

/** Reads a map. */
export function readMap(doc: Y.Doc): ProcessMap {
  const { definition_a, definition_b, definition_c, definition_d, components, links, ...rest } = readDocument(doc, MAP);
  const definitions = { a: definition_a, b: definition_b, c: definition_c, d: definition_d };
  return {
    ...rest,
    components: COMPONENTS.map((id) => component(id, components[id], definitions[id])),
    links: readLinks(links, rest.steps),
  };
}

function component(id: ComponentId, label: string, definition: string): Component {
  return { id, label: label === "" ? COMPONENT_ID[id].word : label, definition };
}

function readLinks(links: Written["links"], steps: readonly MapStep[]): MapLink[] {
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const place = (step: string) => places.get(step) ?? -1;
  const shown = joined(links, MAP.links.most, ({ from, to }) => (from === to ? null : [place(from), place(to)]));
  return shown.map((link) => ({ ...link, is_back: place(link.to) < place(link.from) }));
}
