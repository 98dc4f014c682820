// Every released client of the y-websocket protocol since 1.5 works unmodified, and hears nothing that it cannot read.
// In package.json another package stands in for y-leveldb, which only the servers of the old releases need.
import { createDecoder, hasContent, readVarUint, readVarUint8Array } from "lib0/decoding";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import { messageTypes, syncTypes } from "../../../schema/protocol.ts";
import { openExtended } from "../../support/extended-client.ts";
import { startGatedServer, type GatedServer } from "../../support/gated-server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { until } from "../../support/wait.ts";

const releases = ["y-websocket-1", "y-websocket-2", "y-websocket-3.0", "y-websocket"] as const;

let server: GatedServer;
beforeEach(async () => {
  server = await startGatedServer({ keepAliveMs: 20, keepAliveTickMs: 5, storageRetryMsMin: 5 });
});
afterEach(() => server[Symbol.asyncDispose]());

/** What a socket heard, as it came. */
interface Heard {
  readonly frame: Uint8Array;
  readonly isBinary: boolean;
}

/** A socket that notes what it hears. */
function listeningSocket(heard: Heard[]): typeof WebSocket {
  class Listening extends WebSocket {
    constructor(address: string | URL) {
      super(address);
      this.on("message", (data, isBinary) =>
        heard.push({ frame: new Uint8Array(data as ArrayBuffer), isBinary }),
      );
    }
  }
  return Listening as typeof WebSocket;
}

async function join(release: string, heard: Heard[] = []): Promise<StockClient> {
  const { WebsocketProvider: Provider } = (await import(release)) as {
    readonly WebsocketProvider: typeof WebsocketProvider;
  };
  return joinStock(server.syncUrl, "test", new Y.Doc(), listeningSocket(heard), Provider);
}

const valueOf = (release: string, what: string) => ({ kind: "state", label: `${release} ${what}` });

/** The messages in a frame: those that a stock client reads, and what is left. */
function readAll(frame: Uint8Array): readonly string[] {
  const decoder = createDecoder(frame);
  const messages: string[] = [];
  while (hasContent(decoder)) {
    const type = readVarUint(decoder);
    const subtype = type === messageTypes.sync ? readVarUint(decoder) : undefined;
    readVarUint8Array(decoder);
    messages.push(subtype === undefined ? `${type}` : `${type} ${subtype}`);
  }
  return messages;
}

test.each(releases)(
  "%s and a client of ours edit together, lose the line, and meet again",
  async (release) => {
    using old = await join(release);
    using other = joinStock(server.syncUrl, "test");
    await Promise.all([old.synced(), other.synced()]);
    const closings: unknown[] = [];
    old.provider.on("connection-close", (event) => closings.push(event));
    old.set("n", "s:JPN", valueOf(release, "one"));
    await other.sees("n", "s:JPN", valueOf(release, "one"));
    other.set("n", "s:PER", valueOf(release, "two"));
    await old.sees("n", "s:PER", valueOf(release, "two"));
    expect(closings).toEqual([]);

    old.provider.disconnect();
    old.set("n", "s:CHL", valueOf(release, "three"));
    other.set("n", "s:CAN", valueOf(release, "four"));
    old.provider.connect();
    await Promise.all([
      other.sees("n", "s:CHL", valueOf(release, "three")),
      old.sees("n", "s:CAN", valueOf(release, "four")),
    ]);
    expect(old.content("n")).toEqual(other.content("n"));
  },
);

test.each(releases)("%s shows its presence and sees that of others", async (release) => {
  using old = await join(release);
  using other = joinStock(server.syncUrl, "test");
  await Promise.all([old.synced(), other.synced()]);
  const nameSeenBy = (viewer: StockClient, shown: StockClient) =>
    viewer.provider.awareness.getStates().get(shown.doc.clientID)?.["name"] as unknown;
  old.provider.awareness.setLocalState({ name: "Old" });
  other.provider.awareness.setLocalState({ name: "Other" });
  for (const [viewer, shown, name] of [
    [other, old, "Old"],
    [old, other, "Other"],
  ] as const)
    await until(
      () => nameSeenBy(viewer, shown) === name,
      (listener) => {
        viewer.provider.awareness.on("change", listener);
        return () => viewer.provider.awareness.off("change", listener);
      },
      `${name} to be seen`,
    );
});

