// Which page an address means, and which address a page has. Pure: it neither reads nor changes the browser.

import { readCode } from "./code";
import { mapShow, type MapShow } from "../map/show";
import { planShow, type PlanShow } from "../plan/show";

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

/**
 * Reads a path and query, such as `/w/018f…?domain=leadership`. The app's own words are read in any case and with what a
 * sentence leaves around a link, `/Join/KQM4WTX).`.
 */
export function readRoute(path: string, query: string): Route {
  const parts = path.split(/[/\\]/).map(decode).filter((part) => part.trim() !== "");
  const parameters = new URLSearchParams(query);
  const [first, second] = parts;
  const missing: Route = { page: "missing", path };
  if (first === undefined) return { page: "home" };
  if (2 < parts.length) return missing;
  const id = second?.replace(/[^\w-]+$/, "") ?? "";
  const word = first.toLowerCase().replace(/[^a-z]+$/, "");
  switch (word) {
    case "join": {
      const code = second === undefined ? null : (readCode(second).code ?? second);
      return { page: "join", code, isRecovering: parameters.has("words") };
    }
    case "create":
    case "measures":
      return second === undefined ? { page: word } : missing;
    case "w":
      return id === "" ? missing : { page: "participant", workshop: id, view: readView(parameters) };
    case "facilitate":
      return id === "" ? missing : { page: "facilitate", workshop: id, view: readFacilitatorView(parameters) };
    case "screen":
    case "sheet":
      return id === "" ? missing : { page: word, workshop: id };
    default: {
      // Somebody typed the code straight behind the address.
      const code = second === undefined ? readCode(first).code : null;
      return code === null ? missing : { page: "join", code, isRecovering: false };
    }
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
  // What a sentence leaves behind a link is no part of the key.
  return token?.match(/^[\w-]+/)?.[0] ?? null;
}
