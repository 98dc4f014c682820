// A port that nothing listens on, for what has to know its address before it starts.
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** A port of the system's choice. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
