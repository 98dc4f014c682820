// Sockets that come and go in every way there is, on purpose and not: nothing of them stays.
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import { onDemand } from "../../support/fuzz.ts";
import { startGatedServer, type GatedServer } from "../../support/gated-server.ts";
import { heldBytes } from "../../support/held-bytes.ts";
import { Random } from "../../support/random.ts";
import { openRaw, upgradeStatus } from "../../support/raw-client.ts";
import { asking, editing } from "../../support/sync-frames.ts";
import { bytes } from "../../support/update-bytes.ts";

const lifecycles = onDemand("ENTENTE_LIFECYCLES", 2000);
const atOnce = 20;
/** Then other rooms: each edit is by a writer of its own, and a document answers at a cost that grows with its writers. */
const livesInOneRoom = 200;
const roomsAtOnce = 5;

let server: GatedServer;
beforeEach(async () => {
  server = await startGatedServer({ roomIdleMs: 2, awarenessTickMs: 1 });
});
afterEach(() => server[Symbol.asyncDispose]());

type Life = (room: string, random: Random) => Promise<void>;

/** Joins, does something, and leaves as it should or just vanishes. */
const visiting =
  (act: (send: (frame: Uint8Array) => void, random: Random) => void): Life =>
  async (room, random) => {
    const client = await openRaw(server.syncUrl, room);
    act((frame) => client.send(frame), random);
    if (random.chance(0.5)) client.socket.close();
    else client.socket.terminate();
    await client.closed();
  };

const nameOf = (random: Random) => bytes(1 + random.below(1000), 1, JSON.stringify({ name: "x" }));
const presence = (random: Random) => {
  const entries = bytes(1, nameOf(random));
  return bytes(1, entries.byteLength, entries);
};
const edit = (random: Random) => {
  const doc = new Y.Doc();
  doc.getMap("p").set(`s:X${random.below(100)}`, [random.below(100), 0]);
  return editing(Y.encodeStateAsUpdate(doc));
};

const lives: readonly Life[] = [
  visiting(() => {}),
  visiting((send) => send(asking())),
  visiting((send, random) => send(presence(random))),
  visiting((send, random) => send(edit(random))),
  visiting((send, random) => [asking(), presence(random), edit(random), presence(random)].forEach(send)),
  async function kicked(room) {
    const client = await openRaw(server.syncUrl, room);
    client.send("no such message");
    await client.closed();
  },
  async function unknown() {
    const client = await openRaw(server.syncUrl, "unknown");
    await client.closed();
  },
  async function stranger(room) {
    await upgradeStatus(`${server.syncUrl}/${room}`, { headers: { origin: "https://example.org" } });
  },
  async function vanishing(room, random) {
    const { hostname, port, host } = new URL(server.syncUrl);
    const stream = connect(Number(port), hostname);
    await once(stream, "connect");
    const key = random.chance(0.8) ? "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" : "";
    const head = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    stream.on("error", () => {}).resume();
    stream.write(`GET /sync/${room} HTTP/1.1\r\nHost: ${host}\r\n${head}${key}\r\n`);
    if (random.chance(0.5)) stream.destroy();
    else stream.end();
    if (!stream.closed) await once(stream, "close");
  },
];

/** @param first How many have lived before. */
async function live(first: number, count: number, random: Random): Promise<void> {
  for (let done = first; done < first + count; done += atOnce) {
    const rooms = Math.floor(done / livesInOneRoom / roomsAtOnce);
    const lived = Array.from({ length: atOnce }, () =>
      random.pick(lives)(`test/view/v${rooms}-${random.below(roomsAtOnce)}`, random),
    );
    // A room that cannot be loaded closes some of them, which is a way to go like any other.
    await Promise.allSettled(lived);
  }
  const { gateway, rooms } = server;
  await expect.poll(() => [gateway.socketCount, gateway.waitingCount, rooms.openCount]).toEqual([0, 0, 0]);
}

test(
  "P25 however sockets come and go, rooms, documents and sockets return to none, and memory to what it was",
  { timeout: 120_000 + lifecycles * 10 },
  async () => {
    const random = new Random(1);
    const { log } = server;
    const readHead = log.readHead.bind(log);
    // Not by a spy: it would remember every call, which is what is weighed here.
    Object.assign(log, {
      readHead: (room: string) =>
        random.chance(0.1) ? Promise.reject(new EntenteError("data-damaged")) : readHead(room),
    });
    await live(0, lifecycles / 2, random);
    const before = await heldBytes();
    await live(lifecycles / 2, lifecycles / 2, random);
    expect((await heldBytes()) - before).toBeLessThan(4 * 1024 * 1024);
  },
);
