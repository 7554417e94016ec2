// Frameworks by REST, with a copy on this device: they never change once used, and marking needs them offline.
import type { Framework } from "../model/generated";
import { keepText, keptText } from "./device/seatStore";
import { ask, type Answer } from "./api";

/** Gives a workshop's framework, from this device where it is already here. */
export async function loadFramework(
  workshop: string,
  framework: { id: string; version: string },
  token: string,
): Promise<Answer<Framework>> {
  const key = `plenary:${workshop}:framework:${framework.id}@${framework.version}`;
  const kept = keptText(key);
  if (kept !== null) {
    try {
      // Written below from a server's answer of the same type.
      return { ok: true, value: JSON.parse(kept) as Framework };
    } catch {
      // Damaged: it is fetched again.
    }
  }
  const answer = await ask("/api/v1/workshops/{workshop}/frameworks/{id}", { workshop, id: framework.id }, token);
  if (answer.ok) keepText(key, JSON.stringify(answer.value));
  return answer;
}
