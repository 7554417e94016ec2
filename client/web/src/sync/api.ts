// The REST calls, each a plain function that gives an answer or a named problem.
//
// What only reads is asked once. What changes something is sent with a key (RI in docs/PROTOCOL.md) and, where no answer
// is heard, tried again with the same one: so nothing happens twice. `Intention` is the only way to send it.

import { isolatedWithin, plainJson } from "../model/direction";
import { inTab, keepInTab } from "./device/tabStore";
import { addressOf, type BodyOf, type ChangingPath, type DoneOf, type ParametersOf, type Path, type ReadingPath, type ReadOf } from "./paths";

/** Why a call gave no answer: a sentence for a person, a code for the app. */
export interface Problem {
  /** `offline` where no answer was heard, `portal` where somebody else answered; else the server's own code. */
  code: string;
  /** The HTTP status, 0 without an answer of the server. */
  status: number;
  detail: string;
  /** How long the server asks to wait before the same is asked again, where it does. */
  retryAfter_ms?: number;
}

/** The answer to a call, or the reason why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

// Longer than any honest answer on a bad line; after that a person would rather be told.
const TIMEOUT_MS = 20_000;
// A line that was lost between two access points is back by then; a person would not wait longer.
const PAUSES_MS = [400, 1200, 3000];
// Whoever has waited so long for an answer is told, and tries again when they want to.
const GIVE_UP_MS = 15_000;

const OFFLINE = "No answer came from the server.";
const PORTAL =
  "Your network answered instead of the server, perhaps because it wants you to sign in. Open any other website, sign in there, then try again.";

/** Asks the server for JSON; nothing changes by it. */
export function ask<P extends ReadingPath>(path: P, parameters: ParametersOf<P>, token?: string): Promise<Answer<ReadOf<P>>> {
  return call<ReadOf<P>>(addressOf(path, parameters), "GET", token === undefined ? {} : bearer(token));
}

/** Whether it is not known if what was asked has happened: the server's own answer was not heard. */
export function isUnknown({ status }: Problem): boolean {
  // 408 and 5xx may come from a proxy that has given up on a server that has not.
  return status === 0 || status === 408 || 500 <= status;
}

/** The key of one request: a random UUID. Browsers have `randomUUID` only lately, and not on plain http. */
export function drawKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** What was asked of the server and not answered, as far as is known. */
interface Open {
  address: string;
  /** The body as JSON. */
  asked: string;
  key: string;
  /** Whether a try may have been done without anybody having heard of it. */
  isInDoubt: boolean;
}

/** Something that somebody wants done. As long as no answer is known, the same asked again is the same request. */
export class Intention {
  readonly #keptAs: string | null;
  #open: Open | null;

  /** With a name, a page that is loaded again in this tab knows what is open. */
  constructor(keptAs: string | null = null) {
    this.#keptAs = keptAs;
    this.#open = keptAs === null ? null : keptOpen(keptAs);
  }

  /** What was asked of this call and not answered; null where nothing is in doubt. */
  unheard<P extends ChangingPath>(path: P, parameters: ParametersOf<P>): BodyOf<P> | null {
    const open = this.#open;
    // `send` wrote it, and took nothing for this address but the body of this call.
    return open?.isInDoubt === true && open.address === addressOf(path, parameters) ? JSON.parse(open.asked) : null;
  }

