// The ways to look at a map, which are parts of its address.

/** How a map is looked at. */
export type MapShow = "list" | "drawing" | "losses";

/** Every way to look at it with its name, in the order of the links. */
export const MAP_SHOWS: readonly { show: MapShow; word: string }[] = [
  { show: "list", word: "List" },
  { show: "drawing", word: "Drawing" },
  { show: "losses", word: "Where people are lost" },
];

/** Reads a way to look out of an address; the list where it names none. */
export function mapShow(text: string | null): MapShow {
  return MAP_SHOWS.find(({ show }) => show === text)?.show ?? "list";
}
