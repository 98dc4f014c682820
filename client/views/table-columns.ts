// What stands in the columns of each table, how wide, and by what they sort; see sort-rows.ts.
import "../controls/kind-icon.ts";
import "../controls/stance-badge.ts";
import { html, nothing, type TemplateResult } from "lit";

import type { Claim } from "../../schema/records.ts";
import { stanceStates, type Stance } from "../../schema/vocabulary.ts";
import { dateWords } from "../../schema/date-words.ts";
import { locatorWords } from "../panels/locator-words.ts";
import type { ActorStance } from "./actor-stances.ts";
import { reviewRank, type ClaimRow, type EntityRow, type RelationRow, type Row } from "./table-rows.ts";
import type { TableName } from "../app/events.ts";

export type SortKey = string | number | undefined;
export type Direction = "asc" | "desc";

/** One column. Methods, not function properties: a table's columns only ever meet rows of that table. */
export interface TableColumn<Kind extends Row = Row> {
  readonly id: string;
  readonly header: string;
  /** With `grow`, the least width. */
  readonly width: string;
  readonly grow?: number;
  readonly align?: "end";
  /** The column that names the row; it stays when the table scrolls sideways. */
  readonly isName?: true;
  /** Sorted like this at first. */
  readonly initially?: Direction;
  sortKey(row: Kind): SortKey;
  cell(row: Kind): TemplateResult;
}

/** The columns that a table always has. The cell of a name is drawn by the grid while it is being renamed. */
export function fixedColumns(table: TableName): readonly TableColumn[] {
  return columns[table];
}

const entityColumns: readonly TableColumn<EntityRow>[] = [
  {
    id: "name",
    header: "Name",
    width: "220px",
    grow: 3,
    isName: true,
    initially: "asc",
    sortKey: ({ name }) => name,
    cell: ({ name, entity, icon }) =>
      html`<span class="named"
        ><entente-kind-icon kind=${entity.kind} icon=${icon}></entente-kind-icon>${clip(name)}</span
      >`,
  },
  {
    id: "kind",
    header: "Kind",
    width: "140px",
    grow: 1,
    sortKey: ({ kind }) => kind,
    cell: ({ kind }) => quiet(kind),
  },
  {
    id: "aliases",
    header: "Also known as",
    width: "160px",
    grow: 3,
    sortKey: ({ aliases }) => aliases || undefined,
    cell: ({ aliases }) => quiet(aliases),
  },
  {
    id: "stance",
    header: "Stance",
    width: "190px",
    grow: 1,
    sortKey: ({ stance }) => stance && stanceStates.indexOf(stance.stance),
    cell: ({ stance }) => stanceMarks(stance),
  },
  {
    id: "relations",
    header: "Relations",
    width: "96px",
    align: "end",
    sortKey: ({ relationCount }) => relationCount,
    cell: ({ relationCount }) => count(relationCount),
  },
  {
    id: "claims",
    header: "Claims",
    width: "84px",
    align: "end",
    sortKey: ({ claimCount }) => claimCount,
    cell: ({ claimCount }) => count(claimCount),
  },
];

const relationColumns: readonly TableColumn<RelationRow>[] = [
  {
    id: "from",
    header: "From",
    width: "170px",
    grow: 2,
    isName: true,
    initially: "asc",
    sortKey: ({ from }) => from,
    cell: ({ from }) => clip(from),
  },
  {
    id: "kind",
    header: "Relation",
    width: "170px",
    grow: 2,
    sortKey: ({ words }) => words,
    cell: ({ words }) => quiet(words),
  },
  { id: "to", header: "To", width: "170px", grow: 2, sortKey: ({ to }) => to, cell: ({ to }) => clip(to) },
  {
    id: "valid",
    header: "Holds",
    width: "196px",
    grow: 1,
    sortKey: ({ validFrom }) => validFrom,
    cell: ({ valid }) => clip(valid),
  },
  {
    id: "strength",
    header: "Strength",
    width: "92px",
    sortKey: ({ relation }) => relation.strength && ["weak", "moderate", "strong"].indexOf(relation.strength),
    cell: ({ relation }) => quiet(relation.strength ?? ""),
  },
  {
    id: "claims",
    header: "Claims",
    width: "84px",
    align: "end",
    sortKey: ({ claimCount }) => claimCount,
    cell: ({ claimCount, isDraft }) => (isDraft ? draftMark : count(claimCount)),
  },
  {
    id: "grade",
    header: "Best grade",
    width: "104px",
    sortKey: ({ grade }) => grade?.pair,
    cell: ({ grade }) =>
      grade ? html`<span class="numeral" title=${grade.words}>${grade.pair}</span>` : blank,
  },
];

