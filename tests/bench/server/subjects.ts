// Who is measured: our server as it is shipped, with every edit on disk before anybody sees it, its peers, and relays.
import * as Y from "yjs";

import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { hocuspocus, plain, type Dialect } from "./dialect.ts";
import { updateFrame } from "./frames.ts";
import { LoadClient } from "./load-client.ts";
import { peersAreInstalled } from "./peers/install.ts";
import { becomes } from "./pace.ts";
import { ServerProcess, type Command } from "./server-process.ts";

/** A room, and what is in it before the first client comes. */
export interface RoomContent {
  readonly room: string;
  readonly bytes?: Uint8Array;
}

/** A server to be measured. */
export interface Subject {
  readonly name: string;
  readonly kind: "ours" | "peer" | "relay";
  /** Whether what is in its rooms is there again after a restart. */
  readonly isStored: boolean;
  dialect(room: string): Dialect;
  command(rooms: readonly RoomContent[]): Command;
}

const folder = "tests/bench/server/peers";

/** Ours: `server/main.ts`, with its settings as they are. */
export const ours: Subject = {
  name: "ours",
  kind: "ours",
  isStored: true,
  dialect: (room) => plain("/sync/", room),
  command: (rooms) => ({
    file: "server/main.ts",
    environment: (dataDir) => ({ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error" }),
    prepare: (dataDir) => storeRooms(dataDir, rooms),
  }),
};

const yws = (isStored: boolean): Subject => ({
  name: isStored ? "@y/websocket-server + LevelDB" : "@y/websocket-server",
  kind: "peer",
  isStored,
  dialect: (room) => plain("/", room),
  command: () => ({
    file: `${folder}/y-websocket-server.mjs`,
    environment: (dataDir): Record<string, string> => (isStored ? { YPERSISTENCE: dataDir } : {}),
  }),
});

const hocuspocusServer = (isStored: boolean): Subject => ({
  name: isStored ? "Hocuspocus + SQLite" : "Hocuspocus",
  kind: "peer",
  isStored,
  dialect: hocuspocus,
  command: () => ({
    file: `${folder}/hocuspocus.mjs`,
    environment: (dataDir): Record<string, string> => (isStored ? { DATA_DIR: dataDir } : {}),
  }),
});

const relay = (way: string, name: string): Subject => ({
  name: `relay, ${name}`,
  kind: "relay",
  isStored: true,
  dialect: (room) => plain("/", room),
  command: () => ({
    file: `${folder}/relay.ts`,
    words: [way],
    environment: (dataDir) => ({ DATA_DIR: dataDir }),
  }),
});

/** The floor: it knows no CRDT and promises nothing. */
export const relays = {
  send: relay("send", "a send for each socket"),
  framed: relay("framed", "frames built once"),
  gathered: relay("gathered", "gathered for 10 ms"),
} as const;

/** Peers in memory, as they are fastest. None where they cannot be installed. */
export async function peersInMemory(): Promise<readonly Subject[]> {
  return (await peersAreInstalled()) ? [yws(false), hocuspocusServer(false)] : [];
}

/** Peers that keep what they are given. */
export async function peersOnDisk(): Promise<readonly Subject[]> {
  return (await peersAreInstalled()) ? [yws(true), hocuspocusServer(true)] : [];
}

/** A server that runs. */
export interface Live {
  readonly subject: Subject;
  readonly process: ServerProcess;
}

/** With its rooms filled; disposing of it ends it. */
export interface Running extends Live, AsyncDisposable {}

const fillTimeoutMs = 30_000;

/**
 * Starts a server and fills its rooms: ours through its own storage, others over a socket. Where nothing is stored, whoever
 * filled a room stays in it, since the server would let go of it.
 */
export async function startSubject(subject: Subject, rooms: readonly RoomContent[]): Promise<Running> {
  await using opened = new AsyncDisposableStack();
  const process = opened.use(await ServerProcess.start(subject.command(rooms)));
  for (const { room, bytes } of rooms) {
    if (!bytes || subject === ours) continue;
    const writer = opened.use(openClient({ subject, process }, room));
    await fill({ subject, process }, writer, room, bytes);
    if (subject.isStored) await writer.leave();
  }
  const owned = opened.move();
  return { subject, process, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Opens one client. Who opens it disposes of it. */
export function openClient({ subject, process }: Live, room: string): LoadClient {
  return new LoadClient(process.url, subject.dialect(room));
}

async function storeRooms(dataDir: string, rooms: readonly RoomContent[]): Promise<void> {
  using data = openDataFolder(dataDir);
  for (const { room, bytes } of rooms) {
    await data.log.createWorkspace(room, room);
    if (!bytes) continue;
    const [seq = 0] = await data.log.append([{ room, origin: "import", bytes }]);
    await data.log.saveSnapshot(room, seq, bytes, Y.encodeStateVectorFromUpdate(bytes));
  }
}

/** Sends a document as one edit, and waits until somebody else gets it. */
async function fill(live: Live, writer: LoadClient, room: string, bytes: Uint8Array): Promise<void> {
  await writer.joined;
  writer.send(updateFrame(bytes));
  const isThere = await becomes(() => hasDocument(live, room, bytes.byteLength), fillTimeoutMs, 200);
  if (!isThere) throw new Error(`${live.subject.name} did not take the document`);
}

async function hasDocument(live: Live, room: string, size: number): Promise<boolean> {
  using reader = openClient(live, room);
  let heard = 0;
  reader.listener = (frame) => (heard += frame.length);
  await reader.joined;
  return await becomes(() => heard >= size * documentShareMin, 500);
}

/** Of a document's bytes: written anew by another Yjs document they are nearly as many, in another order. */
export const documentShareMin = 0.95;
