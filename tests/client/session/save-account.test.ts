import { createEncoder, toUint8Array, writeVarUint } from "lib0/encoding";
import { expect, test } from "vitest";
import { writeSyncStep2, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";

import { readSave } from "../../../client/session/read-save.ts";
import type { ServerLink } from "../../../client/session/server-link.ts";
import { SaveAccount } from "../../../client/session/save-account.ts";
import { messageTypes } from "../../../schema/protocol.ts";

/** An account whose connection stands, with ways to send what a document holds. */
function connected() {
  const doc = new Y.Doc();
  const account = new SaveAccount(() => {});
  const frame = (write: (encoder: ReturnType<typeof createEncoder>) => void) => {
    const encoder = createEncoder();
    writeVarUint(encoder, messageTypes.sync);
    write(encoder);
    account.noteFrame(toUint8Array(encoder));
  };
  const send = () => {
    doc.getMap("n").set("s:JPN", doc.store.clients.size);
    frame((encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(doc)));
  };
  account.connected();
  frame((encoder) => writeSyncStep2(encoder, doc));
  account.acknowledge(1);
  return { account, send };
}

const stateOf = ({ count, hasSavedWork }: SaveAccount) => {
  const link = { connection: { kind: "connected" }, service: "ok", rights: undefined } as ServerLink;
  return readSave([{ link, hasSynced: true, unsavedCount: count, hasSavedWork }], true);
};

test("what a person did is counted until the server has it", () => {
  const { account, send } = connected();
  expect(stateOf(account)).toEqual({ kind: "saved" });
  send();
  account.noteEdit("edit");
  expect(stateOf(account)).toEqual({ kind: "saving", count: 1 });
  account.acknowledge(2);
  expect(stateOf(account)).toEqual({ kind: "saved" });
});

test("what the program wrote by itself is no change of anybody's, and not saved before the server says so", () => {
  const { account, send } = connected();
  send();
  account.noteEdit("unasked");
  expect(stateOf(account)).toEqual({ kind: "saved" });
  expect(account.isSettled).toBe(false);
  send();
  account.noteEdit("edit");
  expect(stateOf(account)).toEqual({ kind: "saving", count: 1 });
  account.acknowledge(3);
  expect(account.isSettled).toBe(true);

  account.noteEdit("unasked");
  expect(account.count).toBe(0);
});

test("what an earlier visit left here is saved only once the server has it", () => {
  const { account, send } = connected();
  send();
  account.noteEdit("restored");
  expect(account.count).toBe(0);
  expect(stateOf(account)).toEqual({ kind: "connecting" });
});
