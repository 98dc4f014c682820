// Who says what in a talk, where people have accounts.
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";

import type { ThreadId } from "../../../schema/ids.ts";
import { performTalk, type TalkCommand } from "../../../schema/rooms/talk-edits.ts";
import { startAccountsServer, type AccountsServer, type TestPerson } from "../../support/accounts-server.ts";
import { openAuthor, openExtended } from "../../support/extended-client.ts";
import { any, firstWrite, update } from "../../support/update-bytes.ts";

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const at = "2026-01-02T03:04:05.000Z";
const say = (by: string, text = "Is this so?") => ({ kind: "thread", on: { record: "s:JPN" }, text, by, at });

async function open({ by }: TestPerson) {
  const client = await openExtended(server.syncUrl, "test/talk", { headers: { ...by.cookie.headers } });
  await client.hears(1, 100, 0);
  let sent = 0;
  const outcome = async (bytes: Uint8Array) => {
    client.sendUpdate(bytes);
    sent += 1;
    await client.hears(sent, 100, 1);
    const refused = client.told("reject").find(({ n }) => n === sent);
    return refused ? `${refused.code} ${refused.keys.join()}` : "kept";
  };
  return { ...client, outcome };
}

let nextClient = 100;
const writing = (key: string, value: unknown) =>
  update((nextClient += 1), 0, [firstWrite("t", key, any(value))]);

test("TLK-2 nobody speaks under another name than their own, whatever their role", async () => {
  for (const person of [server.people.commenter, server.people.editor, server.people.owner]) {
    using talk = await open(person);
    const id = `thr:${person.id}`;
    for (const name of ["Ann", server.people.viewer.name, person.name.toUpperCase(), `${person.name} `])
      expect(await talk.outcome(writing(id, say(name)))).toBe(`update-invalid ${id}`);
    expect(await talk.outcome(writing(id, say(person.name)))).toBe("kept");
    expect(await talk.outcome(writing(`${id}/by`, "Ann"))).toBe(`update-invalid ${id}/by`);
  }
});

test("TLK-2 nobody changes what somebody else said, and everybody may resolve it and take it back", async () => {
  const { commenter, owner } = server.people;
  using theirs = await open(owner);
  expect(await theirs.outcome(writing("thr:own", say(owner.name)))).toBe("kept");
  using talk = await open(commenter);
  for (const [key, value] of [
    ["thr:own/text", "No."],
    ["thr:own/on", { record: "s:TWN" }],
    ["thr:own/by", commenter.name],
    ["thr:own", say(commenter.name)],
  ] as const)
    expect(await talk.outcome(writing(key, value))).toBe(`update-invalid ${key}`);
  const mark = { by: commenter.name, at };
  expect(await talk.outcome(writing("thr:own/resolved", mark))).toBe("kept");
  expect(await talk.outcome(writing("thr:own/$del", mark))).toBe("kept");
});

test("TLK-2 somebody's words are theirs from another device too, and before the first are on disk", async () => {
  const { commenter } = server.people;
  const author = { user: commenter.name, at };
  const id = "thr:mine" as ThreadId;
  const does = ({ doc }: ReturnType<typeof openAuthor>, command: TalkCommand) => {
    const before = Y.encodeStateVector(doc);
    performTalk(doc, command, author);
    return Y.encodeStateAsUpdate(doc, before);
  };
  const [desk, laptop] = [openAuthor(), openAuthor()];
  using first = await open(commenter);
  const saying = does(desk, { kind: "add-thread", id, on: { record: "s:JPN" as never }, text: "So?" });
  first.sendUpdate(saying);
  first.sendUpdate(does(desk, { kind: "edit-words", id, text: "Is it so?" }));
  await first.hears(1, 100, 1);
  await first.readState();
  Y.applyUpdate(laptop.doc, Y.encodeStateAsUpdate(desk.doc));
  using second = await open(commenter);
  expect(await second.outcome(does(laptop, { kind: "edit-words", id, text: "Is it?" }))).toBe("kept");
  expect(first.told("reject")).toEqual([]);
});