  async send<P extends ChangingPath>(path: P, parameters: ParametersOf<P>, body: BodyOf<P>, token?: string): Promise<Answer<DoneOf<P>>> {
    const address = addressOf(path, parameters);
    const asked = plainJson(body);
    const before = this.#open?.address === address && this.#open.asked === asked ? this.#open : null;
    const open = before ?? { address, asked, key: drawKey(), isInDoubt: false };
    // Before it is sent: the page may be loaded again while nothing has been heard.
    this.#set(open);
    const answer = await change(path, parameters, body, open.key, token);
    if (this.#open !== open) return answer;
    if (!answer.ok && isUnknown(answer.problem)) open.isInDoubt = true;
    else if (answer.ok || !open.isInDoubt || !TURNED_AWAY.includes(answer.problem.status)) this.forget();
    return answer;
  }

  /** What was asked is known from elsewhere to have happened: the same asked again is wanted once more. */
  forget(): void {
    this.#set(null);
  }

  #set(open: Open | null): void {
    this.#open = open;
    if (this.#keptAs !== null) keepInTab(this.#keptAs, open === null ? null : JSON.stringify(open));
  }
}

// Whoever is turned away at the door, for a wrong key or for haste, has learned nothing of an earlier try.
const TURNED_AWAY: readonly number[] = [401, 429];

function keptOpen(keptAs: string): Open | null {
  try {
    // Nobody but an intention writes there; and a page that was loaded again has not heard.
    const open = JSON.parse(inTab(keptAs) ?? "null") as Open | null;
    return open === null ? null : { ...open, isInDoubt: true };
  } catch {
    return null;
  }
}

/** Sends what changes something, a few times where no answer is heard: once the key is known there, each try is the same. */
export async function change<P extends ChangingPath>(
  path: P,
  parameters: ParametersOf<P>,
  body: BodyOf<P>,
  key: string,
  token?: string,
): Promise<Answer<DoneOf<P>>> {
  const address = addressOf(path, parameters);
  const headers = { ...(token === undefined ? {} : bearer(token)), "content-type": "application/json", "idempotency-key": key };
  const began_ms = Date.now();
  let unheard: Answer<DoneOf<P>> | null = null;
  for (let tries = 0; ; tries += 1) {
    const answer = await call<DoneOf<P>>(address, "POST", headers, plainJson(body));
    if (answer.ok) return answer;
    // Too fast is no answer to a try that was not heard; the lobby is one, since whoever has a seat is not sent there.
    const isTooFast = answer.problem.status === 429 && answer.problem.code !== "lobby";
    if (!isUnknown(answer.problem) && (unheard === null || !isTooFast)) return answer;
    unheard ??= answer;
    if (isUnknown(answer.problem)) unheard = answer;
    const pause = PAUSES_MS[tries];
    if (pause === undefined || GIVE_UP_MS < Date.now() - began_ms) return unheard;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

async function call<T extends ReadOf<Path> | DoneOf<Path>>(
  address: string,
  method: "GET" | "POST",
  headers: Record<string, string>,
  body?: string,
): Promise<Answer<T>> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(address, {
      method,
      headers: { accept: "application/json", ...headers },
      body,
      signal: timer.signal,
      cache: "no-store",
      credentials: "omit",
    });
    // An answer that breaks off in the middle is none; one that is no JSON is somebody else's.
    const text = await response.text();
    const value = read(text);
    // The one place where JSON becomes a type. Both functions above name the one that the description has for the call, and
    // the story tests/stories/contract.rs holds what the server answers against that description.
    if (response.ok && value !== undefined) return { ok: true, value: isolatedWithin(value as T) };
    const wait_s = Number(response.headers.get("retry-after") ?? Number.NaN);
    const problem = readProblem(response.status, value);
    return { ok: false, problem: Number.isFinite(wait_s) ? { ...problem, retryAfter_ms: wait_s * 1000 } : problem };
  } catch {
    return { ok: false, problem: offline() };
  } finally {
    clearTimeout(timeout);
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** That no answer was heard. */
export function offline(): Problem {
  return { code: "offline", status: 0, detail: OFFLINE };
}

/** Reads a problem document (RFC 9457); an answer of another kind still gets a code. */
export function readProblem(status: number, value: unknown): Problem {
  // 511 is how a network itself asks to be signed in to.
  if (status < 400 || status === 511) return { code: "portal", status: 0, detail: PORTAL };
  const fields = typeof value === "object" && value !== null ? value : {};
  const text = (name: string): string | null => {
    // Any JSON may arrive from a proxy in between, so each field is looked at before it is used.
    const field: unknown = (fields as Record<string, unknown>)[name];
    return typeof field === "string" && field !== "" ? field : null;
  };
  const type = text("type")?.split(/[/:]/).pop() ?? null;
  return {
    code: text("code") ?? type ?? `http-${status}`,
    status,
    detail: text("detail") ?? text("title") ?? `The server could not answer (${status}).`,
  };
}
