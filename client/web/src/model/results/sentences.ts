// The server's finding, taken apart: what is read aloud first, and what is said after it. Pure.

/** The finding itself, and the sentences that follow it. */
export interface Sentences {
  lead: string;
  rest: string[];
}

/** Takes a text apart where a sentence ends and another begins; "2.3" and "A. B." within a name do not end one. */
export function splitSentences(text: string): Sentences {
  // The end of a sentence is caught and put back, since Safari below 16.4 cannot look behind.
  const pieces = text.split(/([^A-Z\s][.!?])\s+(?=[A-Z0-9])/);
  const sentences = pieces.flatMap((piece, index) => (index % 2 === 0 ? [piece + (pieces[index + 1] ?? "")] : []));
  const [lead = "", ...rest] = sentences;
  return { lead, rest };
}
