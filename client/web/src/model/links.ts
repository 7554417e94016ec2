// The addresses a facilitator hands out, and whether the own one has been kept. A link with a token is a key.
import { keepText, keptText } from "./seatStore";

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

/** A page's address with its key in the fragment, which never reaches a server's log. */
export function addressWithToken(origin: string, page: "facilitate" | "screen", workshop: string, token: string): string {
  return `${origin}/${page}/${encodeURIComponent(workshop)}#token=${encodeURIComponent(token)}`;
}

/** An address as it is shown to be typed: without the scheme. */
export function spoken(address: string): string {
  return address.replace(/^https?:\/\//, "");
}
