// How far the log once went, kept beside it. A damaged end of SQLite's write-ahead log looks to SQLite like the end of
// a log that was cut by a crash: it forgets what comes after, and its own checks find nothing wrong.
//
// The mark is written after each commit is on disk, so it never says more than was stored. It is not flushed itself: a
// killed process leaves it exact, a power cut perhaps a little behind.
import { closeSync, openSync, readSync, writeSync } from "node:fs";

import { sha256 } from "./hash-chain.ts";

/** Of every length alike, so that writing it again needs no more space. */
const markLength = 256;

/** The newest commit. */
export interface Mark {
  /** Transactions that brought something, since the data folder began. */
  readonly commits: number;
  /** What the last of them ended with, to have a name for what is missing. */
  readonly newest: string;
}

/** What was read: `none` in a new folder; `unreadable` where its bytes were changed. */
export type MarkReading = Mark | "none" | "unreadable";

/** The mark's file, open. */
export class HighWaterMark implements Disposable {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "a+");
    closeSync(this.#file);
    this.#file = openSync(path, "r+");
  }

  read(): MarkReading {
    const buffer = Buffer.alloc(markLength);
    if (readSync(this.#file, buffer, 0, markLength, 0) === 0) return "none";
    const [sum = "", commits = "", newest = ""] = buffer.toString("utf8").trimEnd().split("\t");
    return sum === sumOf(commits, newest) ? { commits: Number(commits), newest } : "unreadable";
  }

  write({ commits, newest }: Mark): void {
    // Names of rooms are short and plain; a longer one is cut.
    const name = newest.slice(0, 100);
    const line = [sumOf(String(commits), name), commits, name].join("\t").padEnd(markLength);
    writeSync(this.#file, Buffer.from(line), 0, markLength, 0);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

function sumOf(commits: string, newest: string): string {
  return Buffer.from(sha256(Buffer.from(`${commits}\t${newest}`))).toString("hex");
}
