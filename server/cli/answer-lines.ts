// Answers in words: short sentences with ids and places, so that a reader can go and look.
import type { AnswerRows } from "../../schema/analysis/query.ts";
import type { ClaimRow } from "../../schema/analysis/query/claim-row.ts";
import type { Link } from "../../schema/analysis/query/links.ts";
import type { Side } from "../../schema/analysis/query/positions-answer.ts";
import { capital } from "../../schema/capital.ts";
import type { Answer } from "../../schema/analysis/query/question.ts";
import type { QuestionName } from "../../schema/analysis/query/question-terms.ts";
import { entityKindTerms, isEntityKind, stanceTerms, type Certainty } from "../../schema/vocabulary.ts";

/** Claims listed on one line, before the rest is only counted. */
const idsShownMax = 6;

/** An answer as lines: for which day, each item, the claims cited, and how much there is beyond this page. */
export function toLines<Name extends QuestionName>(
  question: Name,
  answer: Answer<AnswerRows[Name]>,
): readonly string[] {
  const { asOf, knownBy, items, cited } = answer;
  const dates = [...(asOf ? [`as of ${asOf}`] : []), ...(knownBy ? [`known by ${knownBy}`] : [])];
  const head = dates.length > 0 ? [`${capital(dates.join(", "))}:`] : [];
  const claims = cited.length > 0 ? ["", "Claims:", ...cited.map(claimLine)] : [];
  return [...head, ...items.flatMap(itemLines[question]), ...claims, ...pageLines(answer)];
}

const itemLines: {
  readonly [Name in QuestionName]: (item: AnswerRows[Name], index: number) => readonly string[];
} = {
  claims: (claim) => [claimLine(claim)],
  changes: (claim) => [
    `${claimLine(claim)} (${claim.changed === "published" ? "published" : "in force"} since)`,
  ],
  relations: ({ id, reading, certainties, validFrom, validTo, claims }) => {
    const period = (validFrom ?? validTo) ? ` (${validFrom ?? ".."}/${validTo ?? ".."})` : "";
    return [`[${id}] ${reading}${period}${doubt(certainties)}: ${idList(claims, "draft, no claim")}`];
  },
  entities: ({ id, label, kind, claims }) => [
    `[${id}] ${label} (${kindWord(kind)}): ${idList(claims, "no claim that was asked for")}`,
  ],
  decisions: (decision) => [
    `[${decision.decision}] ${decision.label}${decision.status ? ` (${decision.status})` : ""}: ${decision.reason}`,
    ...namedLine("Refuse", decision.declaredBlockers),
    ...namedLine("Could still refuse", decision.potentialBlockers),
    ...namedLine("Unknown", decision.unknown),
    ...namedLine("In the bin, so that nothing is known of them until they are restored", decision.inBin),
    `    ${idList(decision.claims, "no claim")}`,
  ],
  paths: ({ entities, steps }, index) => [
    `${index + 1}. ${entities.map(({ label }) => label).join(" > ")}`,
    ...steps.flatMap(({ links }) => links.map(linkLine)),
  ],
  opposite: ({ actor, label, parting, a, b }) => [
    `[${actor}] ${label}, ${parting}: ${sideWords(a)}; ${sideWords(b)}`,
  ],
  neighbours: ({ id, label, kind, links }) => [
    `[${id}] ${label} (${kindWord(kind)})`,
    ...links.map(linkLine),
  ],
  stances: ({ on, label, stance, asOf, latest, contested, claims }) => {
    const marks = [...(latest ? ["latest"] : []), ...(contested ? ["contested"] : [])];
    const noted = marks.length > 0 ? ` (${marks.join(", ")})` : "";
    return [
      `${asOf || "no date"}  ${stanceTerms[stance].label} on ${on} ${label}${noted} ${bracketed(claims)}`,
    ];
  },
  contested: ({ kind, text, claims }) => [`${kind}: ${text} ${bracketed(claims)}`],
  unsourced: ({ kind, id, text }) => [`${kind} [${id}] ${text}`],
};

/** `[clm:000-hesitation] 000 p4, Cathy Fang, C3, 2024-12~: …`, with how sure it is where that is not plainly asserted. */
function claimLine(claim: ClaimRow): string {
  const { id, places, asserter, grade, date, certainty, statement } = claim;
  const marks = [
    places.join(" and ") || "no source",
    asserter ?? "nobody named",
    grade,
    date ?? "no date",
    ...(certainty && certainty !== "asserted" ? [certainty] : []),
    ...(claim.reviewState === "disputed" ? ["disputed"] : []),
    ...(claim.background ? ["background"] : []),
    ...(claim.teaser ? ["teaser, no weight"] : []),
  ];
  return `[${id}] ${marks.join(", ")}: ${statement}`;
}

function linkLine({ reading, certainties, claims }: Link): string {
  return `    ${reading}${doubt(certainties)} ${claims.length > 0 ? bracketed(claims) : "(draft, no claim)"}`;
}

/** A line that nobody plainly asserts must not read as if somebody did. */
function doubt(certainties: readonly Certainty[]): string {
  const isPlain = certainties.length === 0 || certainties.includes("asserted");
  return isPlain ? "" : ` (only ${certainties.join(", ")})`;
}

function sideWords({ on, stance, asOf, certainties, collective, contested, stale, claims }: Side): string {
  const marks = [
    asOf || "no date",
    ...certainties,
    ...(collective ? ["said of several together"] : []),
    ...(contested ? ["contested"] : []),
    ...(stale ? ["stale"] : []),
  ];
  return `${stanceTerms[stance].label} on ${on} (${marks.join(", ")}) ${bracketed(claims)}`;
}

function pageLines({ total, offset, next, items }: Answer): readonly string[] {
  if (total === 0) return ["Nothing found."];
  if (next === null)
    return offset > 0 && items.length === 0 ? [`There are only ${total.toLocaleString("en")}.`] : [];
  return [
    "",
    `${items.length.toLocaleString("en")} of ${total.toLocaleString("en")}; the next begin at --offset ${next}.`,
  ];
}

function namedLine(words: string, ids: readonly string[]): readonly string[] {
  return ids.length > 0 ? [`    ${words}: ${ids.join(", ")}`] : [];
}

function idList(ids: readonly string[], none: string): string {
  if (ids.length === 0) return none;
  const more = ids.length > idsShownMax ? ` and ${ids.length - idsShownMax} more` : "";
  return `${ids.slice(0, idsShownMax).join(", ")}${more}`;
}

function bracketed(ids: readonly string[]): string {
  return `[${ids.join(", ")}]`;
}

function kindWord(kind: string): string {
  return isEntityKind(kind) ? entityKindTerms[kind].label : kind.replaceAll("-", " ");
}
