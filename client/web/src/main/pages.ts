// Every page of the app by its name. Each is loaded by itself, so that a phone never fetches the facilitator's desk.
import type { PageName } from "../model/address/route";

/** Loads a page. Every page takes no prop or the route of its own name. */
export const PAGES: Record<PageName, () => Promise<{ default: unknown }>> = {
  home: () => import("../pages/home/Home.svelte"),
  join: () => import("../pages/join/Join.svelte"),
  participant: () => import("../pages/mark/Participant.svelte"),
  create: () => import("../pages/create/Create.svelte"),
  facilitate: () => import("../pages/facilitate/Facilitate.svelte"),
  screen: () => import("../pages/screen/Screen.svelte"),
  sheet: () => import("../pages/sheet/Sheet.svelte"),
  measures: () => import("../pages/measures/Measures.svelte"),
  missing: () => import("../pages/home/Missing.svelte"),
};
