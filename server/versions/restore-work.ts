// Works out what going back to a version takes: reads the map and its texts as they were and as they are, and makes the
// edits that lead from one to the other. It takes as long as the history is, so it is done beside the server.
import type { Doc } from "yjs";

import { collectUpdates } from "../../schema/collect-updates.ts";
import type { Author } from "../../schema/edits.ts";
import { textRoom } from "../../schema/protocol.ts";
import { carryOutRestore, planRestore } from "../../schema/versions/restore.ts";
import { reportRestore, type RestoreReport } from "../../schema/versions/restore-report.ts";
import { carryOutTextRestore, planTextRestore } from "../../schema/versions/restore-texts.ts";
import { readDocumentUpTo } from "../replay.ts";
import { SqliteUpdateLog } from "../storage/sqlite-update-log.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import type { VersionPlace } from "../storage/version-store.ts";

/** What is to be worked out. */
export interface RestoreJob extends VersionPlace {
  /** The file of the log. */
  readonly path: string;
  readonly workspace: string;
  readonly author: Author;
  /** Records that the report names. */
  readonly namedMax: number;
}

/** What came of it. */
export interface RestoreWork extends RestoreReport {
  /** Number of the last edit of the map that it knows of. */
  readonly head: number;
  /** The same of the texts; undefined where the version says nothing of them. */
  readonly textHead: number | undefined;
  /** The edits, none of them stored yet. */
  readonly graph: readonly Uint8Array[];
  readonly texts: readonly Uint8Array[];
}

/**
 * Reads the log and works it out. Linear in the log up to the version, and in the two documents.
 *
 * @throws EntenteError `data-damaged`, `storage-failed`
 */
export async function workOutRestore(job: RestoreJob): Promise<RestoreWork> {
  const { workspace, seq, textSeq, author, namedMax } = job;
  using log = openReader(job.path);
  const [then, now] = [await readDocumentUpTo(log, workspace, seq), await readNow(log, workspace)];
  const plan = planRestore(then.doc, now.doc, author);
  const texts = textSeq === undefined ? undefined : await readTexts(log, textRoom(workspace), textSeq);
  const textPlan = texts ? planTextRestore(texts.past, texts.present) : [];
  const report = reportRestore(then.doc, now.doc, plan, textPlan.length, namedMax);
  return {
    ...report,
    head: now.seq,
    textHead: texts?.head,
    graph: collect(now.doc, (doc) => carryOutRestore(doc, plan, author)),
    texts: texts ? collect(texts.present, (doc) => carryOutTextRestore(doc, textPlan)) : [],
  };
}

function openReader(path: string): UpdateLog {
  const now = () => new Date();
  return new SqliteUpdateLog(path, { now, newGeneration: () => "", isReader: true });
}

async function readTexts(
  log: UpdateLog,
  room: string,
  seq: number,
): Promise<{ past: Doc; present: Doc; head: number }> {
  const [past, present] = [await readDocumentUpTo(log, room, seq), await readNow(log, room)];
  return { past: past.doc, present: present.doc, head: present.seq };
}

async function readNow(log: UpdateLog, room: string): ReturnType<typeof readDocumentUpTo> {
  return readDocumentUpTo(log, room, (await log.readHead(room))?.seq ?? 0);
}

function collect(doc: Doc, carryOut: (doc: Doc) => Iterable<void>): readonly Uint8Array[] {
  return collectUpdates(doc, () => [...carryOut(doc)]);
}
