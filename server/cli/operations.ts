// Commands for whoever looks after a server: copies of its data, put back, and a look over all it needs.
import { EntenteError } from "../../schema/errors.ts";
import { examine, type Finding } from "../doctor.ts";
import { backUp } from "../storage/backup.ts";
import { putBack, type PutBackReport } from "../storage/put-back.ts";
import { counted, printResult } from "./output.ts";
import { dataDirOf, type Place } from "./target.ts";

interface Words extends Place {
  readonly json?: boolean;
}

/** `entente backup FILE` */
export async function backup(file: string, options: Words): Promise<void> {
  const report = await backUp(dataDirOf(options), file);
  const words = `Wrote ${file}: ${counted(report.rooms, "room")}, ${counted(report.updates, "update")}, checked.`;
  printResult(report, words, options.json ?? false);
}

/** `entente restore FILE` */
export async function restore(file: string, options: Words): Promise<void> {
  const report = await putBack(file, dataDirOf(options));
  const before = report.before ? ` What was there before is kept as ${report.before}.` : "";
  const words = `Put back ${counted(report.rooms, "room")} with ${counted(report.updates, "update")}.${before}${toAccessWords(report)}`;
  printResult(report, words, options.json ?? false);
}

/** `entente doctor`. Fails when something does. */
export function doctor(options: Words): void {
  const findings = examine(options.data === undefined ? {} : { DATA_DIR: options.data });
  printResult(findings, findings.map(toWords).join("\n"), options.json ?? false);
  const failed = findings.filter(({ status }) => status === "fail");
  if (failed.length === 0) return;
  const faults = failed.map(({ what, message }) => ({ at: what, message }));
  throw new EntenteError("not-well", { faults });
}

/** A role that was taken away since the backup counts again, and so does a passkey that was lost. */
function toAccessWords({ ended, people }: PutBackReport): string {
  const anew = ended > 0 ? " Everybody signs in anew, and makes new tokens and links." : "";
  if (people === 0) return anew;
  return (
    `${anew} ${people} ${people === 1 ? "person has" : "people have"} the roles and passkeys of the day of the backup ` +
    "again, also those that were taken away since: look through `npx entente user list` for each workspace."
  );
}

function toWords({ what, status, message, hint }: Finding): string {
  return `${status.padEnd(4)}  ${what}: ${message}${hint ? `. ${hint}` : ""}`;
}
