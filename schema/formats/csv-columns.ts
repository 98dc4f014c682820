// The columns of every table, each with what it means. Names are stable: people build sheets on them.
import { admiraltyPair } from "../admiralty.ts";
import type { OwnTerms } from "../terms/own-terms.ts";
import { allFields, ownValueText, type OwnValue } from "../terms/own-values.ts";
import type { Source } from "../records.ts";
import type { Snapshot } from "../snapshot.ts";
import type { ClaimRow, CombinedRow, EntityRow, RelationRow } from "./csv-rows.ts";
import type { Column } from "./csv-table.ts";

/** Columns of `entities.csv`. */
export const entityColumns: readonly Column<EntityRow>[] = [
  { name: "id", meaning: "Lasting id, such as s:JPN.", cell: ({ entity }) => entity.id },
  { name: "kind", meaning: "Kind of entity.", cell: ({ entity }) => entity.kind },
  { name: "name", meaning: "Name as the team shows it.", cell: ({ entity }) => entity.label },
  { name: "aliases", meaning: "Other names.", cell: ({ entity }) => entity.aliases?.map(({ name }) => name) },
  {
    name: "identifiers",
    meaning: "Identifiers as scheme=value.",
    cell: ({ entity }) =>
      Object.entries(entity.identifiers ?? {}).map(([scheme, value]) => `${scheme}=${value}`),
  },
  {
    name: "merged_into",
    meaning: "Duplicates only: id of the entity it stands for.",
    cell: ({ entity }) => entity.into,
  },
  { name: "subtype", meaning: "Closer kind, such as ministry.", cell: ({ entity }) => entity.subtype },
  { name: "valid_from", meaning: "Since when it exists; EDTF.", cell: ({ entity }) => entity.validFrom },
  { name: "valid_to", meaning: "Until when it exists; EDTF.", cell: ({ entity }) => entity.validTo },
  {
    name: "decision_type",
    meaning: "Decisions only: what is decided.",
    cell: ({ entity }) => entity.decisionType,
  },
  {
    name: "subject",
    meaning: "Decisions only: who wants it.",
    cell: ({ entity, nameOf }) => nameOf(entity.subject),
  },
  {
    name: "object",
    meaning: "Decisions only: into or about what.",
    cell: ({ entity, nameOf }) => nameOf(entity.object),
  },
  { name: "rule", meaning: "Decisions only: rule of decision.", cell: ({ entity }) => entity.rule },
  { name: "status", meaning: "Decisions only: how it stands.", cell: ({ entity }) => entity.status },
  {
    name: "statusOn",
    meaning: "Decisions only: for which time the status is attested.",
    cell: ({ entity }) => entity.statusOn,
  },
  {
    name: "outcome",
    meaning: "Decisions only: carried or rejected.",
    cell: ({ entity }) => entity.outcome?.result,
  },
  {
    name: "outcome_date",
    meaning: "Decisions only: when; EDTF.",
    cell: ({ entity }) => entity.outcome?.date,
  },
  { name: "relations", meaning: "Number of relations at it.", cell: ({ relationCount }) => relationCount },
  {
    name: "claims",
    meaning: "Number of claims on it or of its positions.",
    cell: ({ claimCount }) => claimCount,
  },
  { name: "background", meaning: "yes: not from the texts read.", cell: ({ entity }) => entity.background },
  { name: "notes", meaning: "Notes of the team.", cell: ({ entity }) => entity.notes },
];

/** Columns of `relations.csv`, which read as a sentence: from, relation, to. */
export const relationColumns: readonly Column<RelationRow>[] = [
  { name: "id", meaning: "Lasting id.", cell: ({ relation }) => relation.id },
  { name: "from", meaning: "Name of the first end.", cell: ({ fromName }) => fromName },
  {
    name: "relation",
    meaning: "The relation in words.",
    cell: ({ words }) => words,
  },
  { name: "to", meaning: "Name of the second end.", cell: ({ toName }) => toName },
  { name: "from_id", meaning: "Id of the first end.", cell: ({ relation }) => relation.from },
  { name: "kind", meaning: "Kind of relation.", cell: ({ relation }) => relation.kind },
  { name: "to_id", meaning: "Id of the second end.", cell: ({ relation }) => relation.to },
  { name: "valid_from", meaning: "Since when it holds; EDTF.", cell: ({ relation }) => relation.validFrom },
  { name: "valid_to", meaning: "Until when it holds; EDTF.", cell: ({ relation }) => relation.validTo },
  { name: "status", meaning: "How it stands, in words.", cell: ({ relation }) => relation.status },
  { name: "strength", meaning: "weak, moderate or strong.", cell: ({ relation }) => relation.strength },
  {
    name: "qualifiers",
    meaning: "What the kind asks for, as name=value.",
    cell: ({ relation }) =>
      Object.entries(relation.qualifiers ?? {}).map(([name, value]) => `${name}=${String(value)}`),
  },
  { name: "draft", meaning: "yes: no claim backs it yet.", cell: ({ claims }) => claims.length === 0 },
  { name: "claims", meaning: "Number of claims on it.", cell: ({ claims }) => claims.length },
  { name: "claim_ids", meaning: "Ids of those claims.", cell: ({ claims }) => claims },
  {
    name: "background",
    meaning: "yes: not from the texts read.",
    cell: ({ relation }) => relation.background,
  },
  { name: "note", meaning: "Note of the team.", cell: ({ relation }) => relation.note },
];

