// Waiting for a whole document, in however many frames it comes.
import { once } from "node:events";
import type { LoadClient } from "./load-client.ts";
import { documentShareMin } from "./subjects.ts";

/**
 * Resolves when a client has heard so many bytes of document.
 *
 * @throws Error when they do not come, or the socket is closed before
 */
export async function hearAll(client: LoadClient, size: number, timeoutMs = 30_000): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let heard = 0;
  client.listener = (frame) => {
    heard += frame[0] === 0 ? frame.length : 0;
    if (heard >= size * documentShareMin) resolve();
  };
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((done) => (timer = setTimeout(done, timeoutMs)));
  await Promise.race([promise, timeout, once(client.socket, "close")]).finally(() => clearTimeout(timer));
  if (heard < size * documentShareMin) throw new Error(`a client that joined got ${heard} of ${size} bytes`);
}
