// The texts behind the sample are not part of the repository. Whoever has them names their folder, and the tests
// that compare the data with them run; elsewhere those tests are skipped.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Set to the folder that holds the texts, under the file names that `seed/sources.json` gives. */
export const seedTextsVariable = "ENTENTE_SEED_TEXTS";

/** The texts by file name, or undefined where no folder is named. */
export function readSeedTexts(): ReadonlyMap<string, string> | undefined {
  const folder = process.env[seedTextsVariable];
  if (!folder) return undefined;
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
