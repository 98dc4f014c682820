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
  if (!selection.includes(row.id)) return [row];
  const chosen = new Map<RecordId, Row>(rows.map((item) => [item.id, item]));
  return selection.flatMap((id) => chosen.get(id) ?? []);
}
