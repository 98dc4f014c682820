// Looks a data folder and its surroundings over: each thing that the server needs, whether it is well, and what to do
// where it is not. Works beside a running server and changes nothing.
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { EntenteError } from "../schema/errors.ts";
import { readConfig, strangeSettings } from "./config.ts";
import { lockDataFolder, logPathOf, lossOf, openMark } from "./storage/data-folder.ts";
import { readDiskUse } from "./storage/disk-use.ts";
import { schemaVersion } from "./storage/sqlite-schema.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly status: "ok" | "warn" | "fail";
  readonly message: string;
  /** What to do, where it is not well. */
  readonly hint?: string;
}

const MiB = 1024 * 1024;
const nodeMajorMin = 24;
/** Below the first nothing can be relied on, below the second it is time to look. */
const [spaceMiBMin, spaceMiBLittle] = [64, 1024];
const flushMsSlow = 200;

/** @param environment Settings that go before those of the environment. */
export function examine(environment: Readonly<Record<string, string>>): readonly Finding[] {
  const [settings, dataDir] = examineSettings(environment);
  if (dataDir === undefined) return [examineNode(), settings];
  return [
    examineNode(),
    settings,
    ...examineFolder(dataDir).map((examineOne) => {
      try {
        return examineOne();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const hint = error instanceof EntenteError ? error.hint : "Check the folder and its rights.";
        return { what: "data folder", status: "fail", message, hint } as const;
      }
    }),
  ];
}

function examineFolder(dataDir: string): readonly (() => Finding)[] {
  if (!existsSync(dataDir)) {
    const message = `${dataDir} does not exist yet; it is made at the first start`;
    return [() => ({ what: "data folder", status: "ok", message })];
  }
  const whole = [() => examineSpace(dataDir), () => examineFlush(dataDir), () => examineLock(dataDir)];
  if (!existsSync(logPathOf(dataDir))) return whole;
  return [...whole, () => examineVersion(dataDir), () => examineFile(dataDir), () => examineEnd(dataDir)];
}

function examineNode(): Finding {
  const what = "Node";
  const isNew = Number(process.versions.node.split(".")[0]) >= nodeMajorMin;
  if (isNew) return { what, status: "ok", message: process.versions.node };
  const hint = `Install Node ${nodeMajorMin} or newer.`;
  return { what, status: "fail", message: `${process.versions.node} is too old`, hint };
}

function examineSettings(environment: Readonly<Record<string, string>>): readonly [Finding, string?] {
  const what = "settings";
  try {
    const { host, port, dataDir, access } = readConfig(environment);
    const message = `${access} access at ${host}:${port}, data in ${dataDir}`;
    const strange = strangeSettings();
    if (strange.length === 0) return [{ what, status: "ok", message }, dataDir];
    const hint = "Unset it, or give it its right name.";
    return [{ what, status: "warn", message: [message, ...strange].join("; "), hint }, dataDir];
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
    return [{ what, status: "fail", message: error.message, hint: error.hint }];
  }
}

function examineSpace(dataDir: string): Finding {
  const what = "disk space";
  const { used, free } = readDiskUse(dataDir);
  const [freeMiB, usedMiB] = [Math.floor(free / MiB), Math.ceil(used / MiB)];
  const message = `${freeMiB} MiB free, the log takes ${usedMiB} MiB`;
  const hint = "Free some space: when the disk is full, nothing new is saved.";
  if (freeMiB < spaceMiBMin) return { what, status: "fail", message, hint };
  const isLittle = freeMiB < Math.max(spaceMiBLittle, 2 * usedMiB);
  return isLittle ? { what, status: "warn", message, hint } : { what, status: "ok", message };
}

/** A write that is on disk, as each edit is. */
function examineFlush(dataDir: string): Finding {
  const what = "writing";
  const path = join(dataDir, "entente.probe");
  const startedAt = performance.now();
  const file = openSync(path, "w");
  try {
    writeSync(file, Buffer.alloc(4096));
    fsyncSync(file);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
  const ms = Math.round(performance.now() - startedAt);
  const message = `4 KiB are on disk after ${ms} ms`;
  const hint = "Each edit waits this long to be saved; a faster disk would help.";
  return ms > flushMsSlow ? { what, status: "warn", message, hint } : { what, status: "ok", message };
}

function examineLock(dataDir: string): Finding {
  const what = "lock";
  try {
    lockDataFolder(dataDir)[Symbol.dispose]();
    return { what, status: "ok", message: "no server has the folder open" };
  } catch (error) {
    if (!(error instanceof EntenteError) || error.code !== "data-in-use") throw error;
    return { what, status: "ok", message: "a running server has the folder open" };
  }
}

function examineVersion(dataDir: string): Finding {
  const what = "version";
  using database = openReadOnly(dataDir);
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version === schemaVersion) return { what, status: "ok", message: `${version}, the present one` };
  if (version < schemaVersion)
    return { what, status: "ok", message: `${version}; the next start makes it ${schemaVersion}` };
  const { message, hint } = new EntenteError("data-newer", { detail: `version ${version}` });
  return { what, status: "fail", message, hint };
}

/** SQLite's own check. What every update says is checked by `entente verify`, which takes longer. */
function examineFile(dataDir: string): Finding {
  const what = "file";
  using database = openReadOnly(dataDir);
  const lines = database.prepare("PRAGMA quick_check(3)").all();
  const problems = lines.map((row) => String(row["quick_check"])).filter((line) => line !== "ok");
  if (problems.length === 0) return { what, status: "ok", message: "SQLite finds nothing wrong with it" };
  return { what, status: "fail", message: problems.join("; "), hint: new EntenteError("data-damaged").hint };
}

function examineEnd(dataDir: string): Finding {
  const what = "end of the log";
  using mark = openMark(dataDir);
  // The mark first: a running server moves it after the log.
  const before = mark.read();
  using database = openReadOnly(dataDir);
  const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'mark'").get();
  if (!known) return { what, status: "ok", message: "an older version kept no mark of it" };
  const commits = Number(database.prepare("SELECT commits FROM mark").get()?.["commits"]);
  const loss = lossOf(commits, before);
  if (loss === undefined) return { what, status: "ok", message: `all ${commits} commits are there` };
  return { what, status: "fail", message: loss, hint: new EntenteError("data-damaged").hint };
}

function openReadOnly(dataDir: string): DatabaseSync {
  return new DatabaseSync(logPathOf(dataDir), { readOnly: true, timeout: 5000 });
}
