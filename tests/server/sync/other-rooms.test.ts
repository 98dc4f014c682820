// The rooms beside the graph, through real sockets and with the stock client: they sync, are kept, and are guarded.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Doc } from "yjs";

import { perform } from "../../../schema/edits.ts";
import type { ClaimId, EntityId, RecordId, ReplyId, ThreadId } from "../../../schema/ids.ts";
import { scenarioRoom, talkRoom, textRoom } from "../../../schema/protocol.ts";
import type { ClaimFields, EntityFields } from "../../../schema/records.ts";
import { performScenario } from "../../../schema/rooms/scenario-edits.ts";
import { readScenario } from "../../../schema/rooms/scenario.ts";
import { projectTalk } from "../../../schema/rooms/talk.ts";
import { performTalk } from "../../../schema/rooms/talk-edits.ts";
import { openText, TextEditor } from "../../../schema/rooms/texts.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { verifyLog } from "../../../server/storage/verify.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { any, byte, bytes, firstWrite, update } from "../../support/update-bytes.ts";
import { documentChanges, until } from "../../support/wait.ts";

const ann = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };
let server: TestServer;
beforeAll(async () => {
  // Small enough that a snapshot is due at once.
  server = await startTestServer({ limits: { snapshotRowsMinAtClose: 1 } });
});
afterAll(() => server[Symbol.asyncDispose]());

/** One kind of room: two edits of honest people, what is read then, and what no honest client sends. */
interface RoomKind {
  readonly room: string;
  readonly edit: (doc: Doc, who: number) => void;
  readonly read: (doc: Doc) => unknown;
  readonly hostile: readonly Uint8Array[];
}

const frame = (payload: Uint8Array) => bytes(0, 2, payload.byteLength, payload);
const notes = any({ kind: "state", label: "Japan" });

const kinds: readonly RoomKind[] = [
  {
    room: talkRoom("test"),
    edit(doc, who) {
      const id = `thr:${who}` as ThreadId;
      performTalk(doc, { kind: "add-thread", id, on: { record: "s:JPN" as RecordId }, text: "Why?" }, ann);
      performTalk(doc, { kind: "reply", id: `rep:${who}` as ReplyId, thread: id, text: "So." }, ann);
      performTalk(doc, { kind: "resolve", id }, ann);
    },
    read: projectTalk,
    hostile: [
      update(9, 0, [firstWrite("n", "s:JPN", notes)]),
      update(9, 0, [firstWrite("t", "thr:9", any({ kind: "thread" }))]),
      update(9, 0, [firstWrite("t", "thr:9/resolved", any("yes"))]),
    ],
  },
  {
    room: textRoom("test"),
    edit(doc, who) {
      using editor = new TextEditor(doc, "s:JPN" as RecordId);
      editor.change({ at: 0, remove: 0, insert: `Written by ${who}. ` });
      editor.change({ at: 0, remove: 8, insert: "Corrected" });
    },
    read: (doc) => openText(doc, "s:JPN" as RecordId).toJSON(),
    hostile: [
      update(9, 0, [firstWrite("n", "s:JPN", notes)]),
      update(9, 0, [firstWrite("t:s:JPN", "s:JPN", notes)]),
      update(9, 0, [bytes(byte(0x04), 1, "notes", "hello")]),
      update(9, 0, [bytes(byte(0x06), 1, "t:s:JPN", "bold", "true")]),
    ],
  },
  {
    room: scenarioRoom("test", "early"),
    edit(doc, who) {
      const country = { kind: "state", label: `Country ${who}` };
      const command = { kind: "add-entity", id: `s:X${who}` as EntityId, fields: country } as const;
      performScenario(new Doc(), doc, { kind: "suppose", command }, ann);
      performScenario(new Doc(), doc, { kind: "assume", key: `assumptions.a${who}`, text: "So be it." }, ann);
    },
    read: (doc) => readScenario(new Doc(), doc),
    hostile: [
      update(9, 0, [firstWrite("s", "src:one", notes)]),
      update(9, 0, [firstWrite("n", "s:JPN/label", any("Japan"))]),
      update(9, 0, [firstWrite("m", "assumptions.a1", any("yes"))]),
    ],
  },
];

