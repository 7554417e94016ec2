// The server's finding, taken apart: what is read aloud first, and what is said after it. Pure.

/** The finding itself, and the sentences that follow it. */
export interface Told {
  lead: string;
  rest: string[];
}

/** Takes a text apart where a sentence ends and another begins; "2.3" and "A. B." within a name do not end one. */
export function told(text: string): Told {
  const sentences = text.split(/(?<=[^A-Z\s][.!?])\s+(?=[A-Z0-9])/);
  const [lead = "", ...rest] = sentences;
  return { lead, rest };
}
