// Fills an empty data folder with the sample workspace, by the same way as any import.
import type { Graph } from "../schema/graph.ts";
import { readSnapshot } from "../schema/parse-snapshot.ts";
import type { Snapshot } from "../schema/snapshot.ts";
import type { Log } from "./log.ts";
import type { Workspaces } from "./workspaces.ts";

/** The sample's workspace. */
export const sampleWorkspace = "cptpp";

/** Gives the sample as a snapshot. */
export type ReadSeed = () => Promise<Snapshot>;

/**
 * Adds the sample when there is no workspace at all. An interrupted first start is made good: a sample
 * workspace without a single record counts as empty.
 *
 * @throws EntenteError `import-invalid` with the seed's faults
 */
export async function seedIfEmpty(workspaces: Workspaces, readSeed: ReadSeed, logger: Log): Promise<void> {
  const present = await workspaces.list();
  if (present.some(({ name }) => name !== sampleWorkspace)) return;
  if (present.length > 0 && !isEmpty((await workspaces.graph(sampleWorkspace, {})).graph)) return;
  const seed = await readSeed();
  const file = readSnapshot(seed);
  if (present.length === 0) await workspaces.create(sampleWorkspace, seed.title ?? undefined);
  const { added } = await workspaces.import(sampleWorkspace, file, { dryRun: false });
  logger.info({ workspace: sampleWorkspace, added }, "sample workspace added");
}

/** What is in the bin is somebody's work too. */
function isEmpty({ entities, sources, bin }: Graph): boolean {
  return entities.size + sources.size + bin.length === 0;
}
