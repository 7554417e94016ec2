// Which page an address means, and which address a page has. Pure: it neither reads nor changes the browser.

/** What a participant looks at within a workshop; `follow` goes where the room goes. */
export type ParticipantView =
  | { kind: "follow" }
  | { kind: "domain"; domain: string }
  | { kind: "sheet" }
  | { kind: "results" };

/** What a facilitator looks at within a workshop. */
export type FacilitatorView =
  | { kind: "board" }
  | { kind: "domain"; domain: string }
  | { kind: "overall" }
  | { kind: "rounds" };

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
      return { kind: "results" };
    default:
      return { kind: "follow" };
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
      return { kind: "board" };
  }
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
    case "results":
      return `${path}?view=${view.kind}`;
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
  }
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
