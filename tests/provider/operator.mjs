// Talks to the test that started this script: a line out, and where something is asked for, a line of JSON back.

import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin });
const answers = lines[Symbol.asyncIterator]();

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Asks the facilitator or the operator for something, and waits until it is done. */
export async function please(what) {
  say(`please ${what}`);
  const { value, done } = await answers.next();
  if (done) throw new Error(`nobody answered to: ${what}`);
  return JSON.parse(value);
}

/** Nothing more will be asked. */
export function farewell() {
  say("done");
  lines.close();
}