test.each(kinds)("stock clients edit $room at once and agree, also after a restart", async (kind) => {
  using a = joinStock(server.syncUrl, kind.room);
  using b = joinStock(server.syncUrl, kind.room);
  await Promise.all([a.synced(), b.synced()]);
  kind.edit(a.doc, 1);
  kind.edit(b.doc, 2);
  const contentOf = (doc: Doc) => JSON.stringify(kind.read(doc));
  const whole = () =>
    contentOf(a.doc).length > contentOf(b.doc).length / 2 && contentOf(a.doc) === contentOf(b.doc);
  // Either may be the last to hear of something.
  await until(whole, documentChanges(a.doc, b.doc), `${kind.room} to be equal`);

  await server.restart();
  using late = joinStock(server.syncUrl, kind.room);
  await late.synced();
  expect(kind.read(late.doc)).toEqual(kind.read(a.doc));
});

test.each(kinds)("hostile bytes end their socket in $room and change nothing", async (kind) => {
  using honest = joinStock(server.syncUrl, kind.room);
  await honest.synced();
  const before = JSON.stringify(kind.read(honest.doc));
  for (const sent of kind.hostile) {
    using client = await openRaw(server.syncUrl, kind.room);
    client.send(frame(sent));
    expect((await client.closed()).code).toBe(4400);
  }
  using late = joinStock(server.syncUrl, kind.room);
  await late.synced();
  expect(JSON.stringify(kind.read(late.doc))).toBe(before);
});

test("whatever is stored of all rooms proves to be what was written", async () => {
  await server.close();
  try {
    using folder = openDataFolder(server.dataDir);
    const names = kinds.map(({ room }) => room);
    const reports = (await verifyLog(folder.log)).rooms.filter(({ room }) => names.includes(room));
    expect(reports.map(({ room }) => room)).toEqual(names.toSorted());
    expect(reports.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(reports.every(({ updates, snapshot }) => updates > 0 && snapshot > 0)).toBe(true);
  } finally {
    await server.restart();
  }
});

test("SCN-8 a decision is asked of over HTTP with a scenario that people are working on", async () => {
  using map = joinStock(server.syncUrl, "test");
  using scenario = joinStock(server.syncUrl, scenarioRoom("test", "early-yes"));
  await Promise.all([map.synced(), scenario.synced()]);
  const electorate = [{ members: ["s:JPN" as EntityId] }];
  const decision: EntityFields = { kind: "decision", label: "A question", rule: "unanimity", electorate };
  const add = (id: string, fields: EntityFields) =>
    perform(map.doc, { kind: "add-entity", id: id as EntityId, fields }, ann);
  add("s:JPN", { kind: "state", label: "Japan" });
  add("d:one", decision);
  const fields: ClaimFields = {
    kind: "claim",
    on: "d:one" as EntityId,
    statement: "Japan says yes.",
    stance: "support",
    actors: ["s:JPN" as EntityId],
  };
  const command = { kind: "add-claim", id: "clm:yes" as ClaimId, fields } as const;
  performScenario(map.doc, scenario.doc, { kind: "suppose", command }, ann);
  using reader = joinStock(server.syncUrl, scenarioRoom("test", "early-yes"));
  using mapReader = joinStock(server.syncUrl, "test");
  await reader.sees("c", "clm:yes", scenario.doc.getMap("c").get("clm:yes"));
  await mapReader.sees("n", "d:one", decision);
  const ask = async (query: string) => {
    const response = await fetch(`${server.url}/api/workspaces/test/decisions/d:one${query}`);
    return (await response.json()) as Record<string, unknown>;
  };
  expect(await ask("")).toMatchObject({ result: "open", scenario: null });
  expect(await ask("?scenario=early-yes")).toMatchObject({ result: "carried", scenario: "early-yes" });
  expect(await ask("?scenario=early-yes&recordedBy=1999")).toMatchObject({ code: "decision-unknown" });
  expect(await ask("?scenario=late-yes")).toMatchObject({ code: "scenario-unknown" });
  const whole = await fetch(`${server.url}/api/workspaces/test/graph`);
  expect(await whole.json()).toMatchObject({ claims: [] });
});
