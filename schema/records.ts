// What one record may hold. Each kind of record has one valibot schema, which gives its type, its checks,
// and later its form and its JSON Schema. Fields beyond these are kept in the document and ignored here.
import * as v from "valibot";

import {
  idPattern,
  type ClaimId,
  type DisputeId,
  type EntityId,
  type EvidenceId,
  type RecordId,
  type RelationId,
  type SourceId,
} from "./ids.ts";
import { readDate } from "./time.ts";
import {
  attributions,
  certainties,
  confidences,
  credibilities,
  decisionStatuses,
  decisionTypes,
  disputeMatters,
  likelihoods,
  reliabilities,
  reviewStates,
  ruleKinds,
  sourceKinds,
  stances,
} from "./vocabulary.ts";

const line = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(400, "is longer than 400 characters"),
);
const prose = v.pipe(v.string(), v.maxLength(16_000, "is longer than 16,000 characters"));
/** A kind is a word of the vocabulary or a team's own: unknown kinds are shown as such, not refused. */
const kind = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/, "must be a word such as `member-of`"));
const date = v.pipe(
  v.string(),
  v.check(
    (text) => readDate(text) !== undefined,
    "must be an EDTF date such as 2024-12-15, 2024-12~ or 2020/2024",
  ),
);
const idOf = <Id extends RecordId>() =>
  v.custom<Id>(
    (value) => typeof value === "string" && idPattern.test(value),
    "must be an id such as `s:JPN`",
  );

export const entityIdSchema = idOf<EntityId>();
export const relationIdSchema = idOf<RelationId>();
export const claimIdSchema = idOf<ClaimId>();
export const evidenceIdSchema = idOf<EvidenceId>();
export const sourceIdSchema = idOf<SourceId>();
export const disputeIdSchema = idOf<DisputeId>();

const scalar = v.union([v.boolean(), v.pipe(v.number(), v.finite()), line]);
/** Values of a team's own fields, by the field's word; own-values.ts says what fits. */
const properties = v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)), scalar));

/** What another name is: as a treaty has it, as people say it, as a forum has it, as it was, or a slip of the pen. */
const aliasUses = ["official", "common", "forum", "historic", "typo"] as const;
/** Another name of an entity. `forum` names are those under which it takes part somewhere. */
const alias = v.object({
  name: line,
  use: v.optional(v.picklist(aliasUses)),
  /** Of a forum name: where, as a word such as WTO or an entity's id; several separated by commas. */
  forum: v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty("must not be empty"), v.maxLength(80))),
  language: v.optional(v.pipe(v.string(), v.maxLength(20))),
});
export type Alias = v.InferOutput<typeof alias>;

/** One period's electorate: members of something on the day, or a list. */
const electorate = v.object({
  validFrom: v.optional(date),
  validTo: v.optional(date),
  /** Whoever is `member-of` this on the day decides. */
  membersOf: v.optional(entityIdSchema),
  /** A list instead, with its basis said. */
  members: v.optional(v.pipe(v.array(entityIdSchema), v.maxLength(256))),
  basis: v.optional(line),
  /** Where the rule of this period differs from the decision's. */
  rule: v.optional(v.picklist(ruleKinds)),
  /** Counts only with the background layer. */
  background: v.optional(v.boolean()),
});
export type Electorate = v.InferOutput<typeof electorate>;

/** A step on the way to a decision, in its order. */
const stage = v.object({
  label: line,
  status: v.optional(v.picklist(decisionStatuses)),
  date: v.optional(date),
});

const outcome = v.object({ result: v.picklist(["carried", "rejected"]), date });
export type Outcome = v.InferOutput<typeof outcome>;

/** Fields of every entity, and those only a decision uses. Smallest valid: `{kind, label}`. */
export const entityFields = {
  kind,
  label: line,
  aliases: v.optional(v.pipe(v.array(alias), v.maxLength(64))),
  /** Identifiers by scheme: those of identifiers.ts, which are checked, or a team's own. */
  identifiers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,23}$/)), line)),
  notes: v.optional(prose),
  subtype: v.optional(line),
  validFrom: v.optional(date),
  validTo: v.optional(date),
  properties,
  background: v.optional(v.boolean()),
  decisionType: v.optional(v.picklist(decisionTypes)),
  subject: v.optional(entityIdSchema),
  object: v.optional(entityIdSchema),
  rule: v.optional(v.picklist(ruleKinds)),
  electorate: v.optional(v.pipe(v.array(electorate), v.maxLength(64))),
  status: v.optional(v.picklist(decisionStatuses)),
  /** The time for which that status is attested. */
  statusOn: v.optional(date),
  outcome: v.optional(outcome),
  deadline: v.optional(date),
  stages: v.optional(v.pipe(v.array(stage), v.maxLength(32))),
  /** Months after which a position counts as stale; 24 where it is not set. */
  staleAfterMonths: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1200))),
} as const;
export const entitySchema = v.object(entityFields);
export type EntityFields = v.InferOutput<typeof entitySchema>;

