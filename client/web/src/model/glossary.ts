// Which entries of a framework's glossary a domain needs. Pure.
import type { Domain, Framework, GlossaryEntry } from "./generated";

/** The glossary entries whose term stands, as whole words, in what this domain shows. */
export function termsIn(framework: Framework, domain: Domain): GlossaryEntry[] {
  const text = [domain.name, domain.question ?? "", ...domain.descriptors].join(" ").toLowerCase();
  return (framework.glossary ?? []).filter(({ term }) => {
    const escaped = term.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(^|[^\\p{L}\\p{N}])${escaped}s?($|[^\\p{L}\\p{N}])`, "u").test(text);
  });
}
