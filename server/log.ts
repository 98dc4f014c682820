// Logs go to standard error, one JSON object a line: standard output belongs to the one URL line.
import { pino, type Logger } from "pino";

import type { LogLevel } from "./config.ts";

export type Log = Logger;

/** A logger at a level. Written at once, so that a crash keeps its last words. */
export function openLog(level: LogLevel): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}

/** Says the address people open: the only line on standard output. */
export function printUrl(url: string): void {
  console.log(url);
}

/** Says something to the person at the terminal, in plain words. */
export function printNote(text: string): void {
  console.error(text);
}
