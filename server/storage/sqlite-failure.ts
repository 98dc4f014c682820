// What a failure of SQLite means: try again later, or stop trusting the file.
import { EntenteError } from "../../schema/errors.ts";
import { damaged } from "./stored-room.ts";

/** A failure with SQLite's own number. */
export type SqliteError = Error & { errcode: number };

const ioError = 10;

/** FULL, BUSY, LOCKED, NOMEM, READONLY, CANTOPEN: nothing was written, and it may go another time. */
const refusals: ReadonlySet<number> = new Set([13, 5, 6, 7, 8, 14]);
/** No space for the index beside the log, which is written before anything else. */
const indexDoesNotFit = 4874;

/** Whether something thrown comes from SQLite. */
export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && "errcode" in error;
}

/** Whether another process has the file: BUSY, LOCKED. */
export function isBusy({ errcode }: SqliteError): boolean {
  return [5, 6].includes(errcode & 0xff);
}

/** Whether SQLite refused to write and may take it another time. */
export function isRefusal({ errcode }: SqliteError): boolean {
  return errcode === indexDoesNotFit || refusals.has(errcode & 0xff);
}

/** A failure to open: for want of space, for a failing disk, or for what stands in the file. */
export function toOpeningError(error: SqliteError): EntenteError {
  if (isRefusal(error)) return new EntenteError("storage-failed", { detail: error.message, cause: error });
  if (isIoError(error)) return new EntenteError("storage-broken", { detail: error.message, cause: error });
  return damaged(error.message, error);
}

/**
 * A failure to write as others know it: a refusal, a broken disk, or our bug as it is.
 *
 * @param onBroken Told when the file cannot be trusted any more.
 */
export function toWriteError(
  error: SqliteError,
  onBroken: ((broken: EntenteError) => void) | undefined,
): Error {
  const { message: detail } = error;
  if (isRefusal(error)) return new EntenteError("storage-failed", { detail, cause: error });
  if (!isBreakage(error)) return error;
  const broken = new EntenteError("storage-broken", { detail, cause: error });
  onBroken?.(broken);
  return broken;
}

/** Whether the disk itself fails. */
function isIoError({ errcode }: SqliteError): boolean {
  return (errcode & 0xff) === ioError;
}

/**
 * IOERR, CORRUPT, NOTADB. After a failed flush the system may have dropped what it could not write and report the next
 * flush as good, so the same file descriptor is not tried again.
 */
function isBreakage({ errcode }: SqliteError): boolean {
  return [ioError, 11, 26].includes(errcode & 0xff);
}
