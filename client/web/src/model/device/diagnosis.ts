// What can be said when no live connection comes about, from what was found out and nothing else. Pure.

/** What one plain request found. */
export type Found =
  /** Nothing came back in time. */
  | { kind: "nothing" }
  /** Something answered that is not Plenary: a sign-in page, a proxy. `status` is 0 where it led elsewhere. */
  | { kind: "stranger"; status: number }
  /** Plenary answered; `detail` is its own sentence where it refused. */
  | { kind: "plenary"; status: number; detail: string };

/** What is known about the way to the server. */
export interface LinkFacts {
  /** False where the browser says that there is no network; where it says that there is one, that may be a guess. */
  hasNetwork: boolean;
  /** What the workshop's own address answers; null where nobody has asked. */
  workshop: Found | null;
  /** What the address of live connections answers about this page. */
  sync: Found | null;
  /** `silent` where the connection opens and nothing comes through it; `forbidden` where the browser itself refuses. */
  socket: "closed" | "silent" | "forbidden";
  /** The page's own address: its host and whether it came encrypted. */
  host: string;
  isSecure: boolean;
}

/** Whether the server is reachable now. `refused`: this browser does not let the page open a WebSocket, and nothing else gets through. */
export type LinkState = "connecting" | "connected" | "offline" | "refused";

/** What a page says. */
export interface Diagnosis {
  title: string;
  says: readonly string[];
  /** Whether it passes only when somebody does something, so that it is told in the midst of marking, too. */
  isLasting: boolean;
}

/** Puts the facts in words: what is known, and what to do. */
export function diagnose(facts: LinkFacts): Diagnosis {
  const { workshop, sync, host } = facts;
  if (!facts.hasNetwork) {
    return passing("This device has no network", "Switch on Wi-Fi or mobile data.");
  }
  if (workshop === null || workshop.kind === "nothing") {
    return passing(
      "The server does not answer",
      `Nothing came back from ${host}. If other websites open here, the server may be restarting; if none does, it is this network.`,
    );
  }
  if (workshop.kind === "stranger") return stranger(workshop.status, host);
  if (workshop.status === 401) {
    return lasting("The key is not accepted", "The server answers, but does not know the key on this device. Open the whole link again, or come back with your recovery words.");
  }
  if (workshop.status === 404) return lasting("The server does not know this workshop", `The server answers, but has no such workshop. Check that ${host} is the right address.`);
  if (500 <= workshop.status) return passing("The server cannot serve just now", `It answers, and says: ${workshop.detail}`);
  if (sync?.kind === "plenary" && sync.status === 403) {
    return lasting(
      "The server takes no live connections from this address",
      `You opened Plenary at ${host}. If your invitation names another address, open it there; if not, tell whoever runs the server what it says:`,
      `“${sync.detail}”`,
    );
  }
  return blocked(facts);
}

function blocked({ sync, socket, host, isSecure }: LinkFacts): Diagnosis {
  if (socket === "forbidden") {
    return lasting(
      "This browser allows no live connection",
      "The server answers, but the browser refuses to open a WebSocket, and what stands in for one does not get through. Try a newer version, or another browser.",
    );
  }
  const address = `${isSecure ? "wss" : "ws"}://${host}/sync`;
  const stream = `${isSecure ? "https" : "http"}://${host}/sync/events`;
  const ask =
    sync?.kind === "plenary"
      ? `For IT support: please let WebSocket connections to ${address} through, or pass on what ${stream} answers as it comes (text/event-stream).`
      : `For IT support: ${address} has to lead to Plenary, with WebSocket upgrades; ${sync?.kind === "stranger" && sync.status !== 0 ? `it answers ${sync.status} now` : "it does not now"}.`;
  const what =
    socket === "silent"
      ? "The server answers, and the live connection opens, but something on the way holds back what it carries, by a WebSocket and over plain HTTP"
      : "The server answers, but something on the way lets no live connection through, neither a WebSocket nor what stands in for it over plain HTTP";
  return lasting(
    "Live connections do not get through",
    `${what}: this network, a VPN, a filter or a proxy. Try another network, such as the hotspot of a phone.`,
    ask,
  );
}

function stranger(status: number, host: string): Diagnosis {
  if (500 <= status) {
    return passing("The server is not there just now", `Something before it answers ${status}: Plenary may be restarting. If this lasts, tell whoever runs the server.`);
  }
  return lasting(
    "Something else answers in place of the server",
    `It may be the sign-in page of this network: open any website in another tab, sign in, and come back. If you are signed in, a filter stands before ${host}.`,
  );
}

function passing(title: string, ...says: string[]): Diagnosis {
  return { title, says, isLasting: false };
}

function lasting(title: string, ...says: string[]): Diagnosis {
  return { title, says, isLasting: true };
}
