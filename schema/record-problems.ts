// What is worth a notice in records and in what became of them: each function looks at one record and what it names, so that
// the full and the incremental projection share them.
import { problem } from "./assemble.ts";
import type { Graph, Problem } from "./graph.ts";
import { badIdentifiers, isoCodeOfId } from "./identifiers.ts";
import type { ClaimId, DisputeId, EntityId, RecordId, RelationId } from "./ids.ts";
import type { Claim, ClaimFields, Entity, EntityFields, Relation } from "./records.ts";
import { survivorOf, type Parts } from "./resolve.ts";
import type { OwnTerms } from "./terms/own-terms.ts";
import { propertyFaults } from "./terms/own-values.ts";
import { entityTermOf, relationTermOf, type RelationTerm } from "./terms/terms.ts";
import { isEntityKind } from "./vocabulary.ts";

/** What is the matter with an entity. */
export function entityProblems(parts: Parts, { meta }: Pick<Graph, "meta">, id: EntityId): Problem[] {
  const record = parts.entities.get(id);
  if (!record) return [];
  if (record.deleted) return [];
  const problems = [...record.problems];
  if (!record.fields) return problems;
  const { kind, properties } = record.fields;
  if (entityTermOf(kind, meta).origin === "unknown") problems.push(unknownKind(id, kind));
  problems.push(...identifierProblems(id, record.fields), ...propertyProblems(meta, id, properties));
  if (record.into !== undefined && survivorOf(parts, id) === id)
    problems.push(redirectProblem(parts, id, record.into));
  return problems;
}

function unknownKind(id: RecordId, kind: string): Problem {
  return problem("unknown-kind", id, "hint", `“${kind}” is not a kind in the vocabulary.`);
}

/** Values of the team's own fields that do not fit them, or fields that are not there. Rule OWN-5. */
function propertyProblems(terms: OwnTerms, id: RecordId, properties: EntityFields["properties"]): Problem[] {
  return propertyFaults(terms, properties).map(({ code, message }) => problem(code, id, "hint", message));
}

/** Identifiers without the form of their scheme, and a state whose two codes differ. Rule IDN-3. */
function identifierProblems(id: EntityId, { identifiers }: EntityFields): Problem[] {
  const bad = badIdentifiers(identifiers).map(({ message }) => `${message}.`);
  const [own, given] = [isoCodeOfId(id), identifiers?.["iso3"]];
  if (own !== undefined && given !== undefined && given !== own)
    bad.push(`Its id says ${own} and its ISO code ${given}: one of them is another state's.`);
  return bad.map((message) => problem("bad-identifier", id, "hint", message));
}

function redirectProblem(parts: Parts, id: EntityId, into: EntityId): Problem {
  return parts.entities.get(into)?.fields
    ? problem("redirect-cycle", id, "warning", `Merged with ${into} in both directions; this one was kept.`, [
        into,
      ])
    : problem("redirect-lost", id, "warning", `Merged into ${into}, which does not exist.`, [into]);
}

/** What is the matter with a relation, given what became of it. */
export function relationProblems(
  parts: Parts,
  graph: Pick<Graph, "entities" | "relations" | "claimsOn" | "meta">,
  id: RelationId,
): Problem[] {
  const record = parts.relations.get(id);
  if (!record || record.deleted) return [];
  const problems = [...record.problems];
  const { fields } = record;
  if (!fields) return problems;
  const relation = graph.relations.get(id);
  if (!relation) {
    const lost = [fields.from, fields.to].filter((end) => !graph.entities.has(survivorOf(parts, end)));
    return [
      ...problems,
      problem("dangling", id, "warning", `Hidden, because an end is gone: ${lost.join(", ")}.`, lost),
    ];
  }
  const term = relationTermOf(relation.kind, graph.meta);
  if (term.origin === "unknown") problems.push(unknownKind(id, relation.kind));
  else if (!endsFit(graph, relation, term))
    problems.push(problem("unusual-ends", id, "hint", `“${relation.kind}” seldom joins two such ends.`));
  problems.push(...propertyProblems(graph.meta, id, relation.properties));
  if (!graph.claimsOn.has(id)) {
    problems.push(problem("no-claim", id, "warning", "A draft: no claim backs this relation yet."));
  }
  return problems;
}

function endsFit(
  graph: Pick<Graph, "entities">,
  relation: Relation,
  term: Pick<RelationTerm, "from" | "to" | "origin">,
): boolean {
  const fits = (ends: typeof term.from, id: EntityId) => {
    const kind = graph.entities.get(id)?.kind ?? "";
    // The vocabulary cannot know where a team's own kinds belong.
    const isOutside = term.origin === "vocabulary" && !isEntityKind(kind);
    return ends === "any" || isOutside || ends.includes(kind);
  };
  return relation.from !== relation.to && fits(term.from, relation.from) && fits(term.to, relation.to);
}

/** What is the matter with a claim, given what became of it. */
export function claimProblems(parts: Parts, graph: Pick<Graph, "claims">, id: ClaimId): Problem[] {
  const record = parts.claims.get(id);
  if (!record || record.deleted) return [];
  if (!record.fields) return [...record.problems];
  const claim = graph.claims.get(id);
  return [
    ...record.problems,
    ...(claim ? shownClaimProblems(claim) : hiddenClaimProblems(parts, id, record.fields)),
  ];
}

function hiddenClaimProblems(parts: Parts, id: ClaimId, { on, actors = [] }: ClaimFields): Problem[] {
  // In the bin with its relation, and back with it: nothing for anybody to do.
  if (parts.relations.get(on as RelationId)?.deleted) return [];
  const message = `Hidden, because ${on} or its actors are gone.`;
  return [problem("dangling-claim", id, "warning", message, [on, ...actors])];
}

function shownClaimProblems({ id, evidence, stance, actors }: Claim): Problem[] {
  const problems: Problem[] = [];
  if (evidence.length === 0) {
    problems.push(problem("no-evidence", id, "warning", "No source and place are given for this claim."));
  }
  if ((stance === undefined) !== (actors === undefined)) {
    problems.push(problem("invalid", id, "warning", "A position needs both a stance and whose it is."));
  }
  return problems;
}

/** What is the matter with a dispute, given what became of its claims. */
export function disputeProblems(parts: Parts, graph: Pick<Graph, "disputes">, id: DisputeId): Problem[] {
  const record = parts.disputes.get(id);
  if (!record || record.deleted) return [];
  if (!record.fields || graph.disputes.has(id)) return [...record.problems];
  const message = "Hidden, because fewer than two of its claims are left.";
  return [...record.problems, problem("dangling-dispute", id, "hint", message, record.fields.claims)];
}

/** What two entities must not share unless they are the same: a name within a kind, or an identifier. */
export function identityKeys(entity: Entity): string[] {
  const name = `${entity.kind}|${entity.label.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim()}`;
  const identifiers = Object.entries(entity.identifiers ?? {}).map(([scheme, value]) => `${scheme}=${value}`);
  return [name, ...identifiers];
}

/** Says which of the entities sharing a key are likely duplicates of the one with the smallest id. Rule DUP-1. */
export function duplicateProblems(sharers: Iterable<EntityId>): Problem[] {
  const [first, ...others] = [...sharers].toSorted();
  return others.map((id) =>
    problem("duplicate", id, "hint", `Seems to be the same as ${first}.`, first && [first]),
  );
}

/** Stable order of problems, and each said once. */
export function orderProblems(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = ({ target, code, message }: Problem) => `${target}\n${code}\n${message}`;
  const byKey = new Map(problems.map((item) => [keyOf(item), item]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
