// The addresses a facilitator hands out. A link with a token is a key.

/** A page's address with its key in the fragment, which never reaches a server's log. */
export function addressWithToken(origin: string, page: "facilitate" | "screen", workshop: string, token: string): string {
  return `${origin}/${page}/${encodeURIComponent(workshop)}#token=${encodeURIComponent(token)}`;
}

/** An address as it is shown to be typed: without the scheme. */
export function spoken(address: string): string {
  return address.replace(/^https?:\/\//, "");
}
