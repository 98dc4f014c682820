// What a server counts as it happens. Whatever can be read off things when somebody asks is in metrics.ts instead. Labels
// come from closed sets, never from what people write.
import { Counter, Histogram, Registry } from "prom-client";

import { errorKinds } from "../schema/error-kinds.ts";
import { EntenteError } from "../schema/errors.ts";
import type { NewUpdate } from "./storage/update-log.ts";

/** Close codes that the protocol itself knows; whatever else a client makes up is one. */
const protocolCloseCodes = [1000, 1001, 1002, 1003, 1005, 1006, 1007, 1009, 1011];
const ownCloseCodes = Object.values(errorKinds).flatMap((kind) => ("close" in kind ? [kind.close] : []));
const closeCodes: ReadonlySet<number> = new Set([...protocolCloseCodes, ...ownCloseCodes]);

const secondsBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const countBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const KiB = 1024;
const bytesBuckets = [
  KiB,
  16 * KiB,
  64 * KiB,
  256 * KiB,
  KiB ** 2,
  4 * KiB ** 2,
  16 * KiB ** 2,
  64 * KiB ** 2,
];

/** The counters of one server. None is touched once for each reader of a message. */
export class Meters {
  readonly registry = new Registry();
  readonly #parts = { registers: [this.registry] };

  readonly #stored = this.#counter(
    "updates_stored",
    "Updates that are on disk, by what they came from and whether the log names their sender.",
    ["origin", "sender"],
  );
  readonly #group = this.#histogram("commit_updates", "Updates written in one transaction.", countBuckets);
  /** From the start of a transaction until it is on disk. */
  readonly commitSeconds = this.#histogram(
    "commit_seconds",
    "Time of one transaction, until it is on disk.",
    secondsBuckets,
  );
  readonly #commitsFailed = this.#counter("commits_failed", "Transactions that the disk refused.", ["code"]);
  readonly updatesApplied = this.#counter(
    "updates_applied",
    "Stored updates that became part of a document in memory, and so visible.",
  );
  readonly #editsRefused = this.#counter("edits_refused", "Edits that were not kept, by reason.", ["code"]);
  readonly editsRepeated = this.#counter("edits_repeated", "Edits that were known already.");
  readonly editsAhead = this.#counter(
    "edits_ahead",
    "Edits dropped because what they build upon is missing.",
  );
  readonly roomLoadSeconds = this.#histogram(
    "room_load_seconds",
    "Time to read a document from the log.",
    secondsBuckets,
  );
  readonly #roomLoadsFailed = this.#counter("room_loads_failed", "Documents that could not be read.", [
    "code",
  ]);
  readonly answerBytes = this.#histogram("answer_bytes", "Size of the answer to one step 1.", bytesBuckets);
  readonly readersLeftBehind = this.#counter(
    "readers_left_behind",
    "Times that a reader was too slow, and is given what it missed when it reads again.",
  );
  readonly #snapshots = this.#counter("snapshots", "Snapshots written, or refused by the disk.", ["outcome"]);
  readonly versionsMade = this.#counter("versions", "Versions that were kept, by what for.", ["kind"]);
  readonly presenceReceived = this.#counter("presence_received", "Presence messages from clients.");
  readonly presenceSent = this.#counter("presence_sent", "Presence messages to rooms, one for all in it.");
  readonly #socketsClosed = this.#counter("sockets_closed", "Sockets that ended, by close code.", ["code"]);
  readonly #handshakesRefused = this.#counter(
    "handshakes_refused",
    "Sockets that were not let in, by status or reason.",
    ["reason"],
  );
  readonly #requestsFailed = this.#counter("requests_failed", "HTTP requests that failed, by reason.", [
    "code",
  ]);

  /** Updates are on disk, all written together. */
  committed(updates: readonly NewUpdate[]): void {
    this.#group.observe(updates.length);
    for (const [origin, own] of Map.groupBy(updates, (update) => update.origin)) {
      const named = own.filter(({ by }) => by !== undefined).length;
      if (named > 0) this.#stored.inc({ origin, sender: "named" }, named);
      if (own.length > named) this.#stored.inc({ origin, sender: "unnamed" }, own.length - named);
    }
  }

  commitFailed({ code }: EntenteError): void {
    this.#commitsFailed.inc({ code });
  }

  editRefused(error: unknown): void {
    this.#editsRefused.inc({ code: codeOf(error) });
  }

  roomLoadFailed(error: unknown): void {
    this.#roomLoadsFailed.inc({ code: codeOf(error) });
  }

  snapshot(outcome: "saved" | "failed"): void {
    this.#snapshots.inc({ outcome });
  }

  /** @param code As the close frame had it; clients send any number. */
  socketClosed(code: number): void {
    this.#socketsClosed.inc({ code: closeCodes.has(code) ? code : "other" });
  }

  /** @param reason An HTTP status, or why a socket was closed right after its handshake. */
  handshakeRefused(reason: number | EntenteError): void {
    this.#handshakesRefused.inc({ reason: typeof reason === "number" ? reason : reason.code });
  }

  requestFailed({ code }: EntenteError): void {
    this.#requestsFailed.inc({ code });
  }

  #counter<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) {
    return new Counter<Label>({ name: `entente_${name}_total`, help, labelNames, ...this.#parts });
  }

  #histogram(name: string, help: string, buckets: number[]) {
    return new Histogram({ name: `entente_${name}`, help, buckets, ...this.#parts });
  }
}

function codeOf(error: unknown): string {
  return error instanceof EntenteError ? error.code : "internal";
}
