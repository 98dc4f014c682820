// The form of a file of claims: what stands at its top, and what one claim may say.
import * as v from "valibot";

import { isId, type SourceId } from "../schema/ids.ts";
import {
  claimFields,
  claimIdSchema,
  entityIdSchema,
  relationFields,
  sourceIdSchema,
} from "../schema/records.ts";

// Optional with an empty default, so that one that is missing is told in the same words as one that is empty.
const locator = v.pipe(
  v.optional(v.string(), ""),
  v.trim(),
  v.nonEmpty("is missing: say where in the source it stands"),
  v.maxLength(400),
);
const end = v.union(
  [entityIdSchema, v.strictObject({ each: v.pipe(v.array(entityIdSchema), v.minLength(1)) })],
  "must be an id such as `s:JPN`, or `{ each: [ids] }`",
);
/** What a file may set for all its claims. */
const commonFields = {
  attribution: claimFields.attribution,
  certainty: claimFields.certainty,
  credibility: claimFields.credibility,
  published: claimFields.published,
  reviewState: claimFields.reviewState,
  background: claimFields.background,
  teaser: claimFields.teaser,
  by: claimFields.assertedBy,
};
/** A claim as it is written in a file. */
export const writtenClaimSchema = v.object({
  id: claimIdSchema,
  /** Where a file speaks of several sources; else the file's. */
  source: v.optional(sourceIdSchema),
  at: locator,
  note: v.optional(v.string()),
  also: v.optional(
    v.array(v.object({ source: v.optional(sourceIdSchema), at: locator, note: v.optional(v.string()) })),
  ),
  statement: claimFields.statement,
  on: v.optional(entityIdSchema),
  relation: v.optional(v.object({ ...relationFields, from: end, to: end })),
  field: claimFields.field,
  value: claimFields.value,
  denies: claimFields.denies,
  hedge: claimFields.hedge,
  stance: claimFields.stance,
  actors: claimFields.actors,
  collective: claimFields.collective,
  conditions: claimFields.conditions,
  valid: claimFields.valid,
  said: claimFields.said,
  ...commonFields,
});
/** What a file of claims says once for all of them. */
export const claimHeaderSchema = v.object({
  source: v.pipe(
    v.optional(v.string(), ""),
    v.check((text) => isId(text), "is missing or no id: name the source, such as `src:000`"),
    v.transform((text) => text as SourceId),
  ),
  locator: v.object({ pattern: v.string(), example: v.string() }),
  defaults: v.optional(v.object(commonFields), {}),
  claims: v.array(v.unknown()),
});

/** One item of a file of claims. */
export type WrittenClaim = v.InferOutput<typeof writtenClaimSchema>;
/** The top of a file of claims. */
export type ClaimHeader = v.InferOutput<typeof claimHeaderSchema>;
