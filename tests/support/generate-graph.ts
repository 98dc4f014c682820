// Workspaces of any size for benchmarks and for tests of 500 / 2,000: the same seed gives the same bytes. Shaped like
// real maps: a few hubs, communities, every common kind, decisions with an electorate, claims with evidence.
import * as Y from "yjs";
import { perform, type Author, type Command } from "../../schema/edits.ts";
import {
  entityPrefixes,
  type ClaimId,
  type EntityId,
  type EvidenceId,
  type RecordId,
  type RelationId,
  type SourceId,
} from "../../schema/ids.ts";
import type { ClaimFields, EntityFields } from "../../schema/records.ts";
import { relationKinds } from "../../schema/relation-kinds.ts";
import { noOwnTerms } from "../../schema/terms/own-terms.ts";
import { relationTermOf } from "../../schema/terms/terms.ts";
import {
  certainties,
  credibilities,
  reliabilities,
  reviewStates,
  stances,
  type EntityKind,
} from "../../schema/vocabulary.ts";
import { Random } from "./random.ts";

/** How large, and which one of that size. */
export interface GraphSize {
  readonly entities: number;
  readonly relations: number;
  /** On average; some relations stay drafts. 1.5 unless set. */
  readonly claimsPerRelation?: number;
  readonly seed?: number;
}

/** Who made it and when, the same in every run. */
export const generatingAuthor: Author = { user: "Generator", at: "2026-01-02T03:04:05.000Z" };

const commandsPerStep = 500;
const electorCount = 11;
const sourceCount = 12;
/** Shares of a hundred, in the order of the field: the user's words first. */
const kindShares: readonly (readonly [EntityKind, number])[] = [
  ["state", 16],
  ["agreement", 10],
  ["company", 24],
  ["body", 16],
  ["person", 16],
  ["sector", 6],
  ["decision", 3],
  ["bloc", 3],
  ["negotiation", 3],
  ["measure", 3],
];

/**
 * A workspace as steps of at most 500 commands, for `perform`.
 *
 * @throws Error when there are fewer than 12 entities: a decision needs its electors.
 */
export function generateCommands(size: GraphSize): readonly Command[] {
  if (size.entities < electorCount + 1) throw new Error(`At least ${electorCount + 1} entities are needed.`);
  const random = new Random(size.seed ?? 1);
  const entities = generateEntities(size.entities, random);
  const relations = generateRelations(size.relations, entities, random);
  const claims = generateClaims(size, entities, relations, random);
  const records = [...generateSources(random), ...entities.map(addEntity), ...relations, ...claims];
  const steps = Math.ceil(records.length / commandsPerStep);
  return Array.from({ length: steps }, (_, step) => ({
    kind: "all",
    commands: records.slice(step * commandsPerStep, (step + 1) * commandsPerStep),
  }));
}

/** The same as a document. About 0.2 s for 500 / 2,000. */
export function generateDocument(size: GraphSize): Y.Doc {
  const doc = new Y.Doc();
  // One client id for all runs: random ones would give other bytes each time.
  doc.clientID = size.seed ?? 1;
  for (const command of generateCommands(size)) perform(doc, command, generatingAuthor);
  return doc;
}

type AddRelation = Extract<Command, { readonly kind: "add-relation" }>;

interface Made {
  readonly id: EntityId;
  readonly kind: EntityKind;
  readonly label: string;
  readonly index: number;
  /** Of a decision: the states that decide it. */
  readonly electors: readonly EntityId[];
}

function generateSources(random: Random): Command[] {
  return Array.from({ length: sourceCount }, (_, index) => ({
    kind: "add-source",
    id: `src:g${index}` as SourceId,
    fields: {
      kind: random.pick(["news", "report", "op-ed", "statement"] as const),
      title: `${nameFrom(random)} ${random.pick(["Review", "Institute paper", "Courier", "communiqué"])} ${index + 1}`,
      dateUsed: dateFrom(random),
      reliability: random.pick(reliabilities),
    },
  }));
}

function generateEntities(count: number, random: Random): readonly Made[] {
  const made: Made[] = [];
  for (let index = 0; index < count; index += 1) {
    // The first ones are states, so that every decision finds its electors.
    const kind = index < electorCount ? "state" : kindFrom(random);
    const electors =
      kind === "decision" ? made.filter((entity) => entity.kind === "state").slice(0, electorCount) : [];
    const id = `${entityPrefixes[kind]}:g${index}` as EntityId;
    made.push({
      id,
      kind,
      label: labelOf(kind, index, random),
      index,
      electors: electors.map((entity) => entity.id),
    });
  }
  return made;
}

function addEntity({ id, kind, label, electors }: Made): Command {
  const decision: Partial<EntityFields> = {
    rule: "unanimity",
    decisionType: "accession",
    status: "open",
    electorate: [{ members: [...electors], basis: "Generated list" }],
  };
  return { kind: "add-entity", id, fields: { kind, label, ...(kind === "decision" && decision) } };
}

