// The workshop collation sheet in the toolkit's layout: a column a domain, a row a level with counts, then what the
// room agreed and the priorities discussed. Pure.
import type { DomainResult, Framework, ResultsView } from "../generated";

/** One row of the sheet: its heading and one text a column. */
interface CollationRow {
  kind: "level" | "agreed" | "priorities";
  heading: string;
  cells: string[];
}

/** The sheet as it is printed. */
export interface CollationSheet {
  columns: { domain: string; name: string; group: string | null }[];
  rows: CollationRow[];
  /** True where counts are missing because too few people marked. */
  hasHidden: boolean;
}

/**
 * Builds the sheet; without results its count rows are empty, to be filled in by hand. Paper goes round: where fewer than
 * the minimum group marked a level no count is printed, even where whoever prints may see it.
 */
export function collationSheet(
  framework: Framework,
  results: ResultsView | null,
  priorities: ReadonlyMap<string, string>,
  minimumGroup: number,
): CollationSheet {
  const byDomain = new Map((results?.domains ?? []).map((result) => [result.domain, result]));
  const each = (cell: (result: DomainResult) => string): string[] =>
    framework.domains.map(({ id }) => {
      const result = byDomain.get(id);
      return result === undefined ? "" : cell(result);
    });
  const isHidden = ({ counts, n }: DomainResult) => counts === null || n === null || n < minimumGroup;
  const highest = framework.levels.length;
  return {
    columns: framework.domains.map(({ id, name, group }) => ({ domain: id, name, group })),
    rows: [
      ...framework.levels.map((level, index) => ({
        kind: "level" as const,
        heading: `${level.name} (${level.level})`,
        cells: each((result) => (isHidden(result) ? `<${minimumGroup}` : String(result.counts?.[index] ?? 0))),
      })),
      { kind: "agreed", heading: `Consensus (1–${highest})`, cells: each(agreedInCell) },
      {
        kind: "priorities",
        heading: "Proposed priorities for action discussed",
        cells: framework.domains.map(({ id }) => priorities.get(id) ?? ""),
      },
    ],
    hasHidden: [...byDomain.values()].some(isHidden),
  };
}

function agreedInCell({ agreed }: DomainResult): string {
  if (agreed === null) return "";
  if (agreed.level !== null) return String(agreed.level);
  return agreed.because === "" ? "No consensus" : `No consensus: ${agreed.because}`;
}
