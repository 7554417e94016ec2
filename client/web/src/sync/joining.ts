// The REST calls of the front door: look at an invitation, take a seat, come back to one.
import type { Invitation, Join, Joined, Recover } from "../model/generated";
import { forgetText, keepText, keptText } from "./device/seatStore";
import { ask, change, drawKey, Intention, isUnknown, type Answer, type Problem } from "./api";

/** What somebody sees who has the code and is about to join. */
export function lookUp(code: string): Promise<Answer<Invitation>> {
  return ask("/api/v1/join/{code}", { code });
}

/** A request to join of which no answer is known. It is kept on the device, so a page that is loaded again knows it. */
interface Unheard {
  key: string;
  at_ms: number;
  body: Join;
  /** Whether it was told to wait in the lobby: it has no seat yet, and keeps its turn. */
  isHeld?: boolean;
}

// A person who was left without an answer comes back within minutes; after an hour it is somebody else's device.
const KEEP_MS = 3_600_000;

const storedAs = (code: string) => `plenary:joining:${code}`;

function unheard(code: string): Unheard | null {
  try {
    // Written by `join` below.
    const kept = JSON.parse(keptText(storedAs(code)) ?? "null") as Unheard | null;
    return kept !== null && Date.now() - kept.at_ms < KEEP_MS ? kept : null;
  } catch {
    return null;
  }
}

/** With what somebody asked to join from this device, where no answer to it is known. */
export function joiningUnheard(code: string): Join | null {
  const kept = unheard(code);
  return kept === null || kept.isHeld === true ? null : kept.body;
}

/** With what somebody on this device waits to be let in. */
export function joiningHeld(code: string): Join | null {
  const kept = unheard(code);
  return kept?.isHeld === true ? kept.body : null;
}

/** Whether the server asks this device to wait in the lobby. */
export function isHeld({ code }: Problem): boolean {
  return code === "lobby";
}

/** Somebody no longer waits to be let in. */
export function stopWaiting(code: string): void {
  if (joiningHeld(code) !== null) forgetText(storedAs(code));
}

/**
 * Takes a seat. What was asked before and not answered comes first: it is asked again as it was, and where it gives a
 * seat, that is the answer, with what it was given for.
 */
export async function join(body: Join): Promise<{ answer: Answer<Joined>; asked: Join }> {
  const kept = unheard(body.code);
  const isSame = kept !== null && JSON.stringify(kept.body) === JSON.stringify(body);
  // What waits has no seat: with something else in it, it is another request.
  const before = kept?.isHeld === true && !isSame ? null : kept;
  if (before !== null && !isSame) {
    const answer = await send(before);
    if (answer.ok || isUnknown(answer.problem)) return { answer, asked: before.body };
    stopWaiting(body.code);
    return join(body);
  }
  return { answer: await send(before ?? { key: drawKey(), at_ms: Date.now(), body }), asked: body };
}

async function send(request: Unheard): Promise<Answer<Joined>> {
  const place = storedAs(request.body.code);
  // Until it is answered it may have been done, whether or not it was told to wait before.
  keepText(place, JSON.stringify({ ...request, isHeld: undefined }));
  const answer = await change("/api/v1/join", {}, request.body, request.key);
  if (!answer.ok && isHeld(answer.problem)) keepText(place, JSON.stringify({ ...request, at_ms: Date.now(), isHeld: true }));
  else if (answer.ok || !isUnknown(answer.problem)) forgetText(place);
  return answer;
}

/** Brings a seat to this device by its recovery words. */
export function recover(intention: Intention, body: Recover): Promise<Answer<Joined>> {
  return intention.send("/api/v1/recover", {}, body);
}
