// The log of what was done about people: that a changed, lost or added entry is found.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { runFile } from "../../support/run-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = "2026-01-02T03:04:05.000Z";

/** A folder with five entries, changed by a statement, and what is said of it then. */
function verdictAfter(path: string, statement: string): string | undefined {
  using folder = openDataFolder(path);
  const people = folder.people();
  for (let count = 1; count <= 5; count += 1)
    people.appendAudit({
      at,
      actor: "operator",
      workspace: undefined,
      action: "tried",
      detail: { n: `${count}` },
    });
  using database = new DatabaseSync(join(path, "entente.sqlite"));
  database.exec(statement);
  return people.verifyAudit();
}

test.each([
  ["SELECT 1", undefined],
  ["UPDATE audit SET actor = 'somebody' WHERE seq = 3", "entry 3 was changed"],
  ["UPDATE audit SET workspace = 'other' WHERE seq = 1", "entry 1 was changed"],
  ["UPDATE audit SET hash = x'00' WHERE seq = 5", "entry 5 was changed"],
  ["DELETE FROM audit WHERE seq = 2", "entry 2 is missing"],
  ["DELETE FROM audit WHERE seq = 5", "it should end with entry 5, and ends with entry 4"],
  ["DELETE FROM audit", "it should end with entry 5, and ends with entry 0"],
  [
    "INSERT INTO audit SELECT 6, at, actor, workspace, action, detail, hash FROM audit WHERE seq = 5",
    "entry 6 was changed",
  ],
])("T47 after %s: %s", (statement, verdict) => {
  using folder = temporaryFolder();
  expect(verdictAfter(folder.path, statement)).toBe(verdict);
});

test("T47 entente verify names the entry and fails", async () => {
  using folder = temporaryFolder();
  verdictAfter(folder.path, "UPDATE audit SET action = 'nothing' WHERE seq = 4");
  const { code, stderr } = await runFile("server/entente.mjs", ["verify", "--data", folder.path]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("audit log: entry 4 was changed")]);
});
