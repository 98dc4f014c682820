// The port that the server listens on.
import { once } from "node:events";
import { createServer } from "node:net";

import { EntenteError } from "../schema/errors.ts";

interface Place {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

/**
 * Tries whether a port is free. Somebody else may still be quicker to take it.
 *
 * @throws EntenteError `config-invalid`
 */
export async function expectFreePort(place: Place): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(place.port, place.host), "listening");
  } catch (cause) {
    throw toListenError(place, cause);
  }
  probe.close();
  await once(probe, "close");
}

/** Why nobody can listen there, in words. */
export function toListenError({ host, port }: Place, cause: unknown): EntenteError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const detail =
    code === "EADDRINUSE"
      ? `PORT ${port} is in use already; choose another`
      : `cannot listen on ${host}:${port}: ${code}`;
  return new EntenteError("config-invalid", { detail, cause });
}
