// What was done is told as done, also where the audit log cannot take it.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import { noteAfterwards } from "../../../server/auth/note-afterwards.ts";
import { createRoutesApp } from "../../../server/cli/route-target.ts";
import { addVersionRoutes } from "../../../server/http/version-routes.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { openData } from "../../../server/open-data.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("T18 whoever goes back while the audit log takes nothing is told that it was done", async () => {
  using folder = temporaryFolder();
  await using data = openData(folder.path, defaultLimits, openLog("silent"));
  await data.workspaces.create("test", "Test");
  const missing: unknown[] = [];
  const people = data.people();
  const appendAudit = (deed: unknown) => {
    missing.push(deed);
    throw new EntenteError("storage-failed");
  };
  const full = { transaction: people.transaction.bind(people), appendAudit };
  await using app = createRoutesApp(defaultLimits);
  const note = noteAfterwards(full, Date.now, openLog("silent"));
  const { versions, restores } = data;
  addVersionRoutes(app, { versions, restores, note });
  const { id } = await versions.add("test", { name: "Empty" });
  const doc = new Y.Doc();
  doc.getMap("n").set("s:JPN", { kind: "state", label: "Japan" });
  using lease = await data.rooms.open({ name: "test", workspace: "test", part: "graph" });
  lease.room.submit(Y.encodeStateAsUpdate(doc), () => {});
  await data.committer.flush();
  const answer = await app.inject({ method: "POST", url: `/api/workspaces/test/versions/${id}/restore` });
  expect([answer.statusCode, answer.json()]).toMatchObject([200, { counts: { entities: { removed: 1 } } }]);
  expect(missing).toMatchObject([{ action: "version-restored", workspace: "test" }]);
});
