// Going back while somebody writes between the moment at which it was worked out and the one at which it is stored.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { collectUpdates } from "../../../schema/collect-updates.ts";
import { conflictRoot } from "../../../schema/document.ts";
import { openText } from "../../../schema/rooms/texts.ts";
import { InTurn } from "../../../server/in-turn.ts";
import { defaultLimits, type Limits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { openData } from "../../../server/open-data.ts";
import { openRoom } from "../../../server/open-room.ts";
import { logPathOf } from "../../../server/storage/data-folder.ts";
import { workOutBeside } from "../../../server/versions/restore-beside.ts";
import { Restores } from "../../../server/versions/restores.ts";
import { entityId } from "../../schema/workspace.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A data folder, and somebody who writes on the map and in its texts. */
async function openMap(given: Partial<Limits> = {}) {
  const limits = { ...defaultLimits, ...given };
  const folder = temporaryFolder();
  const data = openData(folder.path, limits, openLog("silent"));
  await data.workspaces.create("test", "Test");
  const open = async (room: "test" | "test/text") => {
    const lease = await openRoom(data.rooms, room);
    const doc = new Y.Doc();
    return { lease, doc, room: lease.room };
  };
  const rooms = { test: await open("test"), "test/text": await open("test/text") };
  return {
    data,
    /** Writes, and waits until it is part of what everybody sees. */
    async edit(name: keyof typeof rooms, work: (doc: Y.Doc) => void) {
      const { doc, room } = rooms[name];
      Y.applyUpdate(doc, room.document.encoded());
      for (const update of collectUpdates(doc, () => work(doc)))
        await new Promise<void>((resolve) => void room.submit(update, resolve));
    },
    read: <Result>(name: keyof typeof rooms, reader: (doc: Y.Doc) => Result): Result =>
      rooms[name].room.document.read(reader),
    /** @param meanwhile Done each time that going back was worked out, before anything is made of that. */
    restores: (meanwhile: () => Promise<void>) =>
      new Restores({
        ...data,
        limits,
        logPath: logPathOf(folder.path),
        now: Date.now,
        turns: new InTurn(),
        workOut: async (...given) => {
          const work = await workOutBeside(...given);
          await meanwhile();
          return work;
        },
      }),
    /** Leaves; resolves when the rooms have closed. */
    async leave() {
      for (const { lease } of Object.values(rooms)) lease[Symbol.dispose]();
      await expect.poll(() => data.rooms.all).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      for (const { lease, doc } of Object.values(rooms)) {
        lease[Symbol.dispose]();
        doc.destroy();
      }
      await data[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

type Map = Awaited<ReturnType<typeof openMap>>;

const japan = entityId("s:JPN");
const call = (label: string) => (doc: Y.Doc) => void doc.getMap("n").set("s:JPN/label", label);
const note = (words: string) => (doc: Y.Doc) => openText(doc, japan).insert(0, words);
const labelIn = (map: Map) => map.read("test", (doc) => doc.getMap("n").get("s:JPN/label"));
const notesIn = (map: Map) => map.read("test", (doc) => doc.getMap(conflictRoot).size);

/** Gives the version to go back to, which is not how things are now. */
async function prepare({ data, edit }: Map): Promise<number> {
  await edit("test", (doc) => doc.getMap("n").set("s:JPN", { kind: "state", label: "Japan" }));
  await edit("test", call("Japan"));
  await edit("test/text", note("An island state."));
  const { id } = await data.versions.add("test", { name: "Then" });
  await edit("test", call("Nippon"));
  return id;
}

test("P19 what is written while going back is worked out counts as written before it", async () => {
  await using map = await openMap();
  const id = await prepare(map);
  const meanwhile = [() => map.edit("test", call("Nihon")), () => map.edit("test/text", note("Perhaps: "))];
  await map.restores(async () => meanwhile.shift()?.()).restore("test", id, {});
  await map.data.rooms.find("test")?.noted();
  expect([labelIn(map), notesIn(map)]).toEqual(["Japan", 0]);
  expect(map.read("test/text", (doc) => openText(doc, japan).toJSON())).toBe("An island state.");
});

test("P19 so does what was written by somebody who has left since", async () => {
  await using map = await openMap({ roomIdleMs: 0 });
  const id = await prepare(map);
  let times = 0;
  const writeOnce = async () => {
    times += 1;
    if (times > 1) return;
    await map.edit("test", call("Nihon"));
    await map.leave();
  };
  await map.restores(writeOnce).restore("test", id, {});
  using lease = await openRoom(map.data.rooms, "test");
  expect([times, lease.room.document.read((doc) => doc.getMap("n").get("s:JPN/label"))]).toEqual([
    2,
    "Japan",
  ]);
});

test("P19 where somebody writes all the time, going back merges with it as with any other edit", async () => {
  await using map = await openMap();
  const id = await prepare(map);
  let times = 0;
  const done = await map
    .restores(() => map.edit("test", call(`Nihon ${(times += 1)}`)))
    .restore("test", id, {});
  expect(done.before).toMatchObject({ kind: "before-restore" });
  expect(times).toBe(defaultLimits.restoreTriesMax);
  expect(["Japan", `Nihon ${times}`]).toContain(labelIn(map));
});

test("P19 whoever goes back from what they saw is told when others have written since, up to the last moment", async () => {
  await using map = await openMap();
  const id = await prepare(map);
  const { head } = await map.data.restores.preview("test", id);
  const going = map.restores(() => map.edit("test", call("Nihon"))).restore("test", id, { head });
  await expect(going).rejects.toMatchObject({ code: "version-outdated" });
  expect(labelIn(map)).toBe("Nihon");
});
