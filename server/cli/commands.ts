// The commands, each a few lines over what the server itself uses.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";

import { EntenteError } from "../../schema/errors.ts";
import type { PeopleStore } from "../auth/people-store.ts";
import { openDataFolder } from "../storage/data-folder.ts";
import { verifyLog, type RoomReport } from "../storage/verify.ts";
import { sampleWorkspace } from "../seeding.ts";
import { counted, printResult, printText } from "./output.ts";
import { dataDirOf, openTarget, type Place } from "./target.ts";

interface Common extends Place {
  readonly json?: boolean;
  readonly workspace?: string;
}

interface ImportWords extends Common {
  readonly create?: boolean;
  readonly dryRun?: boolean;
  readonly ownKinds?: boolean;
}

interface ExportWords extends Common {
  readonly format?: string;
  readonly asOf?: string;
  readonly knownBy?: string;
  readonly names?: string;
  readonly out?: string;
}

/** `entente import FILE` */
export async function importFile(path: string, options: ImportWords): Promise<void> {
  const text = await readFile(path, "utf8");
  await using target = openTarget(options);
  const workspace = options.workspace ?? sampleWorkspace;
  const { dryRun = false, ownKinds = false } = options;
  if (options.create && !dryRun) await target.create(workspace);
  const report = await target.import(workspace, text, { dryRun, ownKinds, name: basename(path) });
  const { added, changed, unchanged, duplicates } = report;
  const what = dryRun ? "Would import" : "Imported";
  const counts = `${added.toLocaleString("en")} added, ${changed.toLocaleString("en")} changed, ${unchanged.toLocaleString("en")} unchanged`;
  const likely =
    duplicates > 0 ? ` ${duplicates.toLocaleString("en")} of those added seem to be there already.` : "";
  const words = `${what} into ${workspace}: ${counts}.${likely}`;
  printResult(report, words, options.json ?? false);
}

/** `entente export` */
export async function exportFile(options: ExportWords): Promise<void> {
  await using target = openTarget(options);
  const { workspace = sampleWorkspace, format = "json", asOf, knownBy, names, out } = options;
  const filter = { ...(asOf && { asOf }), ...(knownBy && { knownBy }) };
  const text = await target.export(workspace, format, filter, names);
  if (out === undefined) return printText(text);
  await writeFile(out, text);
  printResult({ file: out, bytes: Buffer.byteLength(text) }, `Wrote ${out}.`, options.json ?? false);
}

interface VerifyWords extends Common {
  readonly acceptLoss?: boolean;
  readonly acceptPeople?: boolean;
}

/** `entente verify`. Fails when a room does. */
export async function verify({
  acceptLoss = false,
  acceptPeople = false,
  ...options
}: VerifyWords): Promise<void> {
  using folder = openDataFolder(dataDirOf(options), { acceptLoss });
  const { storage, rooms } = await verifyLog(folder.log);
  const people = folder.people();
  if (acceptPeople) acceptAsTheyAre(people);
  const [audit, changed, refused] = [people.verifyAudit(), people.verifyPeople(), folder.refused.verify()];
  const problems = [
    ...storage.map((message) => ({ at: "storage", message })),
    ...rooms.flatMap(({ room, problem }) => (problem ? [{ at: room, message: problem }] : [])),
    ...(audit ? [{ at: "audit log", message: audit }] : []),
    ...(changed ? [{ at: "people", message: `${changed}. ${lookThrough}` }] : []),
    ...(refused ? [{ at: "refused edits", message: refused }] : []),
  ];
  printResult({ storage, rooms }, rooms.map(toWords).join("\n"), options.json ?? false);
  if (problems.length > 0) throw new EntenteError("data-damaged", { faults: problems });
}

const lookThrough =
  "Restore a backup; or look them through by `npx entente user list`, `token list` and `link list`, put right what is wrong, and run `npx entente verify --accept-people`";

/** Where nothing was changed there is nothing to accept. */
function acceptAsTheyAre(people: PeopleStore): void {
  const changed = people.verifyPeople();
  if (changed === undefined) return;
  people.transaction(() => {
    people.acceptPeople();
    const [at, action] = [new Date().toISOString(), "people-accepted"];
    people.appendAudit({ at, actor: "operator", workspace: undefined, action, detail: { changed } });
  });
}

function toWords({ room, updates, snapshot, problem }: RoomReport): string {
  const kept = snapshot > 0 ? `, snapshot at ${snapshot.toLocaleString("en")}` : "";
  return `${problem ? "DAMAGED" : "ok"}  ${room}: ${counted(updates, "update")}${kept}`;
}
