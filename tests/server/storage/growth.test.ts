// What is stored stays in proportion, whatever is done to a document for however long.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import * as Y from "yjs";

import { readRoom } from "../../../schema/protocol.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { openData } from "../../../server/open-data.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { readStoredRoom } from "../../../server/storage/stored-room.ts";
import { verifyLog } from "../../../server/storage/verify.ts";
import { onDemand } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { root } from "../../support/source-tree.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const updates = onDemand("ENTENTE_GROWTH_UPDATES", 12_000);
const kills = onDemand("ENTENTE_PACK_KILLS", 3);
/** An update of its own takes about 170, with its hash and its place in the tables. */
const bytesPerUpdateMax = 60;
/** What came since the last snapshot is not packed yet. */
const unpackedBytesMax = 2 * defaultLimits.snapshotLogBytesMin;

test(
  `P21 after ${updates} edits of the same records the file is small, and opening reads a bounded part of it`,
  { timeout: 60_000 + updates },
  async () => {
    using folder = temporaryFolder();
    const name = readRoom("test");
    if (!name) throw new Error("test names a room");
    {
      await using data = openData(folder.path, defaultLimits, openLog("silent"));
      await data.workspaces.create("test");
      using lease = await data.rooms.open(name);
      const doc = new Y.Doc();
      const sent: Uint8Array[] = [];
      const sender = {
        probe: () => {},
        probesAnswered: 0,
        isHere: true,
        personId: undefined,
        retry: () => {},
      };
      const sending = { sender, isAnswer: false, by: "Ann" };
      doc.on("update", (update: Uint8Array) => sent.push(update));
      for (let edit = 0; edit < updates; edit += 1) {
        doc.getMap("n").set(`s:${edit % 500}/notes`, `Note ${edit}, which somebody wrote`);
        lease.room.submit(sent.pop() ?? new Uint8Array(), () => {}, sending);
        if (edit % 500 === 0) await data.committer.flush();
      }
      await data.committer.flush();
    }
    const { size } = statSync(join(folder.path, "entente.sqlite"));
    expect(size).toBeLessThan(updates * bytesPerUpdateMax + unpackedBytesMax);
    using opened = openDataFolder(folder.path);
    const { head, updates: after } = await readStoredRoom(opened.log, "test");
    expect(head?.seq).toBeGreaterThan(updates);
    expect(after.length).toBeLessThanOrEqual(defaultLimits.snapshotLogRowsMax);
    const { storage, rooms } = await verifyLog(opened.log);
    expect([storage, rooms.filter(({ problem }) => problem)]).toEqual([[], []]);
  },
);

const packer = `
  import { openDataFolder } from "./server/storage/data-folder.ts";
  const { log } = openDataFolder(process.argv[1]);
  if (!(await log.readWorkspace("test"))) await log.createWorkspace("test", "Test");
  let seq = (await log.readHead("test")).seq;
  for (;;) {
    const rows = Array.from({ length: 20 }, () => ({ room: "test", origin: "edit", bytes: Uint8Array.of(0, 0) }));
    seq = (await log.append(rows)).at(-1);
    console.log(seq);
    await log.saveSnapshot("test", seq, Uint8Array.of(0, 0));
    await log.archive("test", seq, 16, 1e6);
  }
`;

test(`P21 a process killed ${kills} times while it packs loses nothing`, async () => {
  using folder = temporaryFolder();
  const random = new Random(21);
  let acknowledged = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", packer, folder.path], { cwd: root });
    const killAt = acknowledged + 20 * (1 + random.below(40));
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged >= killAt) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    using opened = openDataFolder(folder.path);
    const { storage, rooms } = await verifyLog(opened.log);
    expect([storage, rooms.map(({ problem }) => problem)]).toEqual([[], [undefined]]);
    expect(rooms[0]?.updates).toBeGreaterThanOrEqual(acknowledged);
  }
});