/** Columns for a team's own fields, after the fixed ones: `own_tonnage`. Retired fields keep their column. Rule CSV-5. */
export function ownColumns<Row>(
  terms: OwnTerms,
  on: "entities" | "relations",
  propertiesOf: (row: Row) => Readonly<Record<string, OwnValue>> | undefined,
): readonly Column<Row>[] {
  return allFields(terms)
    .filter(({ [on]: kinds }) => kinds !== undefined)
    .map(({ name, label }) => ({
      name: `own_${name.replaceAll("-", "_")}`,
      meaning: `The team's own field “${label}”.`,
      cell: (row) => {
        const value = propertiesOf(row)?.[name];
        return value === undefined ? undefined : ownValueText(value);
      },
    }));
}

/** What a claim says and how sure it is: shared by the claims table and the combined one. */
const assertionColumns: readonly Column<ClaimRow>[] = [
  { name: "statement", meaning: "The claim in the team's words.", cell: ({ claim }) => claim.statement },
  { name: "stance", meaning: "Positions only: the stance taken.", cell: ({ claim }) => claim.stance },
  { name: "actors", meaning: "Positions only: whose it is.", cell: ({ actorNames }) => actorNames },
  { name: "actor_ids", meaning: "Positions only: their ids.", cell: ({ claim }) => claim.actors },
  { name: "collective", meaning: "yes: said of the actors together.", cell: ({ claim }) => claim.collective },
  { name: "conditions", meaning: "On what the stance depends.", cell: ({ claim }) => claim.conditions },
  { name: "asserted_by", meaning: "Who says it.", cell: ({ asserter }) => asserter },
  { name: "attribution", meaning: "How the source came by it.", cell: ({ claim }) => claim.attribution },
  { name: "certainty", meaning: "How sure whoever says it is.", cell: ({ claim }) => claim.certainty },
  { name: "valid", meaning: "When true in the world; EDTF.", cell: ({ claim }) => claim.valid },
  { name: "said", meaning: "When said; EDTF.", cell: ({ claim }) => claim.said },
  { name: "published", meaning: "When published; EDTF.", cell: ({ claim }) => claim.published },
  { name: "sources", meaning: "Titles of the sources.", cell: ({ sourceTitles }) => sourceTitles },
  {
    name: "source_ids",
    meaning: "Their ids, in the same order.",
    cell: ({ claim }) => claim.evidence.map(({ source }) => source),
  },
  {
    name: "locators",
    meaning: "Place in each source, same order.",
    cell: ({ claim }) => claim.evidence.map(({ locator }) => locator),
  },
  { name: "grade", meaning: "Both Admiralty marks, such as C3; empty unless both are given.", cell: gradeOf },
  {
    name: "reliability",
    meaning: "Best mark among the sources, A to F.",
    cell: ({ reliability }) => reliability,
  },
  { name: "credibility", meaning: "Mark of the claim, 1 to 6.", cell: ({ claim }) => claim.credibility },
  { name: "review", meaning: "draft, checked or disputed.", cell: ({ claim }) => claim.reviewState },
  { name: "background", meaning: "yes: not from the texts read.", cell: ({ claim }) => claim.background },
];

/** Columns of `claims.csv`. */
export const claimColumns: readonly Column<ClaimRow>[] = [
  { name: "id", meaning: "Lasting id.", cell: ({ claim }) => claim.id },
  { name: "on", meaning: "What it bears on, in words.", cell: ({ onName }) => onName },
  { name: "on_id", meaning: "Id of what it bears on.", cell: ({ claim }) => claim.on },
  { name: "field", meaning: "The field it backs, where it backs one.", cell: ({ claim }) => claim.field },
  ...assertionColumns,
];

/** Columns of `sources.csv`. */
export const sourceColumns: readonly Column<Source>[] = [
  { name: "id", meaning: "Lasting id.", cell: ({ id }) => id },
  { name: "kind", meaning: "Kind of source.", cell: ({ kind }) => kind },
  { name: "title", meaning: "Title.", cell: ({ title }) => title },
  { name: "author", meaning: "Who wrote it.", cell: ({ author }) => author },
  { name: "publisher", meaning: "Who published it.", cell: ({ publisher }) => publisher },
  { name: "date_printed", meaning: "Date it prints; EDTF.", cell: ({ datePrinted }) => datePrinted },
  { name: "date_used", meaning: "Date the team reckons with; EDTF.", cell: ({ dateUsed }) => dateUsed },
  { name: "date_basis", meaning: "Why that date.", cell: ({ dateBasis }) => dateBasis },
  { name: "reliability", meaning: "Admiralty mark, A to F.", cell: ({ reliability }) => reliability },
  { name: "url", meaning: "Where it is to be read.", cell: ({ url }) => url },
  { name: "file", meaning: "Name of the file read.", cell: ({ file }) => file },
  { name: "sha256", meaning: "Checksum of that file.", cell: ({ sha256 }) => sha256 },
  { name: "background", meaning: "yes: not from the texts read.", cell: ({ background }) => background },
  { name: "notes", meaning: "Notes of the team.", cell: ({ notes }) => notes },
];

