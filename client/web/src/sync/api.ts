// The REST calls, each a plain function that gives an answer or a named problem. It never retries and keeps nothing.

/** Why a call gave no answer: a sentence for a person, a code for the app. */
export interface Problem {
  /** `offline` where the server could not be reached; else the server's own code. */
  code: string;
  /** The HTTP status, 0 without one. */
  status: number;
  detail: string;
}

/** The answer to a call, or the reason why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

// Longer than any honest answer on a bad line; after that a person would rather be told.
const TIMEOUT_MS = 20_000;

/** Asks the server for JSON under `/api/v1`. */
export async function ask<T>(
  method: "GET" | "POST",
  path: string,
  options: { body?: unknown; token?: string; timeout_ms?: number } = {},
): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  if (options.token !== undefined) headers["authorization"] = `Bearer ${options.token}`;
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), options.timeout_ms ?? TIMEOUT_MS);
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: timer.signal,
      cache: "no-store",
      credentials: "omit",
    });
    const value: unknown = await response.json().catch(() => null);
    // What the server sends has the generated type: a test of the server keeps the two the same.
    if (response.ok && value !== null) return { ok: true, value: value as T };
    return { ok: false, problem: readProblem(response.status, value) };
  } catch {
    return { ok: false, problem: { code: "offline", status: 0, detail: "The server could not be reached." } };
  } finally {
    clearTimeout(timeout);
  }
}

/** Reads a problem document (RFC 9457); an answer of another kind still gets a code. */
export function readProblem(status: number, value: unknown): Problem {
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
    detail: text("detail") ?? text("title") ?? (value === null ? strangers(status) : "The server gave no reason."),
  };
}

// An answer that is no JSON is not the server's: all of its own are.
function strangers(status: number): string {
  return 500 <= status
    ? `The server is not there just now: something before it answered ${status}.`
    : "Something else answered in place of the server. If this network has a sign-in page, open any website in another tab and sign in first.";
}