const claimColumns: readonly TableColumn<ClaimRow>[] = [
  {
    id: "statement",
    header: "Claim",
    width: "300px",
    grow: 4,
    isName: true,
    sortKey: ({ claim }) => claim.statement,
    cell: ({ claim }) => html`<span class="statement" title=${claim.statement}>${claim.statement}</span>`,
  },
  {
    id: "on",
    header: "On",
    width: "140px",
    grow: 2,
    sortKey: ({ on }) => on,
    cell: ({ on }) => twoLines(on),
  },
  {
    id: "asserter",
    header: "Says who",
    width: "126px",
    grow: 1,
    sortKey: ({ asserter, claim }) => `${asserter} ${claim.certainty ?? ""}`.trim() || undefined,
    cell: ({ asserter, claim }) => twoFacts(asserter, sureness(claim)),
  },
  {
    id: "source",
    header: "Source",
    width: "150px",
    grow: 2,
    sortKey: ({ places: [place] }) => place && `${place.line} ${place.locator}`,
    cell: ({ places }) => sourceCell(places),
  },
  {
    id: "grade",
    header: "Grade",
    width: "64px",
    sortKey: ({ grade }) => grade.pair,
    cell: ({ grade }) => html`<span class="numeral" title=${grade.words}>${grade.pair}</span>`,
  },
  {
    id: "stance",
    header: "Position",
    width: "132px",
    grow: 1,
    sortKey: ({ claim }) => claim.stance && stanceStates.indexOf(claim.stance),
    cell: ({ claim, actors }) => (claim.stance ? positionCell(claim.stance, actors) : blank),
  },
  {
    id: "date",
    header: "Date",
    width: "96px",
    initially: "desc",
    sortKey: ({ date }) => date?.instant,
    cell: ({ date }) => (date ? twoFacts(date.text, date.of, `${date.of} ${dateWords(date.text)}`) : blank),
  },
  {
    id: "state",
    header: "Review",
    width: "80px",
    sortKey: (row) => reviewRank(row.claim),
    cell: ({ claim }) => quiet(claim.reviewState ?? ""),
  },
];

const columns = {
  entities: entityColumns,
  relations: relationColumns,
  claims: claimColumns,
} satisfies Record<TableName, unknown> as Readonly<Record<TableName, readonly TableColumn[]>>;

const blank = html``;

/** The mark of a relation that no claim backs. */
export const draftMark = html`<span class="chip draft" title="No claim backs this relation yet">draft</span>`;

/** A stance with what weakens it, in words. */
export function stanceMarks(stance: ActorStance | undefined) {
  if (!stance) return blank;
  return html`<span class="marks">
    <entente-stance-badge stance=${stance.stance}></entente-stance-badge>
    ${stance.contested ? html`<span class="chip" title="Claims of the same date disagree">contested</span>` : nothing}
    ${stance.stale ? html`<span class="chip amber" title="Older than the decision's review period">stale</span>` : nothing}
  </span>`;
}

function positionCell(stance: Stance, actors: string) {
  return html`<span class="stack">
    <entente-stance-badge stance=${stance}></entente-stance-badge>${clip(actors)}
  </span>`;
}

/** How sure whoever says it is, in the vocabulary's word and the source's own: "prediction, “probably”". */
export function sureness({ certainty, hedge }: Claim): string {
  return [certainty, hedge && `“${hedge}”`].filter(Boolean).join(", ");
}

function sourceCell(places: ClaimRow["places"]) {
  const [first, ...others] = places;
  if (!first) return html`<span class="chip draft">no source</span>`;
  const more = others.length > 0 ? `, +${others.length}` : "";
  const all = places.map(({ title, locator }) => `${title}, ${locatorWords(locator)}`).join("\n");
  return twoFacts(first.line, `${locatorWords(first.locator)}${more}`, all);
}

/** The second below the first, quieter. */
function twoFacts(first: string, second: string, title = `${first}, ${second}`) {
  return html`<span class="stack" title=${title}>
    <span class="clip">${first}</span><span class="clip muted">${second}</span>
  </span>`;
}

function clip(text: string) {
  return html`<span class="clip" title=${text}>${text}</span>`;
}
/** Text that says less than the name. */
export function quiet(text: string) {
  return html`<span class="clip muted" title=${text}>${text}</span>`;
}
function twoLines(text: string) {
  return html`<span class="two-lines" title=${text}>${text}</span>`;
}
function count(number: number) {
  return html`<span class="numeral ${number === 0 ? "muted" : ""}">${number}</span>`;
}