/** Smallest valid: `{kind, from, to}`. */
export const relationFields = {
  kind,
  from: entityIdSchema,
  to: entityIdSchema,
  validFrom: v.optional(date),
  validTo: v.optional(date),
  status: v.optional(line),
  note: v.optional(prose),
  strength: v.optional(v.picklist(["weak", "moderate", "strong"])),
  /** What the kind asks for beyond the common fields, such as `{channel: "persuasion", direction: "+"}`. */
  qualifiers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,23}$/)), scalar)),
  properties,
  background: v.optional(v.boolean()),
} as const;
export const relationSchema = v.object(relationFields);
export type RelationFields = v.InferOutput<typeof relationSchema>;

/** One assertion. With `stance` and `actors` it is a position; with `field` it backs that field of `on`. */
export const claimFields = {
  kind: v.literal("claim"),
  /** What it bears on: a relation, a decision (or another entity). */
  on: v.custom<EntityId | RelationId>(
    (value) => typeof value === "string" && idPattern.test(value),
    "must be an id",
  ),
  field: v.optional(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,23}$/, "must be a field's name"))),
  /** What it gives for that field, or the figure it reports; the unit stands in the statement. */
  value: v.optional(scalar),
  /** The claim, or the proposal, that it denies. What is denied need not be a fact. */
  denies: v.optional(idOf<EntityId | ClaimId>()),
  /** One sentence in the team's own words. */
  statement: v.pipe(v.string(), v.trim(), v.nonEmpty("must not be empty"), v.maxLength(2000)),
  stance: v.optional(v.picklist(stances)),
  /** Whose stance. Several where the source speaks of them together. */
  actors: v.optional(v.pipe(v.array(entityIdSchema), v.minLength(1), v.maxLength(256))),
  /** The source speaks of the actors together, not of each. */
  collective: v.optional(v.boolean()),
  conditions: v.optional(v.pipe(v.array(line), v.maxLength(32))),
  /** Who says it, not merely who prints it: an entity's id, or a name. */
  assertedBy: v.optional(line),
  attribution: v.optional(v.picklist(attributions)),
  certainty: v.optional(v.picklist(certainties)),
  /** The source's own hedging word, such as "probably". */
  hedge: v.optional(line),
  /** The team's own judgement, never a reading of the source's words. */
  likelihood: v.optional(v.picklist(likelihoods)),
  confidence: v.optional(v.picklist(confidences)),
  /** When true in the world. */
  valid: v.optional(date),
  said: v.optional(date),
  published: v.optional(date),
  credibility: v.optional(v.picklist(credibilities)),
  reviewState: v.optional(v.picklist(reviewStates)),
  background: v.optional(v.boolean()),
  /** From the teaser of another text: shown, and without weight in any analysis. */
  teaser: v.optional(v.boolean()),
} as const;
export const claimSchema = v.object(claimFields);
export type ClaimFields = v.InferOutput<typeof claimSchema>;

/** Where a claim is to be found: a record of its own, so that two people can each add one. */
export const evidenceFields = {
  kind: v.literal("evidence"),
  claim: claimIdSchema,
  source: sourceIdSchema,
  /** Place in the source: `p4`, a page, a section and line. */
  locator: line,
  note: v.optional(prose),
} as const;
export const evidenceSchema = v.object(evidenceFields);
export type EvidenceFields = v.InferOutput<typeof evidenceSchema>;

/** Claims about one matter that cannot all hold at one time. What differs because time passed is no dispute. */
export const disputeFields = {
  kind: v.literal("dispute"),
  about: v.picklist(disputeMatters),
  claims: v.pipe(v.array(claimIdSchema), v.minLength(2, "needs two claims"), v.maxLength(64)),
  note: v.optional(prose),
  /** How it was settled; absent while it is open. */
  resolution: v.optional(prose),
} as const;
export const disputeSchema = v.object(disputeFields);
export type DisputeFields = v.InferOutput<typeof disputeSchema>;

export const sourceFields = {
  kind: v.picklist(sourceKinds),
  title: line,
  author: v.optional(line),
  publisher: v.optional(line),
  /** As printed; absent where the text prints none. */
  datePrinted: v.optional(date),
  /** What the team reckons with. */
  dateUsed: v.optional(date),
  dateBasis: v.optional(line),
  url: v.optional(
    v.pipe(v.string(), v.maxLength(2000), v.regex(/^https?:\/\//, "must begin with http:// or https://")),
  ),
  /** Name and SHA-256 of the file read, so that a locator can be checked. */
  file: v.optional(line),
  sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"))),
  reliability: v.optional(v.picklist(reliabilities)),
  background: v.optional(v.boolean()),
  notes: v.optional(prose),
} as const;
export const sourceSchema = v.object(sourceFields);
export type SourceFields = v.InferOutput<typeof sourceSchema>;

export type Entity = EntityFields & { readonly id: EntityId };
export type Relation = RelationFields & { readonly id: RelationId };
export type Evidence = EvidenceFields & { readonly id: EvidenceId };
export type Claim = ClaimFields & { readonly id: ClaimId; readonly evidence: readonly Evidence[] };
export type Source = SourceFields & { readonly id: SourceId };
export type Dispute = DisputeFields & { readonly id: DisputeId };
