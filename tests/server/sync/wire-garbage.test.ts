// Bytes on the wire that are no websocket, or not one as it should be, and frames with changed bytes over real sockets
// (P17, T6, T7): the connection they come by ends, and nobody else notices.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { fuzzSeeds } from "../../support/fuzz.ts";
import { openRoom } from "../../support/guarded-room.ts";
import { FrameSource } from "../../support/mutate-frames.ts";
import { Random } from "../../support/random.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";

let server: TestServer;
let [a, b]: StockClient[] = [];
let edits = 0;

beforeAll(async () => {
  server = await startTestServer({ limits: { headersTimeoutMs: 200, closeMs: 100 } });
  [a, b] = [joinStock(server.syncUrl, "test"), joinStock(server.syncUrl, "test")];
  await Promise.all([a.synced(), b.synced()]);
});
afterAll(async () => {
  a?.[Symbol.dispose]();
  b?.[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

async function othersStillSync(): Promise<void> {
  edits += 1;
  a?.set("n", "s:JPN/notes", `edit ${edits}`);
  await b?.sees("n", "s:JPN/notes", `edit ${edits}`);
}

function open(): Socket {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});
  return socket;
}

const upgrade = (...changes: readonly string[]) => {
  const lines = [
    "GET /sync/test HTTP/1.1",
    `Host: 127.0.0.1:${server.port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...changes,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
};

/** A frame as a browser masks it, with a mask that changes nothing. */
function frame(first: number, payload: Uint8Array, announced = payload.length): Uint8Array {
  const length = announced < 126 ? [0x80 | announced] : [0x80 | 126, announced >> 8, announced & 0xff];
  return Uint8Array.from([first, ...length, 0, 0, 0, 0, ...payload]);
}

const [text, binary, close, ping, pong] = [0x81, 0x82, 0x88, 0x89, 0x8a];
const some = new Uint8Array(5);
const closing = (code: number, ...reason: number[]) =>
  frame(close, Uint8Array.from([code >> 8, code & 0xff, ...reason]));
const bomb = deflateRawSync(new Uint8Array(20_000_000)).subarray(0, 60_000);

describe("P17 after the handshake,", () => {
  test.each<[string, Uint8Array]>([
    ...[0x83, 0x84, 0x85, 0x86, 0x87, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f].map(
      (opcode) => [`the reserved opcode ${opcode & 15}`, frame(opcode, some)] as [string, Uint8Array],
    ),
    ["a reserved bit", frame(0xc2, some)],
    ["another", frame(0xa2, some)],
    ["the third", frame(0x92, some)],
    ["a compressed bomb", frame(0xc2, bomb)],
    ["a compressed ping", frame(0xc9, some)],
    ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535].map(
      (code) => [`the close code ${code}`, closing(code)] as [string, Uint8Array],
    ),
    ["a close code cut in half", frame(close, new Uint8Array(1))],
    ["a close reason that is no text", closing(1000, 0xc3, 0x28)],
    ["a close reason that is too long", frame(close, new Uint8Array(126))],
    ["a ping that is too long", frame(ping, new Uint8Array(126))],
    ["a pong that is too long", frame(pong, new Uint8Array(126))],
    ["a ping in pieces", frame(ping & 0x7f, some)],
    ["a close in pieces", frame(close & 0x7f, some)],
    ["a continuation of nothing", frame(0x80, some)],
    ["a second message inside the first", Uint8Array.from([...frame(0x02, some), ...frame(binary, some)])],
    ["text that is no text", frame(text, Uint8Array.from([0xc3, 0x28]))],
    ["text", frame(text, Buffer.from("hello"))],
    ["a frame without a mask", Uint8Array.from([binary, 1, 0])],
    ["a length of 2^63", Uint8Array.from([binary, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["a length of 2^53", Uint8Array.from([binary, 0xff, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["a length of four gigabytes", Uint8Array.from([binary, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
    [
      "more pieces than anybody needs",
      Uint8Array.from(Array.from({ length: 3000 }, () => [...frame(0x00, new Uint8Array(1))]).flat()),
    ],
    [
      "thousands of empty pieces",
      Uint8Array.from([
        ...frame(0x02, some),
        ...Array.from({ length: 3000 }, () => [...frame(0x00, new Uint8Array())]).flat(),
      ]),
    ],
    ["HTTP", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
    ["an empty binary message", frame(binary, new Uint8Array())],
  ])("%s ends that connection only", async (_, wire) => {
    const socket = open();
    socket.write(upgrade());
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString("latin1")).toMatch(/^HTTP\/1.1 101 /);
    expect(answer.toString("latin1").toLowerCase()).not.toContain("permessage-deflate");
    socket.resume();
    socket.write(wire);
    await once(socket, "close");
    await othersStillSync();
  });
});

describe("P17 instead of a handshake,", () => {
  test.each<[string, () => string | Uint8Array]>([
    ["noise", () => new Random(5).bytes(4000)],
    ["zeros", () => new Uint8Array(4000)],
    [
      "a handshake of TLS",
      () => Uint8Array.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, ...new Random(6).bytes(500)]),
    ],
    ["HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a header without an end", () => `GET /sync/test HTTP/1.1\r\nX: ${"x".repeat(40_000)}`],
    ["2,000 headers", () => upgrade(...Array.from({ length: 2000 }, (_, index) => `X-${index}: 1`))],
    ["no key", () => upgrade().replace(/Sec-WebSocket-Key.*\r\n/, "")],
    ["a bad key", () => upgrade().replace("dGhlIHNhbXBsZSBub25jZQ==", "short")],
    ["an old version", () => upgrade().replace("Version: 13", "Version: 7")],
    ["another protocol", () => upgrade().replace("Upgrade: websocket", "Upgrade: h2c")],
    ["POST", () => upgrade().replace("GET", "POST")],
    ["no host", () => upgrade().replace(/Host.*\r\n/, "")],
    ["two hosts", () => upgrade("Host: example.org")],
    ["a bad list of protocols", () => upgrade("Sec-WebSocket-Protocol: ,,,a,a,;")],
    [
      "a bad list of extensions",
      () => upgrade("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99"),
    ],
    ["a path that is none", () => upgrade().replace("/sync/test", "/sync/%00%ff/../../x")],
    ["a long path", () => upgrade().replace("/sync/test", `/sync/${"a".repeat(9000)}`)],
    ["a body in pieces", () => upgrade("Transfer-Encoding: chunked").replace("\r\n\r\n", "\r\n\r\nzz\r\n")],
  ])("%s ends that connection only", async (_, wire) => {
    const socket = open().resume();
    socket.write(wire());
    // Whoever is let in all the same says nothing sensible from then on.
    socket.end();
    await once(socket, "close");
    await othersStillSync();
  });
});

test.each(fuzzSeeds(2))(
  "P17 300 frames with changed bytes end at most the sockets they come by, seed %i",
  async (seed) => {
    const random = new Random(seed);
    const source = new FrameSource(openRoom(), "graph", random);
    for (let sent = 0; sent < 300;) {
      using client = await openRaw(server.syncUrl, "test");
      await client.hears(1, 0, 0);
      for (; client.socket.readyState === client.socket.OPEN && sent < 300; sent += 1) {
        client.send(source.next());
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    await othersStillSync();
    const fresh = joinStock(server.syncUrl, "test");
    await fresh.synced();
    expect(fresh.content("n")).toEqual(a?.content("n"));
    expect(fresh.doc.store.pendingStructs).toBeNull();
    fresh[Symbol.dispose]();
  },
);
