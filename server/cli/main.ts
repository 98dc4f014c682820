// The command `entente`. Ends with 0, with 1 when it failed, with 2 when it was not understood.
import { Command, CommanderError } from "commander";

import { EntenteError, type ErrorCode } from "../../schema/errors.ts";
import { readSeed } from "../../seed/build.ts";
import { buildClientIfStale } from "../build-client.ts";
import { runServer } from "../run-server.ts";
import { exportFile, importFile, verify } from "./commands.ts";
import { backup, doctor, restore } from "./operations.ts";
import { printFailure } from "./output.ts";
import { addPeopleCommands } from "./people-command.ts";
import { addQuery } from "./query-command.ts";
import { addRefusedCommands } from "./refused-command.ts";
import { addVersionCommands } from "./version-command.ts";

const [failed, misunderstood] = [1, 2];
const notUnderstood: ReadonlySet<ErrorCode> = new Set(["query-invalid", "date-invalid"]);

const fileCalls: ReadonlySet<string> = new Set(["open", "read", "write", "copyfile"]);

await run(process.argv);

async function run(words: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(words);
  } catch (thrown) {
    const error = isOfFile(thrown)
      ? new EntenteError("file-refused", { detail: thrown.message, cause: thrown })
      : thrown;
    process.exitCode = exitCodeOf(error);
    if (error instanceof EntenteError) printFailure(error, words.includes("--json"));
    else if (!(error instanceof CommanderError)) throw error;
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : misunderstood;
  return error instanceof EntenteError && notUnderstood.has(error.code) ? misunderstood : failed;
}

/** What the system says of a file that somebody named, such as that it is not there, or a folder. */
function isOfFile(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && fileCalls.has(String(error.syscall));
}

function createProgram(): Command {
  const program = new Command("entente");
  program.description("Who stands how towards what, with a claim behind it.").exitOverride();
  addServe(program);
  addImport(program);
  addExport(program);
  addQuery(program, withPlace);
  addPeopleCommands(program, withPlace);
  addVersionCommands(program, withPlace);
  addRefusedCommands(program);
  program
    .command("verify")
    .description("Check that everything stored is there and unchanged")
    .option("--data <folder>", "data folder; else DATA_DIR, else ./data")
    .option("--accept-loss", "go on without edits that were stored and are missing at the log's end")
    .option("--accept-people", "take people, roles and what lets them in as they are now")
    .option("--json", "print the report as JSON")
    .action(verify);
  addOperations(program);
  return program;
}

function addOperations(program: Command): void {
  const add = (words: string, description: string) =>
    program
      .command(words)
      .description(description)
      .option("--data <folder>", "data folder; else DATA_DIR, else ./data")
      .option("--json", "print the report as JSON");
  add("backup", "Copy everything into a new file and check it, also while a server runs")
    .argument("<file>", "where to write it")
    .action(backup);
  add("restore", "Put a backup back while no server runs; what was there is kept beside it")
    .argument("<file>", "a file that entente backup wrote")
    .action(restore);
  add("doctor", "Look over all that the server needs, and say what to do").action(doctor);
}

function addServe(program: Command): void {
  program
    .command("serve")
    .description("Run the server")
    .option("--port <number>", "port to listen on; else PORT, else 4300")
    .option("--host <address>", "a loopback address; else HOST, else 127.0.0.1")
    .option("--data <folder>", "data folder; else DATA_DIR, else ./data")
    .action(async ({ port, host, data }: { port?: string; host?: string; data?: string }) => {
      await buildClientIfStale();
      const given = {
        ...(port && { PORT: port }),
        ...(host && { HOST: host }),
        ...(data && { DATA_DIR: data }),
      };
      await runServer(readSeed, given);
    });
}

function addImport(program: Command): void {
  withPlace(program.command("import"))
    .description("Import a snapshot file, whole or not at all")
    .argument("<file>", "a file that Entente exported as JSON")
    .option("--create", "add the workspace first")
    .option("--dry-run", "say what would change and change nothing")
    .option("--own-kinds", "accept kinds that the vocabulary does not have")
    .action(importFile);
}

function addExport(program: Command): void {
  withPlace(program.command("export"))
    .description("Export a workspace")
    .option("--format <name>", "json or csv", "json")
    .option("--as-of <date>", "as of a day in the world, in EDTF")
    .option("--known-by <date>", "only what had been published by then, in EDTF")
    .option("--names <which>", "names in tables: ours, official, or forum:WTO; else as the workspace has it")
    .option("--out <file>", "write to a file, not to standard output")
    .action(exportFile);
}

function withPlace(command: Command): Command {
  return command
    .option("--workspace <name>", "which workspace", "cptpp")
    .option("--data <folder>", "data folder; else DATA_DIR, else ./data")
    .option("--server <url>", "a running server instead of a data folder")
    .option("--token <token>", "who asks the server, where it has accounts; else ENTENTE_TOKEN")
    .option("--json", "print results and failures as JSON");
}
