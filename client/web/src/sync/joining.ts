// The REST calls of the front door: look at an invitation, take a seat, come back to one.
import type { Invitation, Join, Joined, Recover } from "../model/generated";
import { ask, type Answer } from "./api";

/** What somebody sees who has the code and is about to join. */
export function lookUp(code: string): Promise<Answer<Invitation>> {
  return ask("GET", `/join/${encodeURIComponent(code)}`);
}

/** Takes a seat. */
export function join(body: Join): Promise<Answer<Joined>> {
  return ask("POST", "/join", { body });
}

/** Brings a seat to this device by its recovery words. */
export function recover(body: Recover): Promise<Answer<Joined>> {
  return ask("POST", "/recover", { body });
}