/** Columns of `manifest.csv`, whose one line says of what and when the other files are. */
export const manifestColumns: readonly Column<Snapshot>[] = [
  { name: "workspace", meaning: "Name of the workspace.", cell: ({ workspace }) => workspace },
  { name: "snapshot", meaning: "Id of the snapshot.", cell: ({ id }) => id },
  { name: "hash", meaning: "Checksum of its content.", cell: ({ hash }) => hash },
  { name: "created_at", meaning: "When it was made; UTC.", cell: ({ createdAt }) => createdAt },
  { name: "as_of", meaning: "Only what held then; empty: all.", cell: ({ asOf }) => asOf ?? undefined },
  {
    name: "known_by",
    meaning: "Only what was published by then; empty: all.",
    cell: ({ knownBy }) => knownBy ?? undefined,
  },
];

/** Columns of the combined table: what the claim bears on as a sentence, then the claim, then of what snapshot. */
export const combinedColumns: readonly Column<CombinedRow>[] = [
  { name: "bears_on", meaning: "relation, position, entity or field.", cell: bearsOn },
  { name: "from", meaning: "First end, whose stance, or the entity.", cell: fromOf },
  { name: "relation", meaning: "The relation, the stance or the field.", cell: wordsOf },
  { name: "to", meaning: "Second end, or the decision.", cell: toOf },
  { name: "from_id", meaning: "Id or ids of from.", cell: fromIdOf },
  { name: "to_id", meaning: "Id of to.", cell: toIdOf },
  { name: "relation_id", meaning: "Id of the relation.", cell: ({ relation }) => relation?.relation.id },
  {
    name: "relation_kind",
    meaning: "Kind of the relation.",
    cell: ({ relation }) => relation?.relation.kind,
  },
  {
    name: "relation_from",
    meaning: "Since when it holds; EDTF.",
    cell: ({ relation }) => relation?.relation.validFrom,
  },
  {
    name: "relation_to",
    meaning: "Until when it holds; EDTF.",
    cell: ({ relation }) => relation?.relation.validTo,
  },
  {
    name: "strength",
    meaning: "weak, moderate or strong.",
    cell: ({ relation }) => relation?.relation.strength,
  },
  {
    name: "draft",
    meaning: "yes: no claim backs the relation yet.",
    cell: ({ claim }) => claim === undefined,
  },
  { name: "claim_id", meaning: "Id of the claim.", cell: ({ claim }) => claim?.claim.id },
  ...assertionColumns.map((column): Column<CombinedRow> => ({
    ...column,
    cell: ({ claim }) => claim && column.cell(claim),
  })),
  { name: "workspace", meaning: "Name of the workspace.", cell: ({ snapshot }) => snapshot.workspace },
  { name: "snapshot", meaning: "Id of the snapshot.", cell: ({ snapshot }) => snapshot.id },
  {
    name: "as_of",
    meaning: "Only what held then; empty: all.",
    cell: ({ snapshot }) => snapshot.asOf ?? undefined,
  },
];

function gradeOf({ reliability, claim }: ClaimRow): string | undefined {
  return admiraltyPair(reliability, claim.credibility);
}

function isPosition({ claim }: CombinedRow): boolean {
  return claim?.claim.stance !== undefined;
}

function bearsOn(row: CombinedRow): string {
  if (row.relation) return "relation";
  if (isPosition(row)) return "position";
  return row.claim?.claim.field === undefined ? "entity" : "field";
}

function fromOf(row: CombinedRow): string | readonly string[] | undefined {
  if (row.relation) return row.relation.fromName;
  return isPosition(row) ? row.claim?.actorNames : row.on?.name;
}

function fromIdOf(row: CombinedRow): string | readonly string[] | undefined {
  if (row.relation) return row.relation.relation.from;
  return isPosition(row) ? row.claim?.claim.actors : row.on?.id;
}

function wordsOf({ relation, claim }: CombinedRow): string | undefined {
  if (relation) return relation.words;
  return claim?.claim.stance ?? claim?.claim.field;
}

function toOf(row: CombinedRow): string | undefined {
  return row.relation?.toName ?? (isPosition(row) ? row.on?.name : undefined);
}

function toIdOf(row: CombinedRow): string | undefined {
  return row.relation?.relation.to ?? (isPosition(row) ? row.on?.id : undefined);
}
