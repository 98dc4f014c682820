// What can go wrong, as it is thrown. Its kinds are in error-kinds.ts.
import { errorKinds, type ErrorKind } from "./error-kinds.ts";

export type ErrorCode = keyof typeof errorKinds;

/** One place in somebody's file and what is wrong there. */
export interface Fault {
  /** A path such as `claims[3].evidence` or `000.yaml:41`. */
  readonly at: string;
  readonly message: string;
}

interface ErrorOptions {
  /** What exactly: a name, a value, a limit. Ends the message. */
  readonly detail?: string;
  readonly faults?: readonly Fault[];
  readonly cause?: unknown;
}

/** Somebody's mistake or bad luck, never a bug of ours: says what happened and what to do. */
export class EntenteError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly faults: readonly Fault[];
  /** What was added to the catalogue's sentence. */
  readonly detail: string | undefined;

  constructor(code: ErrorCode, { detail, faults = [], cause }: ErrorOptions = {}) {
    const kind: ErrorKind = errorKinds[code];
    super(detail ? `${kind.message} (${detail})` : kind.message, { cause });
    this.name = "EntenteError";
    [this.code, this.hint, this.faults, this.detail] = [code, kind.hint, faults, detail];
  }

  get status(): number {
    return errorKinds[this.code].status;
  }

  /** The form every answer over HTTP and every `--json` of the command line has. */
  toJSON() {
    const { code, message, hint, faults } = this;
    return { code, message, hint, ...(faults.length > 0 && { faults }) };
  }
}

/**
 * States an invariant of ours. A failure is a bug and is never caught.
 *
 * @throws Error
 */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${invariant}`);
}
