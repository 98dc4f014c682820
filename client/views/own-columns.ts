// What a table shows beside its own columns: the team's fields.
import type { OwnField, OwnTerms } from "../../schema/terms/own-terms.ts";
import { allFields, ownValueText, type OwnValue } from "../../schema/terms/own-values.ts";
import { dateWords } from "../../schema/date-words.ts";
import { fixedColumns, quiet, type SortKey, type TableColumn } from "./table-columns.ts";
import type { TableName } from "../app/events.ts";
import type { Row } from "./table-rows.ts";

/** The columns of a table: those it always has, then one for each of the team's fields that is in use. */
export function columnsOf(table: TableName, terms: OwnTerms): readonly TableColumn[] {
  return [...fixedColumns(table), ...ownColumns(table, terms)];
}

function ownColumns(table: TableName, terms: OwnTerms): readonly TableColumn[] {
  if (table === "claims") return [];
  return allFields(terms)
    .filter(({ retired, [table]: kinds }) => !retired && kinds !== undefined)
    .map((field): TableColumn => ({
      id: `own-${field.name}`,
      header: field.label,
      width: "140px",
      grow: 1,
      ...(field.type === "number" && { align: "end" as const }),
      sortKey: (row) => sortValue(valueIn(row, field.name)),
      cell: (row) => quiet(ownValueWords(valueIn(row, field.name), field)),
    }));
}

function valueIn(row: Row, name: string): OwnValue | undefined {
  if (row.table === "claims") return undefined;
  return (row.table === "entities" ? row.entity : row.relation).properties?.[name];
}

function sortValue(value: OwnValue | undefined): SortKey {
  return typeof value === "boolean" ? ownValueText(value) : value;
}

function ownValueWords(value: OwnValue | undefined, { type }: OwnField): string {
  if (value === undefined) return "";
  if (typeof value === "number") return value.toLocaleString("en-GB");
  return type === "date" && typeof value === "string" ? dateWords(value) : ownValueText(value);
}
