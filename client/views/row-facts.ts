// A row of each table as a short text to read, where there is no room for columns.
import "../controls/kind-icon.ts";
import "../controls/stance-badge.ts";
import { html, nothing } from "lit";

import { locatorWords } from "../panels/locator-words.ts";
import { countWords } from "./row-actions.ts";
import { draftMark, stanceMarks, sureness } from "./table-columns.ts";
import type { ClaimRow, EntityRow, RelationRow, Row } from "./table-rows.ts";

/** What leads a row. */
export function rowTitle(row: Row) {
  switch (row.table) {
    case "entities":
      return html`<entente-kind-icon kind=${row.entity.kind} icon=${row.icon}></entente-kind-icon
        ><span>${row.name}</span>`;
    case "relations":
      return html`<span>${row.from} <span class="verb">${row.words}</span> ${row.to}</span>`;
    case "claims":
      return html`<span class="serif">${row.claim.statement}</span>`;
  }
}

/** What follows, one thing a line. */
export function rowFacts(row: Row) {
  switch (row.table) {
    case "entities":
      return entityFacts(row);
    case "relations":
      return relationFacts(row);
    case "claims":
      return claimFacts(row);
  }
}

function entityFacts({ kind, aliases, stance, relationCount, claimCount }: EntityRow) {
  const counts = `${countWords(relationCount, "relations")}, ${countWords(claimCount, "claims")}`;
  return html`${stanceMarks(stance)} ${facts(kind, counts)} ${aliases === "" ? nothing : facts(aliases)}`;
}

function relationFacts({ valid, relation, claimCount, grade, isDraft }: RelationRow) {
  const backing = isDraft ? "" : `${countWords(claimCount, "claims")}${grade ? `, best ${grade.pair}` : ""}`;
  return html`${isDraft ? html`<span class="marks">${draftMark}</span>` : nothing}
  ${facts(valid, relation.strength ?? "", backing)}`;
}

function claimFacts({ claim, on, actors, asserter, date, places, grade }: ClaimRow) {
  const stance = claim.stance
    ? html`<span class="marks"
        ><entente-stance-badge stance=${claim.stance}></entente-stance-badge
        ><span class="dense">${actors}</span></span
      >`
    : nothing;
  const place = places[0] ? `${places[0].line}, ${locatorWords(places[0].locator)}` : "no source";
  const who = [sureness(claim), asserter].filter((text) => text !== "").join(", ");
  return html`${stance} ${facts(`on ${on}`)}
  ${facts(who, date ? `${date.of} ${date.text}` : "", grade.pair, claim.reviewState ?? "")} ${facts(place)}`;
}

function facts(...texts: readonly string[]) {
  const said = texts.filter((text) => text !== "");
  return said.length === 0 ? nothing : html`<p class="facts">${said.join(" · ")}</p>`;
}
