// Frames that are written past ws, beside the control frames that it writes itself.
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";

import { defaultLimits } from "../../../server/limits.ts";
import { Meters } from "../../../server/meters.ts";
import { Broadcast } from "../../../server/sync/broadcast.ts";
import { Outbox } from "../../../server/sync/outbox.ts";
import { RoomDocument } from "../../../server/sync/room-document.ts";
import { Turns } from "../../../server/sync/turns.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { asking, hear } from "../../support/sync-frames.ts";
import { until } from "../../support/wait.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { pieceBytes: 100 } });
  using writer = joinStock(server.syncUrl, "test");
  await writer.synced();
  using reader = joinStock(server.syncUrl, "test");
  for (let key = 0; key < 100; key += 1) writer.set("n", `s:X${key}`, "x".repeat(1000));
  await reader.sees("n", "s:X99", "x".repeat(1000));
});
afterAll(() => server[Symbol.asyncDispose]());

test("a long message arrives whole, with pongs to the pings that came in its midst", async () => {
  using client = await openRaw(server.syncUrl, "test");
  const order: string[] = [];
  client.socket.on("pong", () => order.push("pong"));
  client.socket.on("message", (message: Buffer) => order.push(hear(new Y.Doc(), message)));
  client.send(asking());
  for (let count = 0; count < 20; count += 1) client.socket.ping();
  await client.hears(1, 0, 1);
  await until(
    () => order.filter((word) => word === "pong").length === 20,
    (listener) => {
      client.socket.on("pong", listener);
      return () => void client.socket.off("pong", listener);
    },
    "all pongs",
  );
  expect(order.indexOf("pong")).toBeLessThan(order.indexOf("step2"));
  const doc = new Y.Doc();
  for (const message of client.frames) hear(doc, message);
  expect(doc.getMap("n").size).toBe(100);
});

test("a socket that is closed in the midst of a long message hears why", async () => {
  using client = await openRaw(server.syncUrl, "test");
  client.send(asking());
  client.send("text");
  expect((await client.closed()).code).toBe(4400);
});

test("a client that leaves in the midst of a long message harms nobody", async () => {
  using client = await openRaw(server.syncUrl, "test");
  client.send(asking());
  client.socket.close();
  expect((await client.closed()).code).toBe(1005);
  using other = joinStock(server.syncUrl, "test");
  await other.synced();
  expect(other.doc.getMap("n").size).toBe(100);
});

test("edits that come while somebody is given the document reach them behind it", async () => {
  using writer = joinStock(server.syncUrl, "test");
  await writer.synced();
  using client = await openRaw(server.syncUrl, "test");
  client.send(asking());
  for (let edit = 1; edit <= 50; edit += 1) writer.set("n", "s:NEW", edit);
  const doc = new Y.Doc();
  client.socket.on("message", (message: Buffer) => hear(doc, message));
  await until(
    () => doc.getMap("n").get("s:NEW") === 50,
    (listener) => {
      doc.on("update", listener);
      return () => doc.off("update", listener);
    },
    "the last edit",
  );
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(writer.doc));
});

test("T39 who is here is asked anew for whoever has caught up, who may be shown less by then", async () => {
  const now = () => performance.now();
  const { answers } = new RoomDocument({ name: "test", workspace: "test", part: "graph" }, defaultLimits);
  const stream = new PassThrough();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const outbox = new Outbox({
    socket: { readyState: 1, OPEN: 1 },
    stream,
    source: new Broadcast(answers, defaultLimits, () => {}),
    turns: new Turns(10, { now }),
    limits: defaultLimits,
    meters: new Meters(),
    now,
    showPeople: resolve,
    onOverflow: () => {},
  });
  outbox.fallBehind(answers.point);
  outbox.deliver(Buffer.from("who is here"), true);
  await asked;
  expect([outbox.isBehind, stream.readableLength]).toEqual([false, 0]);
});
