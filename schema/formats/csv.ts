// Tables for spreadsheets. CSV loses structure (lists become one cell), so it is for reading and counting;
// the snapshot is what brings a workspace back. Every row says which claims and places it rests on.
import { noOwnTerms } from "../terms/own-terms.ts";
import type { Snapshot } from "../snapshot.ts";
import {
  claimColumns,
  combinedColumns,
  entityColumns,
  manifestColumns,
  ownColumns,
  relationColumns,
  sourceColumns,
} from "./csv-columns.ts";
import {
  combinedRows,
  readSnapshot,
  type CombinedRow,
  type EntityRow,
  type RelationRow,
} from "./csv-rows.ts";
import { writeTable } from "./csv-table.ts";

/** One file to be downloaded, its name with the ending. */
export interface CsvFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The one table an analyst wants: a row for each claim with the relation or position it bears on, its source,
 * place, grade and dates, and a row for each relation that no claim backs yet.
 */
export function toCsv(snapshot: Snapshot): string {
  const own = ownColumns<CombinedRow>(
    snapshot.vocabulary ?? noOwnTerms,
    "relations",
    ({ relation }) => relation?.relation.properties,
  );
  return writeTable([...combinedColumns, ...own], combinedRows(snapshot));
}

/** The same workspace as one table for each kind of record, with a manifest that says of what and when. */
export function toCsvFiles(snapshot: Snapshot): readonly CsvFile[] {
  const { entities, relations, claims, sources } = readSnapshot(snapshot);
  const terms = snapshot.vocabulary ?? noOwnTerms;
  const onEntities = ownColumns<EntityRow>(terms, "entities", ({ entity }) => entity.properties);
  const onRelations = ownColumns<RelationRow>(terms, "relations", ({ relation }) => relation.properties);
  return [
    { name: "entities.csv", text: writeTable([...entityColumns, ...onEntities], entities) },
    { name: "relations.csv", text: writeTable([...relationColumns, ...onRelations], relations) },
    { name: "claims.csv", text: writeTable(claimColumns, claims) },
    { name: "sources.csv", text: writeTable(sourceColumns, sources) },
    { name: "manifest.csv", text: writeTable(manifestColumns, [snapshot]) },
  ];
}
