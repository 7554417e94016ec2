// Which page an address means, and which address a page has. Pure: it neither reads nor changes the browser.

import { mapShow, type MapShow } from "./map/show";
import { planShow, type PlanShow } from "./plan/show";

/** A working document that is looked at: a map (the one before everybody where none is named), or the plan. */
export type WorkingView =
  | { kind: "map"; map: string | null; show: MapShow }
  | { kind: "plan"; show: PlanShow; action: string | null };

/** What a participant looks at within a workshop; `follow` goes where the room goes. */
export type ParticipantView =
  | { kind: "follow" }
  | { kind: "domain"; domain: string }
  | { kind: "sheet" }
  | { kind: "results"; round: string | null }
  | WorkingView;

/** What a facilitator looks at within a workshop. */
export type FacilitatorView =
  | { kind: "board" }
  | { kind: "domain"; domain: string }
  | { kind: "overall" }
  | { kind: "rounds" }
  | WorkingView;

/** Every page of the app. */
export type Route =
  | { page: "home" }
  | { page: "join"; code: string | null; isRecovering: boolean }
  | { page: "participant"; workshop: string; view: ParticipantView }
  | { page: "create" }
  | { page: "facilitate"; workshop: string; view: FacilitatorView }
  | { page: "screen"; workshop: string }
  | { page: "sheet"; workshop: string }
  | { page: "measures" }
  | { page: "missing"; path: string };

/** The page's name in a route. */
export type PageName = Route["page"];

/** Reads a path and query, such as `/w/018f…?domain=leadership`. */
export function readRoute(path: string, query: string): Route {
  const parts = path.split("/").filter((part) => part !== "");
  const parameters = new URLSearchParams(query);
  const [first, second] = parts.map(decode);
  const missing: Route = { page: "missing", path };
  if (2 < parts.length) return missing;
  switch (first) {
    case undefined:
      return { page: "home" };
    case "join":
      return { page: "join", code: second ?? null, isRecovering: parameters.has("words") };
    case "create":
      return second === undefined ? { page: "create" } : missing;
    case "w":
      return second === undefined
        ? missing
        : { page: "participant", workshop: second, view: readView(parameters) };
    case "measures":
      return second === undefined ? { page: "measures" } : missing;
    case "facilitate":
      return second === undefined
        ? missing
        : { page: "facilitate", workshop: second, view: readFacilitatorView(parameters) };
    case "screen":
    case "sheet":
      return second === undefined ? missing : { page: first, workshop: second };
    default:
      return missing;
  }
}

function readView(parameters: URLSearchParams): ParticipantView {
  const domain = parameters.get("domain");
  if (domain !== null && domain !== "") return { kind: "domain", domain };
  switch (parameters.get("view")) {
    case "sheet":
      return { kind: "sheet" };
    case "results":
      return { kind: "results", round: named(parameters, "round") };
    default:
      return readWorkingView(parameters) ?? { kind: "follow" };
  }
}

function readFacilitatorView(parameters: URLSearchParams): FacilitatorView {
  const domain = parameters.get("domain");
  if (domain !== null && domain !== "") return { kind: "domain", domain };
  switch (parameters.get("view")) {
    case "overall":
      return { kind: "overall" };
    case "rounds":
      return { kind: "rounds" };
    default:
      return readWorkingView(parameters) ?? { kind: "board" };
  }
}

function readWorkingView(parameters: URLSearchParams): WorkingView | null {
  switch (parameters.get("view")) {
    case "map":
      return { kind: "map", map: named(parameters, "map"), show: mapShow(parameters.get("show")) };
    case "plan":
      return { kind: "plan", show: planShow(parameters.get("show")), action: named(parameters, "action") };
    default:
      return null;
  }
}

function named(parameters: URLSearchParams, name: string): string | null {
  const value = parameters.get(name);
  return value === "" ? null : value;
}

// A stray % in an address is a wrong address, not a crash.
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Where somebody joins. */
export function joinAddress(code: string | null, isRecovering = false): string {
  const path = code === null ? "/join" : `/join/${encodeURIComponent(code)}`;
  return isRecovering ? `${path}?words` : path;
}

/** Where a participant is within a workshop. */
export function participantAddress(workshop: string, view: ParticipantView = { kind: "follow" }): string {
  const path = `/w/${encodeURIComponent(workshop)}`;
  switch (view.kind) {
    case "follow":
      return path;
    case "domain":
      return `${path}?domain=${encodeURIComponent(view.domain)}`;
    case "sheet":
      return `${path}?view=sheet`;
    case "results":
      return view.round === null ? `${path}?view=results` : `${path}?view=results&round=${encodeURIComponent(view.round)}`;
    case "map":
    case "plan":
      return path + workingQuery(view);
  }
}

/** Where a facilitator is within a workshop. */
export function facilitatorAddress(workshop: string, view: FacilitatorView = { kind: "board" }): string {
  const path = `/facilitate/${encodeURIComponent(workshop)}`;
  switch (view.kind) {
    case "board":
      return path;
    case "domain":
      return `${path}?domain=${encodeURIComponent(view.domain)}`;
    case "overall":
    case "rounds":
      return `${path}?view=${view.kind}`;
    case "map":
    case "plan":
      return path + workingQuery(view);
  }
}

// The usual way to look is left out: a short address is read aloud and typed.
function workingQuery(view: WorkingView): string {
  const query = new URLSearchParams({ view: view.kind });
  if (view.kind === "map") {
    if (view.map !== null) query.set("map", view.map);
    if (view.show !== "list") query.set("show", view.show);
  } else {
    if (view.show !== "board") query.set("show", view.show);
    if (view.action !== null) query.set("action", view.action);
  }
  return `?${query}`;
}

/** Where a measure is explained. */
export function measureAddress(measure: string): string {
  return `/measures#${encodeURIComponent(measure)}`;
}

/** Takes the token out of an address's fragment, `#token=…`; null where there is none. */
export function tokenInFragment(fragment: string): string | null {
  const token = new URLSearchParams(fragment.replace(/^#/, "")).get("token");
  return token === null || token === "" ? null : token;
}
