// How a click or key changes a selection of rows; the same rules as on the canvas and in any list.
import type { RecordId } from "../../schema/ids.ts";
import type { Row } from "./table-rows.ts";

/** Adds the row or takes it away, leaving the rest. */
export function toggled(selection: readonly RecordId[], id: RecordId): readonly RecordId[] {
  return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
}

/** All rows from the last one chosen to this one, in the order shown; just this one where there was none. */
export function rangeTo(
  rows: readonly Row[],
  anchor: RecordId | undefined,
  id: RecordId,
): readonly RecordId[] {
  const [from, to] = [rows.findIndex((row) => row.id === anchor), rows.findIndex((row) => row.id === id)];
  if (from === -1 || to === -1) return [id];
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
  return from <= to ? range : range.toReversed();
}

/** The rows an action on one row concerns: the whole selection when the row is part of it. */
export function concerned(rows: readonly Row[], selection: readonly RecordId[], row: Row): readonly Row[] {
  return selection.includes(row.id) ? rowsById(rows, selection) : [row];
}

/** The rows of these records, in their order; what has no row here is left out. */
export function rowsById(rows: readonly Row[], ids: readonly RecordId[]): readonly Row[] {
  if (ids.length === 0) return [];
  const byId = new Map<RecordId, Row>(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
