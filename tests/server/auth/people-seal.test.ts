// That what is kept of people cannot be changed behind the server's back without being found.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { SqlitePeopleStore } from "../../../server/auth/sqlite-people-store.ts";
import { openLog } from "../../../server/log.ts";
import { backUp } from "../../../server/storage/backup.ts";
import { putBack } from "../../../server/storage/put-back.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { startAccountsServer, type AccountsServer } from "../../support/accounts-server.ts";
import { runFile } from "../../support/run-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const fileOf = ({ dataDir }: AccountsServer) => join(dataDir, "entente.sqlite");

function verdictOn(file: string): string | undefined {
  using people = new SqlitePeopleStore(file);
  return people.verifyPeople();
}

function verdictAfter(file: string, statement: string): string | undefined {
  using database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(statement);
  return verdictOn(file);
}

test("P28 whatever is changed of people and what lets them in is named", async () => {
  await using server = await startAccountsServer();
  const file = fileOf(server);
  const id = server.people.viewer.id;
  expect(verdictOn(file)).toBeUndefined();
  using database = new DatabaseSync(file, { timeout: 5000 });
  database
    .prepare("INSERT INTO passkey VALUES ('key', ?, x'00', 0, '', 'mine', 1, NULL)")
    .run(server.people.owner.id);
  expect(verdictOn(file)).toContain("passkeys");
  server.changeQuietly((store) => {
    store.acceptPeople();
    store.addOutsideIdentity("https://id.example.org", "me", id);
  });
  expect(verdictOn(file)).toBeUndefined();
  const changes: readonly (readonly [string, string, string])[] = [
    [
      `UPDATE role SET role = 'owner' WHERE person = '${id}'`,
      "roles",
      `UPDATE role SET role = 'viewer' WHERE person = '${id}'`,
    ],
    [
      `UPDATE person SET name = 'X' WHERE id = '${id}'`,
      "people",
      `UPDATE person SET name = 'The viewer' WHERE id = '${id}'`,
    ],
    ["UPDATE passkey SET public_key = x'01'", "passkeys", "UPDATE passkey SET public_key = x'00'"],
    [
      "UPDATE outside_identity SET subject = 'you'",
      "accounts elsewhere",
      "UPDATE outside_identity SET subject = 'me'",
    ],
    [
      "UPDATE access_grant SET role = 'owner' WHERE kind = 'token' AND role = 'viewer'",
      "grants",
      `UPDATE access_grant SET role = 'viewer' WHERE kind = 'token' AND person = '${id}'`,
    ],
  ];
  for (const [change, what, back] of changes) {
    expect([change, verdictAfter(file, change)]).toEqual([
      change,
      `the ${what} are not those that the server wrote`,
    ]);
    expect([back, verdictAfter(file, back)]).toEqual([back, undefined]);
  }
});

test("P28 what is used, and whoever comes and goes, changes nothing that is sealed, and all else is sealed anew", async () => {
  await using server = await startAccountsServer();
  const { owner, viewer } = server.people;
  const base = "/api/workspaces/test";
  const steps: readonly (() => Promise<{ status: number }>)[] = [
    () => server.nobody.ask("POST", "/api/sign-in/share", { secret: server.share.secret }),
    () => viewer.by.cookie.ask("POST", "/api/sign-out"),
    () => owner.by.cookie.ask("POST", `${base}/people/${viewer.id}/link`),
    () => owner.by.cookie.ask("PATCH", `${base}/people/${viewer.id}`, { role: "editor" }),
    () => owner.by.cookie.ask("POST", `${base}/links`, { name: "A link" }),
    () => owner.by.cookie.ask("DELETE", `${base}/people/${viewer.id}?everywhere=1`),
  ];
  for (const step of steps) {
    expect((await step()).status).toBeLessThan(300);
    expect(verdictOn(fileOf(server))).toBeUndefined();
  }
});

test("P28 entente verify says so, no backup is made of it, and a restore says whose roles count again", async () => {
  using folder = temporaryFolder();
  using backups = temporaryFolder();
  const file = join(backups.path, "good.sqlite");
  {
    using data = openDataFolder(folder.path);
    data.people().addPerson({ id: "1", name: "Ann", madeAt: "2026-01-02T03:04:05.000Z" });
  }
  await backUp(folder.path, file);
  expect(await putBack(file, join(backups.path, "elsewhere"))).toMatchObject({ people: 1 });
  const back = await runFile("server/entente.mjs", ["restore", file, "--data", join(backups.path, "again")]);
  expect(back.stdout).toContain("1 person has the roles and passkeys of the day of the backup");
  using database = new DatabaseSync(join(folder.path, "entente.sqlite"));
  database.exec("UPDATE person SET name = 'Ben'");
  await expect(backUp(folder.path, join(backups.path, "bad.sqlite"))).rejects.toThrow("people are not those");
  const { code, stderr } = await runFile("server/entente.mjs", ["verify", "--data", folder.path]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("people: the people are not those")]);
});

test("P28 what was changed behind the server's back is not sealed by the next change, and is taken only when somebody says so", async () => {
  using folder = temporaryFolder();
  const verify = (...words: string[]) =>
    runFile("server/entente.mjs", ["verify", "--data", folder.path, ...words]);
  {
    using data = openDataFolder(folder.path);
    const people = data.people();
    for (const [id, name] of [
      ["1", "Ann"],
      ["2", "Ben"],
    ] as const)
      people.addPerson({ id, name, madeAt: "2026-01-02T03:04:05.000Z" });
  }
  {
    using database = new DatabaseSync(join(folder.path, "entente.sqlite"));
    database.exec("UPDATE person SET name = 'Director' WHERE id = '2'");
  }
  {
    using data = openDataFolder(folder.path);
    const people = data.people();
    people.addPerson({ id: "3", name: "Cleo", madeAt: "2026-01-02T03:04:05.000Z" });
    people.addOutsideIdentity("https://id.example.org", "cleo", "3");
    expect(people.verifyPeople()).toBe("the people are not those that the server wrote");
  }
  expect((await verify()).stderr).toContain("npx entente verify --accept-people");
  expect((await verify("--accept-people")).code).toBe(0);
  using data = openDataFolder(folder.path);
  expect(data.people().verifyPeople()).toBeUndefined();
  expect(data.people().wholeAudit(Infinity, 10)).toMatchObject([
    {
      actor: "operator",
      action: "people-accepted",
      detail: { changed: "the people are not those that the server wrote" },
    },
  ]);
});

test("P28 a start warns of roles that were changed behind the server's back", async () => {
  const lines: string[] = [];
  const logger = openLog("warn", { write: (line) => lines.push(line) });
  await using server = await startAccountsServer({ logger });
  await server.restart();
  expect(lines).toEqual([]);
  verdictAfter(fileOf(server), "UPDATE role SET role = 'owner' WHERE role = 'viewer'");
  await server.restart();
  expect(lines.join("")).toContain("the roles are not those that the server wrote");
});
