// `entente refused`: the edits that a server did not keep, for people to look at.
import type { Command } from "commander";

import { openDataFolder } from "../storage/data-folder.ts";
import type { KeptEdit } from "../storage/refused-edits.ts";
import { printResult } from "./output.ts";
import { dataDirOf, type Place } from "./target.ts";

interface Options extends Pick<Place, "data"> {
  readonly json?: boolean;
}

/** Adds the command and its two parts. */
export function addRefusedCommands(program: Command): void {
  const refused = program.command("refused").description("Look at edits that were refused and not kept");
  withFolder(refused.command("list"))
    .description("List them, newest first")
    .action((options: Options) => list(options));
  withFolder(refused.command("show"))
    .description("Print one, with its bytes in hexadecimal")
    .argument("<number>", "as listed")
    .action((number: string, options: Options) => show(Number(number), options));
}

function withFolder(command: Command): Command {
  return command
    .option("--data <folder>", "data folder; else DATA_DIR, else ./data")
    .option("--json", "print as JSON");
}

function list(options: Options): void {
  using folder = openDataFolder(dataDirOf(options));
  const kept = folder.refused.list();
  const words = kept.map(toLine).join("\n") || "No edit was refused.";
  printResult(kept.map(withoutBytes), words, options.json ?? false);
}

function show(id: number, options: Options): void {
  using folder = openDataFolder(dataDirOf(options));
  const edit = folder.refused.read(id);
  const hex = Buffer.from(edit.bytes).toString("hex");
  const cut =
    edit.size > edit.bytes.byteLength ? `\n… the first ${edit.bytes.byteLength} of ${edit.size} bytes` : "";
  printResult({ ...withoutBytes(edit), hex }, `${toLine(edit)}\n${hex}${cut}`, options.json ?? false);
}

function withoutBytes({ id, at, room, by, code, reason, size }: KeptEdit) {
  return { id, at, room, by: by ?? null, code, reason, size };
}

function toLine({ id, at, room, by, reason, size }: KeptEdit): string {
  return `${id}  ${at}  ${room}  ${by ?? "somebody without a name"}, ${size} bytes: ${reason}`;
}
