// Whether a copy of a log is whole: everything in it is read and proved.
import { DatabaseSync } from "node:sqlite";

import { SqlitePeopleStore } from "../auth/sqlite-people-store.ts";
import { lossOf } from "./data-folder.ts";
import type { MarkReading } from "./high-water-mark.ts";
import { flush, openLogFile } from "./log-files.ts";
import { damaged } from "./stored-room.ts";
import { verifyLog } from "./verify.ts";

/** What a copy holds. */
export interface CopyReport {
  readonly rooms: number;
  readonly updates: number;
}

/**
 * Opens a copy by itself, checks all of it, and leaves it as one file that is on disk.
 *
 * @param mark How far the log goes of which it is a copy.
 * @throws EntenteError `data-damaged`, `data-newer`, `storage-failed`
 */
export async function checkCopy(path: string, mark: MarkReading = "none"): Promise<CopyReport> {
  const report = await readCopy(path, mark);
  using database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = DELETE");
  flush(path);
  return report;
}

async function readCopy(path: string, mark: MarkReading): Promise<CopyReport> {
  using log = openLogFile(path);
  const loss = lossOf(log.commits, mark);
  if (loss !== undefined) throw damaged(loss);
  const { storage, rooms } = await verifyLog(log);
  using people = new SqlitePeopleStore(path);
  const access = [people.verifyAudit(), people.verifyPeople()];
  const problems = [...storage, ...rooms.map(({ problem }) => problem), ...access].filter(
    (problem) => problem !== undefined,
  );
  if (problems.length > 0) throw damaged(`the copy does not verify: ${problems.slice(0, 3).join("; ")}`);
  return { rooms: rooms.length, updates: rooms.reduce((sum, { updates }) => sum + updates, 0) };
}
