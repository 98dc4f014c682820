// A cable between a browser and the server that can be cut: TCP passed on as it comes, or nothing at all.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** One person's way to a server; the others have theirs. */
export interface NetworkCable extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Ends every connection at once and lets none through. */
  readonly cut: () => void;
  readonly mend: () => void;
}

/** A cable to a port of 127.0.0.1. */
export async function layCable(serverPort: number): Promise<NetworkCable> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(serverPort, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy()).on("close", () => sockets.delete(socket) && other.destroy());
    }
    near.pipe(far).pipe(near);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => void (isCut = false),
    [Symbol.asyncDispose]: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
