// The only writers of the talk document. As in edits.ts, a command is one transaction of flat keys that can be undone.
import * as v from "valibot";
import type * as Y from "yjs";

import { schemaOf } from "../assemble.ts";
import { deletedField, isKeyOf, type Json, type TalkRoot } from "../document.ts";
import { write, type Author, type Edit } from "../edits.ts";
import { hasPrefix, replyPrefix, threadPrefix, type RecordId, type ReplyId, type ThreadId } from "../ids.ts";
import { invalid, refuse } from "../refusal.ts";
import { wordsSchema, type TalkId, type Topic } from "./talk-records.ts";

/** What a person wants to say or do in the talk. Who and when is told by the author. */
export type TalkCommand =
  | { readonly kind: "add-thread"; readonly id: ThreadId; readonly on: Topic; readonly text: string }
  | { readonly kind: "reply"; readonly id: ReplyId; readonly thread: ThreadId; readonly text: string }
  /** Changes one's own words. */
  | { readonly kind: "edit-words"; readonly id: TalkId; readonly text: string }
  | { readonly kind: "resolve"; readonly id: ThreadId }
  | { readonly kind: "reopen"; readonly id: ThreadId }
  /** Takes a thread, with its replies, or one reply out of sight. */
  | { readonly kind: "retract"; readonly id: TalkId }
  | { readonly kind: "restore"; readonly id: TalkId };

/**
 * Carries out a command in one transaction, or changes nothing. `History.remember` makes it a step of undo.
 * Rules TLK-1 and TLK-2.
 *
 * @throws EntenteError `data-invalid`, with the field at fault
 */
export function performTalk(doc: Y.Doc, command: TalkCommand, author: Author): Edit {
  const { user: by, at } = author;
  switch (command.kind) {
    case "add-thread":
      return create(doc, command.id, { kind: "thread", on: command.on, text: command.text, by, at }, author);
    case "reply":
      baseOf(doc, command.thread, threadPrefix);
      return create(
        doc,
        command.id,
        { kind: "reply", thread: command.thread, text: command.text, by, at },
        author,
      );
    case "edit-words":
      return editWords(doc, command.id, command.text, author);
    case "resolve":
      baseOf(doc, command.id, threadPrefix);
      return patch(doc, command.id, "resolved", { by, at }, author);
    case "reopen":
      baseOf(doc, command.id, threadPrefix);
      return patch(doc, command.id, "resolved", null, author);
    case "retract":
      return patch(doc, command.id, deletedField, { by, at }, author);
    case "restore":
      return patch(doc, command.id, deletedField, 0, author);
  }
}

function create(doc: Y.Doc, id: TalkId, fields: object, author: Author): Edit {
  const root = rootOfTalk(id);
  if (!isKeyOf(root, id)) refuse(id, "cannot be the id of a thread or a reply");
  if (doc.getMap(root).has(id)) refuse(id, "exists already");
  const result = v.safeParse(schemaOf(root, asRecord(id)), fields);
  if (!result.success) throw invalid(id, result.issues);
  return write(doc, [{ root, key: id, value: result.output as Json }], author);
}

function editWords(doc: Y.Doc, id: TalkId, text: string, author: Author): Edit {
  const base = baseOf(doc, id);
  if (base["by"] !== author.user)
    refuse(id, "was said by somebody else, and only they may change their words");
  const result = v.safeParse(wordsSchema, text);
  if (!result.success) throw invalid(`${id}/text`, result.issues);
  return patch(doc, id, "text", result.output, author);
}

function patch(doc: Y.Doc, id: TalkId, field: string, value: Json, author: Author): Edit {
  baseOf(doc, id);
  return write(doc, [{ root: rootOfTalk(id), key: `${id}/${field}`, value }], author);
}

/** A patch needs its record, and a reply its thread. */
function baseOf(doc: Y.Doc, id: TalkId, prefix?: string): Readonly<Record<string, unknown>> {
  const base = doc.getMap(rootOfTalk(id)).get(id);
  const isMeant = prefix === undefined || hasPrefix(id, prefix);
  if (!isMeant || typeof base !== "object" || base === null) refuse(id, "does not exist");
  return base as Readonly<Record<string, unknown>>;
}

function rootOfTalk(id: TalkId): TalkRoot {
  return hasPrefix(id, replyPrefix) ? "r" : "t";
}

/** The schemas of the talk do not look at the id. */
function asRecord(id: TalkId): RecordId {
  return id as string as RecordId;
}
