// A cable between a browser and the server that can be cut: TCP passed on as it comes, or nothing at all.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { WebSocket } from "ws";

/** One person's way to a server; the others have theirs. */
export interface NetworkCable extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Ends every connection at once and lets none through. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** Carries nothing from now on, not even that one end has hung up: as when somebody's machine sleeps. */
  readonly freeze: () => void;
  /** Carries it all now. */
  readonly thaw: () => void;
}

/**
 * A cable to a port of 127.0.0.1.
 *
 * @param idleMs Cuts a connection as soon as either end has said nothing for so long, as a careful proxy does.
 */
export async function layCable(serverPort: number, idleMs?: number): Promise<NetworkCable> {
  /** Both directions of every connection: from where to where. */
  const ways = new Map<Socket, Socket>();
  const hungUp = new Set<Socket>();
  let [isCut, isFrozen] = [false, false];
  const hangUp = (socket: Socket) => (isFrozen ? hungUp.add(socket) : socket.destroy());
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
      ways.set(socket, other);
      socket.on("error", () => hangUp(other)).on("close", () => ways.delete(socket) && hangUp(other));
      if (idleMs !== undefined) cutWhenSilent(socket, idleMs);
      if (!isFrozen) socket.pipe(other);
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const cut = () => {
    isCut = true;
    for (const socket of ways.keys()) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => void (isCut = false),
    freeze() {
      isFrozen = true;
      for (const [socket, other] of ways) socket.unpipe(other);
    },
    thaw() {
      isFrozen = false;
      for (const socket of hungUp) socket.destroy();
      hungUp.clear();
      for (const [socket, other] of ways) socket.pipe(other);
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function cutWhenSilent(socket: Socket, idleMs: number): void {
  const timer = setTimeout(() => socket.destroy(), idleMs);
  socket.on("data", () => timer.refresh()).on("close", () => clearTimeout(timer));
}

/** A socket that goes by a cable and still asks for the server by its own name. */
export function socketTo(port: number): typeof WebSocket {
  class SocketTo extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { host: `127.0.0.1:${port}` } });
    }
  }
  // Of the many ways to make a socket, the provider uses this one.
  return SocketTo as unknown as typeof WebSocket;
}
