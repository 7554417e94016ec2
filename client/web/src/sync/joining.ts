// The REST calls of the front door: look at an invitation, take a seat, come back to one.
import type { Invitation, Join, Joined, Recover } from "../model/generated";
import { forgetText, keepText, keptText } from "../model/seatStore";
import { ask, change, drawKey, Intention, isUnknown, type Answer } from "./api";

/** What somebody sees who has the code and is about to join. */
export function lookUp(code: string): Promise<Answer<Invitation>> {
  return ask(`/join/${encodeURIComponent(code)}`);
}

/** A request to join of which no answer is known. It is kept on the device, so a page that is loaded again knows it. */
interface Unheard {
  key: string;
  at_ms: number;
  body: Join;
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
  return unheard(code)?.body ?? null;
}

/**
 * Takes a seat. What was asked before and not answered comes first: it is asked again as it was, and where it gives a
 * seat, that is the answer, with what it was given for.
 */
export async function join(body: Join): Promise<{ answer: Answer<Joined>; asked: Join }> {
  const before = unheard(body.code);
  if (before !== null && JSON.stringify(before.body) !== JSON.stringify(body)) {
    const answer = await send(before);
    if (answer.ok || isUnknown(answer.problem)) return { answer, asked: before.body };
    return join(body);
  }
  return { answer: await send(before ?? { key: drawKey(), at_ms: Date.now(), body }), asked: body };
}

async function send(request: Unheard): Promise<Answer<Joined>> {
  const place = storedAs(request.body.code);
  keepText(place, JSON.stringify(request));
  const answer = await change<Joined>("/join", request.body, request.key);
  if (answer.ok || !isUnknown(answer.problem)) forgetText(place);
  return answer;
}

/** Brings a seat to this device by its recovery words. */
export function recover(intention: Intention, body: Recover): Promise<Answer<Joined>> {
  return intention.send("/recover", body);
}
