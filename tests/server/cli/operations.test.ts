// What whoever looks after a server reads when a copy is made and put back.
import { join } from "node:path";
import { expect, test } from "vitest";

import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { openData } from "../../../server/open-data.ts";
import { runFile } from "../../support/run-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a backup and its way back are told in numbers of rooms and updates", async () => {
  using folder = temporaryFolder();
  const [data, file] = [join(folder.path, "data"), join(folder.path, "maps.backup")];
  {
    await using opened = openData(data, defaultLimits, openLog("silent"));
    await opened.workspaces.create("test", "Test");
  }
  const entente = async (...words: string[]) => (await runFile("server/entente.mjs", words)).stdout.trim();
  expect(await entente("backup", file, "--data", data)).toBe(`Wrote ${file}: 1 room, 1 update, checked.`);
  expect(await entente("verify", "--data", data)).toBe("ok  test: 1 update");
  {
    await using opened = openData(data, defaultLimits, openLog("silent"));
    await opened.workspaces.create("other", "Other");
  }
  const other = join(folder.path, "other.backup");
  expect(await entente("backup", other, "--data", data)).toContain(": 2 rooms, 2 updates, checked.");
  expect(await entente("restore", file, "--data", data)).toMatch(/^Put back 1 room with 1 update\. What was/);
});
