// What the commands print. Results on standard output, all else on standard error.
import { EntenteError } from "../../schema/errors.ts";

/** "1 room", "1,200 rooms". */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? what : `${what}s`}`;
}

/** Prints a result: as JSON for programs, else in words. */
export function printResult(result: unknown, words: string, asJson: boolean): void {
  console.log(asJson ? JSON.stringify(result, null, 2) : words);
}

/** Prints a failure with its places and what to do. */
export function printFailure(error: EntenteError, asJson: boolean): void {
  if (asJson) return console.error(JSON.stringify(error, null, 2));
  const faults = error.faults.map(({ at, message }) => `  ${at}: ${message}`);
  console.error([error.message, ...faults, error.hint].join("\n"));
}

/** Writes a file's text to standard output as it is. */
export function printText(text: string): void {
  process.stdout.write(text);
}
