// Whether the facilitator of a new workshop still has to be asked to keep the link to it.
import { keepText, keptText } from "../sync/device/seatStore";

const keepLinkKey = (workshop: string) => `plenary:${workshop}:keep-link`;

/** Marks a new workshop: its facilitator has not been asked to keep the link yet. */
export function rememberToKeepLink(workshop: string): void {
  keepText(keepLinkKey(workshop), "ask");
}

/** Whether the facilitator should be asked to keep the link. */
export function mustKeepLink(workshop: string): boolean {
  return keptText(keepLinkKey(workshop)) === "ask";
}

/** The facilitator has kept the link. */
export function linkKept(workshop: string): void {
  keepText(keepLinkKey(workshop), "kept");
}
