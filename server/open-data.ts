// Opens a data folder with everything that works on it. The server and the command line both stand on this.
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import { Committer } from "./storage/committer.ts";
import { InTurn } from "./in-turn.ts";
import { logPathOf, openDataFolder, type DataFolder } from "./storage/data-folder.ts";
import type { UpdateLog } from "./storage/update-log.ts";
import { Rooms } from "./sync/rooms.ts";
import { RemovalNotices } from "./versions/removal-notices.ts";
import { workOutBeside } from "./versions/restore-beside.ts";
import { Restores } from "./versions/restores.ts";
import { Versions } from "./versions/versions.ts";
import { Workspaces } from "./workspaces.ts";

/** An open data folder. Disposing of it closes rooms, log and lock, in this order. */
export interface OpenData extends AsyncDisposable {
  /** Resolves when the disk has failed so that the process should end. */
  readonly broken: DataFolder["broken"];
  readonly log: UpdateLog;
  readonly people: DataFolder["people"];
  readonly committer: Committer;
  readonly rooms: Rooms;
  readonly workspaces: Workspaces;
  readonly versions: Versions;
  readonly restores: Restores;
  readonly removalNotices: RemovalNotices;
}

/**
 * Opens a data folder and locks it.
 *
 * @throws EntenteError `data-in-use`, `data-newer`, `data-damaged`, `config-invalid`
 */
export function openData(dataDir: string, limits: Limits, logger: Log): OpenData {
  const folder = openDataFolder(dataDir);
  const { log } = folder;
  const committer = new Committer(log, limits);
  committer.service.watch(() => {
    const { service, failure } = committer;
    const level = failure ? "warn" : "info";
    logger[level]({ state: service.state, ...(failure && { err: failure }) }, "service changed");
  });
  const rooms = new Rooms({
    log,
    committer,
    refused: folder.refused,
    limits,
    logger,
    now: () => performance.now(),
    onRemoval: ({ workspace }, removal) => removalNotices.notice(workspace, removal),
  });
  const parts = { log, committer, rooms, limits, now: () => Date.now(), turns: new InTurn() };
  const workspaces = new Workspaces(parts);
  const versions = new Versions(parts);
  const restores = new Restores({
    ...parts,
    versions,
    logPath: logPathOf(dataDir),
    workOut: workOutBeside,
  });
  const removalNotices = new RemovalNotices({ ...parts, logger });
  return {
    broken: folder.broken,
    log,
    people: folder.people,
    committer,
    rooms,
    workspaces,
    versions,
    restores,
    removalNotices,
    async [Symbol.asyncDispose]() {
      restores[Symbol.dispose]();
      await rooms[Symbol.asyncDispose]();
      await removalNotices[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}
