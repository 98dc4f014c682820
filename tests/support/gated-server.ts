// Real sockets and rooms over a log whose disk a test can hold, in this process.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Door } from "../../server/auth/door.ts";
import { openLocalEntrance } from "../../server/auth/entrance.ts";
import { defaultLimits, type Limits } from "../../server/limits.ts";
import { openLog } from "../../server/log.ts";
import { Committer } from "../../server/storage/committer.ts";
import { threadCpuMs } from "../../server/thread-cpu.ts";
import { Gateway } from "../../server/sync/gateway.ts";
import { Rooms } from "../../server/sync/rooms.ts";
import { trustLoopback } from "../../server/trust.ts";
import { gatedLog, type GatedLog } from "./gated-log.ts";

/** A sync server with one workspace, `test`. */
export interface GatedServer extends AsyncDisposable {
  /** `ws://…/sync` */
  readonly syncUrl: string;
  readonly log: GatedLog;
  readonly rooms: Rooms;
  readonly committer: Committer;
  readonly gateway: Gateway;
}

/** Starts one. Disposing of it lets the disk go on, and stops it. */
export async function startGatedServer(
  limits: Partial<Limits> = {},
  openDoor: (limits: Limits) => Door = (all) => openLocalEntrance(all).door,
): Promise<GatedServer> {
  const log = await gatedLog();
  const parts = { log, limits: { ...defaultLimits, ...limits }, logger: openLog("silent") };
  const committer = new Committer(log, parts.limits);
  const rooms = new Rooms({ ...parts, committer, now: () => performance.now() });
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const gateway = new Gateway({
    ...parts,
    rooms,
    trust: trustLoopback(port),
    door: openDoor(parts.limits),
    now: () => performance.now(),
    cpu: threadCpuMs,
    clock: () => Date.UTC(2026, 0, 1),
    random: () => 0.5,
  });
  server.on("upgrade", gateway.onUpgrade);
  return {
    syncUrl: `ws://127.0.0.1:${port}/sync`,
    log,
    rooms,
    committer,
    gateway,
    async [Symbol.asyncDispose]() {
      log.release();
      committer.stopRetrying();
      await committer.flush();
      await gateway.close();
      await rooms[Symbol.asyncDispose]();
      server.close();
      log[Symbol.dispose]();
    },
  };
}
