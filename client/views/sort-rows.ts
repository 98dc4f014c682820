import type { Direction, SortKey, TableColumn } from "./table-columns.ts";
import type { Row } from "./table-rows.ts";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

interface Keyed {
  readonly row: Row;
  readonly rank: number | undefined;
  /** Worked out at the first tie. */
  name?: string;
}

/** Rows in the order of a column; what has no value comes last either way, and ties go by name and id. */
export function sorted(
  rows: readonly Row[],
  column: TableColumn | undefined,
  direction: Direction,
): readonly Row[] {
  const sign = direction === "asc" ? 1 : -1;
  const keys = rows.map((row) => column?.sortKey(row));
  const rankOf = ranksOf(keys);
  const keyed = rows.map((row, index): Keyed => ({ row, rank: rankOf(keys[index]) }));
  keyed.sort((a, b) => compareRanks(a.rank, b.rank, sign) || compareNames(a, b));
  return keyed.map(({ row }) => row);
}

/** Comparing texts as readers do is slow, and columns repeat themselves: each text is placed once, then numbers count. */
function ranksOf(keys: readonly SortKey[]): (key: SortKey) => number | undefined {
  const texts = [...new Set(keys.filter((key) => typeof key === "string"))].toSorted(collator.compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const [index, text] of texts.entries()) {
    if (index > 0 && collator.compare(texts[index - 1] ?? "", text) !== 0) rank += 1;
    ranks.set(text, rank);
  }
  return (key) => (typeof key === "string" ? ranks.get(key) : key);
}

function compareRanks(a: number | undefined, b: number | undefined, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return sign * (a - b);
}

function compareNames(a: Keyed, b: Keyed): number {
  a.name ??= a.row.name;
  b.name ??= b.row.name;
  return collator.compare(a.name, b.name) || (a.row.id < b.row.id ? -1 : 1);
}
