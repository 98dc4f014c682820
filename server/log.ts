// Logs go to standard error, one JSON object a line: standard output belongs to the one URL line.
import { pino, type DestinationStream, type Logger } from "pino";

import type { LogLevel } from "./config.ts";

export type Log = Logger;

/**
 * A logger at a level. Written at once, so that a crash keeps its last words.
 *
 * @param destination Standard error unless told otherwise.
 */
export function openLog(level: LogLevel, destination: DestinationStream = standardError()): Log {
  return pino({ level, base: null, hooks: { streamWrite: hideSecrets } }, destination);
}

/** Says the address people open: the only line on standard output. */
export function printUrl(url: string): void {
  console.log(url);
}

/** Says something to the person at the terminal, in plain words. */
export function printNote(text: string): void {
  console.error(text);
}

function standardError(): DestinationStream {
  return pino.destination({ dest: 2, sync: true });
}

const hidden = "[hidden]";

/**
 * A line of the log without what lets somebody in. Nothing of it is logged on purpose. But an address or the text of an
 * error, our own or a library's, may hold it where nobody looked.
 */
export function hideSecrets(line: string): string {
  return line
    .replaceAll(secretField, `$<name>${hidden}"`)
    .replaceAll(secretParameter, `$<name>${hidden}`)
    .replaceAll(secretHeader, `$<name>${hidden}`)
    .replaceAll(secretItself, hidden);
}

/** The value of a field, whatever it is in. */
const secretField =
  /(?<name>"(?:(?:set-)?cookie|(?:proxy-)?authorization|token|ticket|secret|client_?secret|password|(?:id|access|refresh)_?token)":\[?")(?:[^"\\]|\\.)*"/giu;

/** In an address: of its query, or of its fragment, where links carry theirs. */
const secretParameter =
  /(?<name>[?&#](?:token|ticket|secret|link|invitation|share|code|state|client_secret|(?:id|access|refresh)_token)=)[^&#\s"'\\]+/giu;

/** Of a request that was written down as text. */
const secretHeader = /(?<name>\bBearer\s+|__Host-[\w-]+=)[^\s;,"'\\]+/giu;

/** The form of all secrets made here (auth/secrets.ts), after whatever does not belong to it. */
const secretItself = /(?<=^|[^\w-]|\\[nrt])[\w-]{43}(?![\w-])/gu;
