// What the server did not take of this visit's own work.
import type { KeyValue } from "./carry-over.ts";
import type { Refusal } from "./server-link.ts";

/** An edit was refused, and everything else of this person's goes on without it. */
export class RefusedEditEvent extends Event {
  static readonly type = "refused";
  /** Of `schema/errors.ts`. */
  readonly code: string;
  readonly reason: string;
  /** What is gone from this device too. */
  readonly lost: readonly KeyValue[];
  constructor({ code, message }: Refusal, lost: readonly KeyValue[]) {
    super(RefusedEditEvent.type);
    this.code = code;
    this.reason = message;
    this.lost = lost;
  }
}
