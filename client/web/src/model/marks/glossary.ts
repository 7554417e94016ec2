// Which entries of a framework's glossary a domain needs. The server finds them; this looks them up. Pure.
import type { Domain, Framework, GlossaryEntry } from "../generated";

/** The entries that this domain needs, in the glossary's order. */
export function termsIn(framework: Framework, domain: Domain): GlossaryEntry[] {
  const terms = new Set(domain.terms);
  return framework.glossary.filter(({ term }) => terms.has(term));
}
