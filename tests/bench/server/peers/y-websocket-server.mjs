// @y/websocket-server as its own start script sets it up; with YPERSISTENCE set, on its LevelDB.
import { createServer } from "node:http";
import { getPersistence, setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";

const server = createServer((_request, response) => response.end("ok"));
const sockets = new WebSocketServer({ noServer: true });
sockets.on("connection", setupWSConnection);
server.on("upgrade", (request, stream, head) =>
  sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit("connection", socket, request)),
);
// Told to stop, it writes what waits for the disk; the reference server does not know signals.
process.on("SIGTERM", () => void stop());
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

async function stop() {
  await getPersistence()?.provider.destroy();
  process.exit(0);
}
