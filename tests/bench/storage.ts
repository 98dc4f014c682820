// Putting updates on disk: our log with group commit, against bare write and fsync of the same bytes on the same disk.
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultLimits } from "../../server/limits.ts";
import { Committer } from "../../server/storage/committer.ts";
import { SqliteUpdateLog } from "../../server/storage/sqlite-update-log.ts";
import { Random } from "../support/random.ts";
import { compare, type Benchmark, type Comparison } from "./measure.ts";

const updateBytes = 200;
/** Updates that arrive together, as from so many people typing. */
const groupSizes = [1, 50] as const;
const room = "bench";

/** Everything until it is on disk, in one folder of the system's temporary ones. */
export const storage: Benchmark = {
  name: "storage",
  about: "updates of 200 bytes until they are on disk, against bare write and fsync of the same bytes",
  parts: groupSizes.map((groupSize) => () => storeGroups(groupSize)),
};

async function storeGroups(groupSize: number): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), "entente-bench-"));
  using log = new SqliteUpdateLog(join(folder, "log.sqlite"), {
    now: () => new Date(0),
    newGeneration: () => "bench",
  });
  await log.createWorkspace(room, "Bench");
  const committer = new Committer(log, defaultLimits);
  const file = openSync(join(folder, "bare.bin"), "w");
  const random = new Random(groupSize);
  const group = Array.from({ length: groupSize }, () =>
    Uint8Array.from({ length: updateBytes }, () => random.below(256)),
  );
  const whole = Buffer.concat(group);
  try {
    const subjects = [
      { name: "group commit into the log", run: () => store(committer, group) },
      { name: "one write and fsync of the same bytes", run: () => writeAndSync(file, whole) },
      {
        name: "a write and fsync for each update",
        run: () => group.forEach((bytes) => writeAndSync(file, bytes)),
      },
    ];
    return await compare(`${groupSize} together`, subjects, { warmUps: 10, rounds: 100 });
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function store(committer: Committer, group: readonly Uint8Array[]): Promise<void> {
  const settled = group.map(
    (bytes) =>
      new Promise<void>((resolve, reject) => {
        committer.add({
          updates: [{ room, origin: "edit", bytes }],
          settle: (outcome) => (outcome.kind === "stored" ? resolve() : reject(outcome.error)),
        });
      }),
  );
  await Promise.all(settled);
}

function writeAndSync(file: number, bytes: Uint8Array): void {
  writeSync(file, bytes);
  fsyncSync(file);
}
