// What people say to each other about the map: threads and replies. They live in a document of their own, so that
// whoever may only comment needs no right to write to the map.
import * as v from "valibot";

import { deletedField, isStorable, readKey, type TalkRoot } from "../document.ts";
import { idPattern, type RecordId, type ReplyId, type ThreadId } from "../ids.ts";

/** Length of one thing said. Longer texts belong into a record's text. */
const wordsLengthMax = 4000;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What somebody says. */
export const wordsSchema = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(wordsLengthMax, "is longer than 4,000 characters"),
);
const person = v.pipe(v.string(), v.trim(), v.nonEmpty("must not be empty"), v.maxLength(400));
/** Always of this one form, so that instants sort as texts. */
const instant = v.pipe(
  v.string(),
  v.regex(instantPattern, "must be an instant such as 2026-01-02T03:04:05.000Z"),
);
const idOf = <Id extends string>() =>
  v.custom<Id>((value) => typeof value === "string" && idPattern.test(value), "must be an id");
const coordinate = v.pipe(v.number(), v.safeInteger("must be a whole number"));

/** Who did something, and when by their clock. */
const markSchema = v.object({ by: person, at: instant });
export type Mark = v.InferOutput<typeof markSchema>;
/** What undo writes, in the talk as in the map: who, when in seconds since 1970, and what they saw. */
const deletionSchema = v.union([
  markSchema,
  v.strictTuple([person, v.pipe(v.number(), v.safeInteger()), v.number()]),
]);

/** What a thread is about: a record or one of its fields, or a place on a view's canvas. */
const topicSchema = v.union(
  [
    v.object({
      record: idOf<RecordId>(),
      field: v.optional(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,23}$/))),
    }),
    v.object({ view: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/)), x: coordinate, y: coordinate }),
  ],
  "must name a record, or a view and a place on it",
);
export type Topic = v.InferOutput<typeof topicSchema>;

/** The first words on a topic. `resolved` is a patch. */
const threadFields = {
  kind: v.literal("thread"),
  on: topicSchema,
  text: wordsSchema,
  by: person,
  at: instant,
  resolved: v.optional(markSchema),
} as const;
export const threadSchema = v.object(threadFields);
export type ThreadFields = v.InferOutput<typeof threadSchema>;

/** Words in answer. */
const replyFields = {
  kind: v.literal("reply"),
  thread: idOf<ThreadId>(),
  text: wordsSchema,
  by: person,
  at: instant,
} as const;
export const replySchema = v.object(replyFields);
export type ReplyFields = v.InferOutput<typeof replySchema>;

export type TalkId = ThreadId | ReplyId;

/** Whether a value may stand at a key of a talk document. Fields of later versions may hold any plain JSON. */
export function isTalkValue(root: TalkRoot, key: string, value: unknown): boolean {
  if (!isStorable(value)) return false;
  const field = readKey(key)?.field;
  switch (field) {
    case undefined:
      return v.is(root === "t" ? threadSchema : replySchema, value);
    case deletedField:
      return value === 0 || v.is(deletionSchema, value);
    case "resolved":
      return value === null || v.is(markSchema, value);
    case "text":
      return v.is(wordsSchema, value);
    default:
      return true;
  }
}
