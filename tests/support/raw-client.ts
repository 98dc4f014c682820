// A bare socket that says what a test wants said, and notes what it hears.
import { once } from "node:events";
import { WebSocket, type ClientOptions } from "ws";

import { until } from "./wait.ts";

/** One socket. */
export interface RawClient extends Disposable {
  readonly socket: WebSocket;
  /** Frames heard so far, in order. */
  readonly frames: readonly Uint8Array[];
  send(frame: Uint8Array | string): void;
  /** Resolves with code and reason when the server has ended it. */
  closed(): Promise<{ readonly code: number; readonly reason: string }>;
  /** Resolves when this many frames have been heard, of those that begin with these bytes. */
  hears(count: number, ...start: readonly number[]): Promise<void>;
}

/** Opens a socket to a room. Rejects when the server answers by plain HTTP. */
export async function openRaw(
  syncUrl: string,
  room: string,
  options: ClientOptions = {},
): Promise<RawClient> {
  const socket = new WebSocket(`${syncUrl}/${room}`, options);
  const frames: Uint8Array[] = [];
  socket.on("message", (data) => frames.push(data as Buffer));
  let ended: { code: number; reason: string } | undefined;
  socket.on("close", (code, reason) => (ended = { code, reason: reason.toString() }));
  await once(socket, "open");
  socket.on("error", () => {});
  const changes = (event: "message" | "close") => (listener: () => void) => {
    socket.on(event, listener);
    return () => void socket.off(event, listener);
  };
  return {
    socket,
    frames,
    send: (frame) => socket.send(frame),
    async closed() {
      await until(() => ended !== undefined, changes("close"), "the socket to be closed");
      return ended ?? { code: 0, reason: "" };
    },
    hears(count, ...start) {
      const isMeant = (frame: Uint8Array) => start.every((value, index) => frame[index] === value);
      const isHeard = () => frames.filter(isMeant).length >= count;
      return until(isHeard, changes("message"), `${count} frames ${start.join(" ")}`);
    },
    [Symbol.dispose]: () => socket.terminate(),
  };
}

/** The status a refused upgrade is answered with, or 101. */
export async function upgradeStatus(url: string, options: ClientOptions = {}): Promise<number> {
  const socket = new WebSocket(url, options);
  const { promise, resolve } = Promise.withResolvers<number>();
  socket.on("open", () => resolve(101));
  socket.on("unexpected-response", (request, response) => {
    resolve(response.statusCode ?? 0);
    request.destroy();
  });
  socket.on("error", () => {});
  const status = await promise;
  socket.terminate();
  return status;
}