test.each(releases)(
  "%s hears binary frames of one message each, of kinds it knows, whatever happens in the room",
  async (release) => {
    const heard: Heard[] = [];
    using old = await join(release, heard);
    using ours = await openExtended(server.syncUrl, "test");
    await old.synced();
    const refused = server.log.refuse(new EntenteError("storage-failed"));
    old.set("n", "s:JPN/notes", release);
    await refused(1);
    await ours.hears(1, messageTypes.extension, 4);
    server.log.accept();
    await ours.hears(2, messageTypes.extension, 4);
    using other = joinStock(server.syncUrl, "test");
    await other.synced();
    other.provider.awareness.setLocalState({ name: "Other" });
    other.set("n", "s:JPN/notes", `${release} too`);
    await old.sees("n", "s:JPN/notes", `${release} too`);

    expect(heard.filter(({ isBinary }) => !isBinary)).toEqual([]);
    const messages = heard.map(({ frame }) => readAll(frame));
    expect(messages.filter(({ length }) => length !== 1)).toEqual([]);
    const kinds = new Set(messages.flat());
    expect([...kinds].filter((kind) => !["0 0", "0 1", "0 2", "1"].includes(kind))).toEqual([]);
    expect(kinds).toContain("0 2");
  },
);

test.each(releases)("P3 %s hears its own edit come back only when it is on disk", async (release) => {
  const heard: Heard[] = [];
  using author = await join(release, heard);
  await author.synced();
  const isEcho = ({ frame }: Heard) =>
    frame[0] === messageTypes.sync &&
    frame[1] === syncTypes.update &&
    Buffer.from(frame).includes(`held for ${release}`);
  const busy = server.log.hold();
  author.set("n", "s:VNM/notes", `held for ${release}`);
  await busy;
  // Whoever asks now is answered after what was sent before: there was no echo among it.
  using late = await openExtended(server.syncUrl, "test");
  expect((await late.readState()).getMap("n").get("s:VNM/notes")).not.toBe(`held for ${release}`);
  expect(heard.filter(isEcho)).toEqual([]);
  const seqBefore = (await server.log.readHead("test"))?.seq ?? 0;
  server.log.release();
  await until(
    () => heard.some(isEcho),
    (listener) => {
      const timer = setInterval(listener, 5);
      return () => clearInterval(timer);
    },
    "the echo",
  );
  expect((await server.log.readHead("test"))?.seq).toBeGreaterThan(seqBefore);
});

/** As much of the coming release as a test needs: it brings another Yjs, whose types say the same on the wire. */
interface NextRelease {
  readonly Doc: new () => {
    get(root: string): {
      setAttr(key: string, value: unknown): void;
      getAttr(key: string): unknown;
      observe(listener: () => void): void;
      unobserve(listener: () => void): void;
    };
    destroy(): void;
  };
  readonly WebsocketProvider: new (
    url: string,
    room: string,
    doc: unknown,
    options: object,
  ) => { on(event: string, listener: () => void): void; destroy(): void };
}

test("the coming release of the client, with its own Yjs, edits together with ours", async () => {
  // Names in variables: its published types do not compile beside ours.
  const [yjs, websocket] = ["@y/y", "@y/websocket"];
  const { Doc } = (await import(yjs)) as NextRelease;
  const { WebsocketProvider: Provider } = (await import(websocket)) as NextRelease;
  const heard: Heard[] = [];
  const doc = new Doc();
  const options = { WebSocketPolyfill: listeningSocket(heard), disableBc: true };
  const provider = new Provider(server.syncUrl, "test", doc, options);
  const closings: string[] = [];
  provider.on("connection-close", () => closings.push("closed"));
  try {
    using other = joinStock(server.syncUrl, "test");
    await other.synced();
    const map = doc.get("n");
    map.setAttr("s:JPN", valueOf("next", "one"));
    await other.sees("n", "s:JPN", valueOf("next", "one"));
    other.set("n", "s:JPN/label", "Nippon");
    const watch = (listener: () => void) => {
      map.observe(listener);
      return () => map.unobserve(listener);
    };
    await until(() => map.getAttr("s:JPN/label") === "Nippon", watch, "the other's edit");
    // It reads on in a frame: a second message there would be taken for one.
    expect(heard.filter(({ frame }) => readAll(frame).length !== 1)).toEqual([]);
    expect(closings).toEqual([]);
  } finally {
    provider.destroy();
    doc.destroy();
  }
});
