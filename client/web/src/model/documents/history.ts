// Who wrote when in a map or the plan, and what going back to an earlier state does, in words. Pure.
import type { Sector, Stretch } from "../generated";
import { dayInWords, dayOf } from "../plan/days";
import { counted } from "../labels";

/** What going back does: items by the map they stand in, texts, and the rest. */
export interface GoingBack {
  readonly putBack: Readonly<Record<string, number>>;
  readonly takenOut: Readonly<Record<string, number>>;
  readonly texts: number;
  readonly others: number;
}

const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  lanes: ["organisation", "organisations"],
  steps: ["step", "steps"],
  links: ["link", "links"],
  pins: ["pin", "pins"],
  questions: ["question", "questions"],
  stakeholders: ["stakeholder", "stakeholders"],
  actions: ["action", "actions"],
  nodes: ["node of the thread", "nodes of the thread"],
  ties: ["tie", "ties"],
  blockers: ["blocker", "blockers"],
  cycles: ["cycle", "cycles"],
};

/** "Ann (Halton Council)"; somebody without a name by where they speak from. */
export function whoWrote({ name, organisation, sector, role }: Stretch, sectors: readonly Sector[]): string {
  const from = organisation ?? sectors.find(({ id }) => id === sector)?.name ?? null;
  if (role === null) return "Somebody whose place was removed";
  const who = name ?? (role === "facilitator" ? "A facilitator" : "Somebody");
  return from === null ? who : `${who} (${from})`;
}

/** "14:02 to 14:09", with the day where it is not today. */
export function whenWritten({ began_at_ms, ended_at_ms }: Stretch, today: string): string {
  const [from, to] = [clockTime(began_at_ms), clockTime(ended_at_ms)];
  const day = dayOf(began_at_ms);
  const times = from === to ? from : `${from} to ${to}`;
  return day === today ? times : `${dayInWords(day, today)}, ${times}`;
}

/** The time of day where this device is: "14:02". */
function clockTime(time_ms: number): string {
  const date = new Date(time_ms);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What would happen, or what has happened: one sentence for each kind of change; none where nothing differs. */
export function goingBackInWords({ putBack, takenOut, texts, others }: GoingBack, has: "will" | "has"): string[] {
  const happens = (counts: readonly number[]) => {
    const isOne = counts.length === 1 && counts[0] === 1;
    if (has === "will") return "will be";
    return isOne ? "was" : "were";
  };
  const sentences: string[] = [];
  const back = Object.values(putBack);
  const out = Object.values(takenOut);
  if (0 < back.length) sentences.push(`${listed(putBack)} ${happens(back)} put back.`);
  if (0 < texts) sentences.push(`${counted(texts, "text", "texts")} ${happens([texts])} set as ${texts === 1 ? "it was" : "they were"} then.`);
  if (0 < others) sentences.push(`${counted(others, "choice or place in a list", "choices or places in lists")} ${happens([others])} set as ${others === 1 ? "it was" : "they were"} then.`);
  if (0 < out.length) sentences.push(`${listed(takenOut)} that ${out.length === 1 && out[0] === 1 ? "was" : "were"} not there then ${happens(out)} taken out.`);
  return sentences;
}

function listed(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([kind, count]) => counted(count, ...(NOUNS[kind] ?? ["item", "items"])));
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
