// Finds out by plain requests what a socket cannot tell: whether the server is there, and whether it would take one.
import type { Found } from "../model/device/diagnosis";

// With the time before it and the socket's last try, a page can say what is wrong within ten seconds.
const TIMEOUT_MS = 3000;

/** Asks for the workshop, as its key may. */
export function askWorkshop(workshop: string, token: string): Promise<Found> {
  return find(`/api/v1/workshops/${encodeURIComponent(workshop)}`, { authorization: `Bearer ${token}` });
}

/** Asks whether a live connection from this page would be taken. */
export function askSync(page: string): Promise<Found> {
  return find(`/sync?page=${encodeURIComponent(page)}`, {});
}

async function find(address: string, headers: Record<string, string>): Promise<Found> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(address, {
      headers: { accept: "application/json", ...headers },
      signal: timer.signal,
      cache: "no-store",
      credentials: "omit",
      // Plenary never leads elsewhere; sign-in pages of networks do.
      redirect: "manual",
    });
    const value: unknown = await response.json().catch(() => null);
    if (typeof value !== "object" || value === null) return { kind: "stranger", status: response.status };
    const detail = "detail" in value && typeof value.detail === "string" ? value.detail : "";
    return { kind: "plenary", status: response.status, detail };
  } catch {
    return { kind: "nothing" };
  } finally {
    clearTimeout(timeout);
  }
}