function generateRelations(count: number, entities: readonly Made[], random: Random): readonly AddRelation[] {
  const seen = new Set<string>();
  const relations: AddRelation[] = [];
  // Bounded: among very few entities there may not be that many different relations.
  for (let attempt = 0; relations.length < count && attempt < count * 20; attempt += 1) {
    const from = hubFrom(entities, random);
    const to = neighbourOf(from, entities, random);
    const kind = random.pick(relationKinds.filter((name) => fits(name, from.kind, to.kind)));
    const key = `${from.id} ${kind} ${to.id}`;
    if (from === to || seen.has(key)) continue;
    seen.add(key);
    const since = random.chance(0.6) ? { validFrom: dateFrom(random) } : {};
    const strength = random.chance(0.3)
      ? { strength: random.pick(["weak", "moderate", "strong"] as const) }
      : {};
    const fields = { kind, from: from.id, to: to.id, ...since, ...strength };
    relations.push({ kind: "add-relation", id: `r:g${relations.length}` as RelationId, fields });
  }
  return relations;
}

function generateClaims(
  { claimsPerRelation = 1.5 }: GraphSize,
  entities: readonly Made[],
  relations: readonly AddRelation[],
  random: Random,
): readonly Command[] {
  const writer = new ClaimWriter(random);
  for (const { id, fields } of relations) {
    const count = Math.round(random.next() * claimsPerRelation * 2);
    for (let index = 0; index < count; index += 1) {
      writer.add(
        id,
        `It was said that this ${relationTermOf(fields.kind, noOwnTerms).label.split(" ")[0] ?? ""} in ${dateFrom(random)}.`,
      );
    }
  }
  for (const { id, electors, label } of entities.filter(({ kind }) => kind === "decision")) {
    for (const elector of electors.filter(() => random.chance(0.65))) {
      writer.add(id, `A delegate spoke on ${label}.`, { stance: random.pick(stances), actors: [elector] });
    }
  }
  return writer.commands;
}

/** Claims come with their evidence, and both need ids that no other has. */
class ClaimWriter {
  readonly commands: Command[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  add(on: RecordId, statement: string, position: Partial<ClaimFields> = {}): void {
    const random = this.#random;
    const name = `g${this.commands.length}`;
    const id = `clm:${name}` as ClaimId;
    const review = random.chance(0.7) ? { reviewState: random.pick(reviewStates) } : {};
    this.commands.push(
      {
        kind: "add-claim",
        id,
        fields: {
          kind: "claim",
          on: on as EntityId,
          statement,
          assertedBy: nameFrom(random),
          certainty: random.pick(certainties),
          valid: dateFrom(random),
          credibility: random.pick(credibilities),
          ...review,
          ...position,
        },
      },
      {
        kind: "add-evidence",
        id: `evd:${name}` as EvidenceId,
        fields: {
          kind: "evidence",
          claim: id,
          source: `src:g${random.below(sourceCount)}` as SourceId,
          locator: `p${1 + random.below(40)}`,
        },
      },
    );
  }
}

function fits(kind: string, from: EntityKind, to: EntityKind): boolean {
  const term = relationTermOf(kind, noOwnTerms);
  return (term.from === "any" || term.from.includes(from)) && (term.to === "any" || term.to.includes(to));
}

/** Few have many relations: the square of an even number leans to the first entities. */
function hubFrom(entities: readonly Made[], random: Random): Made {
  return at(entities, Math.floor(random.next() ** 2 * entities.length));
}

/** Mostly somebody of the same community, else anybody. */
function neighbourOf({ index }: Made, entities: readonly Made[], random: Random): Made {
  const communitySize = Math.max(8, Math.floor(entities.length / 12));
  if (random.chance(0.25)) return hubFrom(entities, random);
  return at(entities, (index + 1 + random.below(communitySize)) % entities.length);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no item ${index}.`);
  return item;
}

function kindFrom(random: Random): EntityKind {
  let left = random.next() * 100;
  for (const [kind, share] of kindShares) {
    left -= share;
    if (left < 0) return kind;
  }
  return "state";
}

const syllables = [
  "ar",
  "bel",
  "cor",
  "da",
  "en",
  "fal",
  "gri",
  "hol",
  "ist",
  "ka",
  "lu",
  "mer",
  "nor",
  "os",
  "pel",
  "ria",
  "sun",
  "tav",
];

function nameFrom(random: Random): string {
  const word = Array.from({ length: 2 + random.below(2) }, () => random.pick(syllables)).join("");
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Numbered, so that no two of a kind share a name and count as duplicates. */
function labelOf(kind: EntityKind, index: number, random: Random): string {
  const name = nameFrom(random);
  const labels: Partial<Record<EntityKind, string>> = {
    agreement: `${name} Trade Agreement ${index}`,
    decision: `${name} joins agreement ${index}`,
    body: `Ministry of ${name} ${index}`,
    company: `${name} Industries ${index}`,
  };
  return labels[kind] ?? `${name} ${index}`;
}

function dateFrom(random: Random): string {
  return `${2012 + random.below(14)}-${String(1 + random.below(12)).padStart(2, "0")}`;
}
