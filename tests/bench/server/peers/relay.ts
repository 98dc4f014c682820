// A relay that knows no CRDT: the floor of what any server of this protocol costs. It passes on whatever comes, in one of
// three ways, and answers whoever joins with the largest frame it has heard, as if that were the document.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { WebSocketServer, type WebSocket } from "ws";

interface Room {
  readonly members: Map<WebSocket, Socket>;
  gathered: Buffer[];
  document: Buffer;
}

const gatherMs = 10;
/** Frames as large as this are documents. */
const documentBytesMin = 64 * 1024;
const emptyAnswer = Buffer.from([0, 1, 2, 0, 0]);

const [way = "send"] = process.argv.slice(2);
const dataDir = process.env["DATA_DIR"];
const rooms = new Map<string, Room>();
const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

server.on("upgrade", (request, stream: Socket, head) => {
  sockets.handleUpgrade(request, stream, head, (socket) => {
    const name = (request.url ?? "/").slice(1);
    const room = roomOf(name);
    room.members.set(socket, stream);
    socket.on("error", () => socket.terminate());
    socket.on("close", () => room.members.delete(socket));
    socket.on("message", (data) => receive(room, name, socket, data as Buffer));
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

function roomOf(name: string): Room {
  const known = rooms.get(name);
  if (known) return known;
  const file = fileOf(name);
  const room = {
    members: new Map(),
    gathered: [],
    document: file && existsSync(file) ? readFileSync(file) : emptyAnswer,
  };
  rooms.set(name, room);
  return room;
}

function receive(room: Room, name: string, sender: WebSocket, data: Buffer): void {
  if (data[0] === 0 && data[1] === 0) return sender.send(room.document);
  if (data[0] === 0 && data.length >= documentBytesMin) keep(room, name, data);
  if (way === "send") return sendToEach(room, sender, data);
  if (way === "framed") return writeToEach(room, toWebSocketFrame(data), sender);
  room.gathered.push(toWebSocketFrame(data));
  if (room.gathered.length === 1) setTimeout(() => flush(room), gatherMs);
}

function keep(room: Room, name: string, data: Buffer): void {
  room.document = Buffer.from(data);
  room.document[1] = 1;
  const file = fileOf(name);
  if (file) writeFileSync(file, room.document);
}

function fileOf(name: string): string | undefined {
  return dataDir && join(dataDir, `${name}.bin`);
}

function sendToEach(room: Room, sender: WebSocket, data: Buffer): void {
  for (const member of room.members.keys()) if (member !== sender) member.send(data);
}

function writeToEach(room: Room, bytes: Buffer, sender?: WebSocket): void {
  for (const [member, stream] of room.members) if (member !== sender) stream.write(bytes);
}

function flush(room: Room): void {
  const bytes = Buffer.concat(room.gathered);
  room.gathered = [];
  writeToEach(room, bytes);
}

/** One whole binary message, RFC 6455, 5.2. */
function toWebSocketFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = 0x82;
  if (length < 126) header[1] = length;
  else if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}
