// What becomes of the edits that one connection sends: kept, known already, to be sent again, or refused. Whatever it
// is, a client that asked for it hears when it is settled.
import { EntenteError, type ErrorCode } from "../../schema/errors.ts";
import { keysNamedMax, toExtensionText, type ExtensionMessage, type Rights } from "../../schema/extension.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { PerMinute } from "../per-minute.ts";
import { deniedFrame } from "./frame.ts";
import type { Outcome, Sending } from "./client-ids.ts";
import type { Room } from "./room.ts";
import { hasNoWrites } from "./prescan.ts";
import { SettledFrames } from "./settled-frames.ts";

interface IntakeParts {
  readonly room: Room;
  readonly limits: Limits;
  readonly logger: Log;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly rights: Rights;
  readonly sending: (isAnswer: boolean) => Sending;
  readonly send: (frame: Uint8Array) => void;
  /** An edit is refused. */
  readonly onRefused: () => void;
  /** Says something in the extension; undefined where it was not asked for. */
  readonly tell: ((message: ExtensionMessage) => void) | undefined;
}

const rulesBroken: ReadonlySet<ErrorCode> = new Set([
  "protocol-invalid",
  "update-invalid",
  "too-large",
  "identity-conflict",
]);

/** The receiving side of one connection. */
export class EditIntake {
  readonly #parts: IntakeParts;
  readonly #frames: SettledFrames;
  readonly #gaps: PerMinute;
  readonly #refusals: PerMinute;
  #rights: Rights;
  /** It was asked again after a gap. Until it answers, more gaps are the same one. */
  #isAskedAgain = false;
  /** What to call when the edits that were held have been asked for again. */
  readonly #held: (() => void)[] = [];
  #isDenied = false;
  #isRelayKept = false;
  #isWarnedOfSize = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#rights = parts.rights;
    this.#frames = new SettledFrames((n) => this.#acknowledge(n));
    this.#gaps = new PerMinute(parts.limits.gapsPerMinuteMax, parts.now);
    this.#refusals = new PerMinute(parts.limits.refusalsPerMinuteMax, parts.now);
  }

  get rights(): Rights {
    return this.#rights;
  }

  /** Holds from the next frame on. The client is told, if it asked to be. */
  setRights(rights: Rights, reason?: string): void {
    this.#rights = rights;
    this.#isDenied = false;
    this.#parts.tell?.({ kind: "rights", rights, ...(reason !== undefined && { reason }) });
  }

  /**
   * Takes one update.
   *
   * @param isAnswer It answers our step 1.
   * @param onSettled Called once, when nothing waits for this update any more.
   * @throws EntenteError when the connection cannot go on
   */
  receive(update: Uint8Array, isAnswer: boolean, onSettled: () => void): void {
    if (isAnswer) this.#isAskedAgain = false;
    const frame = this.#frames.start();
    const settled = () => {
      onSettled();
      this.#frames.settle(frame);
    };
    let outcome: Outcome;
    try {
      if (!this.#rights.edit) this.#refuseReader(update, isAnswer);
      outcome = this.#parts.room.submit(update, settled, this.#parts.sending(isAnswer));
    } catch (error) {
      if (this.#isOnlyRelayed(error, isAnswer)) return this.#holdRelayed(update, error, settled);
      this.#keep(update, error, isAnswer);
      this.#refuse(frame, error);
      return settled();
    }
    if (outcome !== "queued") this.#settleLater(outcome, settled);
  }

  /** Called every now and then, and when it is likely to be taken. */
  askForHeld(): void {
    const { room, send } = this.#parts;
    const held = this.#held.splice(0);
    if (held.length === 0) return;
    this.#isAskedAgain = true;
    send(room.document.step1());
    for (const settled of held) settled();
  }

  /** What is known may still be on its way to the disk, and what is missing may follow upon what is. */
  #settleLater(outcome: Exclude<Outcome, "queued">, settled: () => void): void {
    const { room, send } = this.#parts;
    // What follows upon something held is asked for together with it.
    if (outcome === "held" || (outcome === "gap" && this.#held.length > 0))
      return void this.#held.push(settled);
    const { editsAhead, editsRepeated } = room.service.meters;
    (outcome === "gap" ? editsAhead : editsRepeated).inc();
    const shouldAsk = outcome === "gap" && this.#shouldAskAgain();
    room.afterQueued(() => {
      if (shouldAsk) send(room.document.step1());
      settled();
    });
  }

  /**
   * Answers hold what a client heard from others too, such as from another tab of the browser in which somebody else is
   * signed in. A stock client cannot be told to leave it out, and closing it would end the work of somebody honest.
   */
  #isOnlyRelayed(error: unknown, isAnswer: boolean): error is EntenteError {
    if (!isAnswer || this.#parts.tell) return false;
    return error instanceof EntenteError && error.code === "identity-conflict";
  }

  /** It is asked for again until whoever wrote it has sent it. They may not come back, so one copy is kept. */
  #holdRelayed(update: Uint8Array, error: EntenteError, settled: () => void): void {
    if (!this.#isRelayKept) this.#keep(update, error, true);
    this.#isRelayKept = true;
    this.#settleLater("held", settled);
  }

  /**
   * Every client answers our step 1, whether it has anything new or not; an answer without anything new is no edit. What
   * is long is not looked through for somebody whose edits are not taken.
   *
   * @throws EntenteError `edit-forbidden`
   */
  #refuseReader(update: Uint8Array, isAnswer: boolean): void {
    const { room, limits } = this.#parts;
    const isNothingNew = () =>
      update.byteLength <= limits.readerAnswerBytesMax
        ? room.judge(update).kind === "repeat"
        : hasNoWrites(update);
    if (!isAnswer || !isNothingNew()) throw new EntenteError("edit-forbidden");
  }

  /**
   * What cannot be placed yet is dropped, and everything beyond the disk asked for, unless it has been already.
   *
   * @throws EntenteError `protocol-invalid` when that happens too often
   */
  #shouldAskAgain(): boolean {
    if (this.#isAskedAgain) return false;
    this.#isAskedAgain = true;
    if (this.#gaps.isOver())
      throw new EntenteError("protocol-invalid", { detail: "edits keep skipping ahead" });
    return true;
  }

  /** What breaks the rules is worth a look. What comes at a bad time, or from a reader, is not. */
  #keep(update: Uint8Array, error: unknown, isAnswer: boolean): void {
    if (!this.#rights.edit) return;
    if (!(error instanceof EntenteError) || !rulesBroken.has(error.code)) return;
    this.#parts.room.keepRefused(update, error, this.#parts.sending(isAnswer).by);
  }

  /** Tells why an edit was not kept; throws on where the connection has to end. */
  #refuse(n: number, error: unknown): void {
    this.#parts.onRefused();
    this.#parts.room.service.meters.editRefused(error);
    if (!(error instanceof EntenteError) || !isOfOneEdit(error)) throw error;
    if (error.code === "edit-forbidden" && !this.#parts.tell) return this.#denyOnce(error);
    if (!this.#parts.tell || this.#refusals.isOver()) throw error;
    const { code, message, faults } = error;
    this.#parts.logger.info({ room: this.#parts.room.name.name, code, reason: message }, "edit refused");
    const keys = faults.slice(0, keysNamedMax).map(({ at }) => toExtensionText(at));
    this.#parts.tell({ kind: "reject", n, code, message: toExtensionText(message), keys });
  }

  /** A stock client goes on as it is; closing it would bring it back at once with the same edit. */
  #denyOnce({ message, hint }: EntenteError): void {
    if (this.#isDenied) return;
    this.#isDenied = true;
    this.#parts.send(deniedFrame(`${message} ${hint}`));
  }

  #acknowledge(n: number): void {
    const { room, tell } = this.#parts;
    tell?.({ kind: "ack", n, head: room.document.seq });
    this.warnOfSize();
  }

  /** Tells once that the document comes near its limit. */
  warnOfSize(): void {
    const { room, limits, tell } = this.#parts;
    const { bytes } = room.document;
    if (this.#isWarnedOfSize || bytes < limits.documentBytesWarn) return;
    this.#isWarnedOfSize = true;
    tell?.({ kind: "limit", bytes, bytesMax: limits.documentBytesMax });
  }
}

/** Whether an error is about one edit, so that others may go on; a newer document stops all edits of an older client. */
function isOfOneEdit({ code, status }: EntenteError): boolean {
  return status < 500 && code !== "schema-too-new";
}
