// Messages that begin and do not end: what they may make the server keep, of whom.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";

import { hoarders } from "../../../server/sync/unfinished.ts";
import { startAccountsServer, type AccountsServer } from "../../support/accounts-server.ts";
import { openExtended } from "../../support/extended-client.ts";
import { Random } from "../../support/random.ts";
import { openRaw } from "../../support/raw-client.ts";

const kiB = 1024;

/** A socket without a library, of which everything that it hears is noted. */
interface BareSocket extends Disposable {
  readonly stream: Socket;
  heard(): Buffer;
}

async function openBare({ port }: AccountsServer, headers: Readonly<Record<string, string>> = {}) {
  const stream = connect(port, "127.0.0.1");
  const heard: Buffer[] = [];
  stream.on("error", () => {});
  stream.on("data", (data: Buffer) => heard.push(data));
  const lines = Object.entries({
    host: `localhost:${port}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.write(`GET /sync/test HTTP/1.1\r\n${lines.join("")}\r\n`);
  await once(stream, "data");
  return { stream, heard: () => Buffer.concat(heard), [Symbol.dispose]: () => stream.destroy() };
}

/** The begin of a binary message of this length, and so much of it. */
function begin({ stream }: BareSocket, announced: number, sent: number): void {
  const header = Buffer.alloc(14);
  header[0] = 0x82;
  header[1] = 0xff;
  header.writeBigUInt64BE(BigInt(announced), 2);
  stream.write(Buffer.concat([header, Buffer.alloc(sent)]));
}

test("T11 whoever was turned away and speaks on is cut off, and has been told why", async () => {
  await using server = await startAccountsServer();
  using socket = await openBare(server);
  begin(socket, 16 * kiB * kiB, 1);
  await once(socket.stream, "close");
  // 4401, in a close frame.
  expect(socket.heard().includes(Buffer.from([0x11, 0x31]))).toBe(true);
});

test("T11 of many who were turned away and do not hang up, those who wait longest are cut off", async () => {
  await using server = await startAccountsServer({ limits: { refusedSocketsMax: 2 } });
  using first = await openBare(server);
  const closed = once(first.stream, "close");
  using second = await openBare(server);
  using third = await openBare(server);
  await closed;
  expect([second.stream.destroyed, third.stream.destroyed]).toEqual([false, false]);
});

test("T6 messages that do not end have a bound together, and cost nobody else their socket", async () => {
  await using server = await startAccountsServer({
    limits: { unfinishedBytesMax: 500 * kiB, keepAliveTickMs: 20 },
  });
  const { editor, owner } = server.people;
  using honest = await openExtended(server.syncUrl, "test", { headers: { ...owner.by.cookie.headers } });
  using small = await openBare(server, editor.by.cookie.headers);
  begin(small, 300 * kiB, 200 * kiB);
  using large = await openBare(server, editor.by.cookie.headers);
  begin(large, 1000 * kiB, 400 * kiB);
  await once(large.stream, "close");
  await honest.readState();
  expect(small.stream.destroyed).toBe(false);
});

test("T6 somebody who only reads may begin no message that only an editor may", async () => {
  await using server = await startAccountsServer({ limits: { readerPayloadBytesMax: 10 * kiB } });
  const { editor, viewer } = server.people;
  const sends = async (headers: Readonly<Record<string, string>>) => {
    using client = await openRaw(server.syncUrl, "test", { headers: { ...headers } });
    client.send(Buffer.alloc(20 * kiB));
    return (await client.closed()).code;
  };
  for (const { headers } of [viewer.by.cookie, viewer.by.token, server.visitor])
    expect(await sends(headers)).toBe(1009);
  // It was read, and is no message.
  expect(await sends(editor.by.cookie.headers)).toBe(4400);
});

test("T6 those with the most are cut off first, and no more of them than it takes", () => {
  const random = new Random(7);
  for (let round = 0; round < 200; round += 1) {
    const sockets = Array.from({ length: random.below(8) }, () => ({ unfinishedBytes: random.below(100) }));
    const cut = new Set(hoarders(sockets, 150));
    const sum = (some: readonly { unfinishedBytes: number }[]) =>
      some.reduce((total, { unfinishedBytes }) => total + unfinishedBytes, 0);
    const kept = sockets.filter((socket) => !cut.has(socket));
    expect(sum(kept)).toBeLessThanOrEqual(150);
    const smallest = Math.min(Infinity, ...[...cut].map(({ unfinishedBytes }) => unfinishedBytes));
    expect(kept.every(({ unfinishedBytes }) => unfinishedBytes <= smallest)).toBe(true);
    expect(cut.size === 0 || sum(kept) + smallest > 150).toBe(true);
  }
});
