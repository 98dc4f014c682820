// Under which client ids each connection writes. Yjs takes the next write of a client id from whoever brings it, and
// ignores it from the one whose id it is afterwards; so while a connection lives, nobody else writes under its id, and
// where people have accounts, nobody else ever does.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { OwnedIds } from "../storage/update-log.ts";
import { IdOwners } from "./id-owners.ts";

/** A connection, as far as its claim to an id needs it. */
export interface IdHolder {
  /** Asks it for a sign of life; one that gives none ends soon. */
  probe(): void;
  /** How many times it gave one. */
  readonly probesAnswered: number;
  /** It has not begun to hang up. */
  readonly isHere: boolean;
  /** Whoever it is of; undefined where people have no accounts. */
  readonly personId: string | undefined;
  /** Who kept it from an id has gone: what was held may be asked for. */
  retry(): void;
}

/**
 * `own`: written by the sender. `relayed`: in part by somebody who is not connected, such as, without accounts, oneself in an
 * earlier visit.
 * `held`: in part by another connection that may be a dead one of the sender's; to be asked for again a little later.
 */
export type Authorship = "own" | "relayed" | "held";

/** Where an edit comes from. */
export interface Sending {
  readonly sender: IdHolder;
  /** It answers a sync step 1: in an answer, people send on what others wrote. */
  readonly isAnswer: boolean;
  /** Whose name goes into the log. */
  readonly by: string | undefined;
}

/**
 * What becomes of an edit. `gap`: something before it is missing, so it was dropped and is to be asked for again at once.
 * `held`: it was dropped for now and is to be asked for again a little later.
 */
export type Outcome = "queued" | "repeat" | "gap" | "held";

interface Dispute {
  readonly holder: IdHolder;
  /** Of the holder, when the dispute began. */
  readonly probesAnswered: number;
}

/**
 * Who holds which client id in one room. An id belongs to the connection that first used it for itself, until that ends,
 * and to its person for good. A client that comes back may be there twice: unless the server knows that both are the same
 * person, it waits until its old connection is seen to be dead.
 */
export class ClientIds {
  readonly #holders = new Map<number, IdHolder>();
  readonly #idsOf = new Map<IdHolder, Set<number>>();
  readonly #disputes = new Map<IdHolder, Map<number, Dispute>>();
  readonly #owners: IdOwners;

  constructor(limits: Limits) {
    this.#owners = new IdOwners(limits);
  }

  /** Takes what is stored: the person of each id that is somebody's. */
  load(owners: ReadonlyMap<number, string>): void {
    this.#owners.load(owners);
  }

  /** Somebody said that they are a client. */
  introduce(sender: IdHolder, id: number): void {
    if (this.#isOfAnother(sender, id)) return;
    if (this.#isForeign(sender, id)) this.#holders.get(id)?.probe();
    else this.#take(sender, id);
  }

  /**
   * Says whose new writes these are.
   *
   * @throws EntenteError `identity-conflict` when the sender writes for somebody who has shown to be here, or for another
   *   person, unless that one is here to send it too
   */
  judge({ sender, isAnswer }: Sending, ids: readonly number[]): Authorship {
    const stolen = ids.find(
      (id) => this.#isOfAnother(sender, id) && !(isAnswer && this.#isForeign(sender, id)),
    );
    if (stolen !== undefined) throw conflict(stolen);
    const foreign = ids.filter((id) => this.#isForeign(sender, id));
    for (const id of foreign) this.#dispute(sender, id, isAnswer);
    if (foreign.length > 0) return "held";
    const [id] = ids;
    // Whoever edits does so under one id; more at once come from a copy on the device.
    if (!isAnswer && ids.length === 1 && id !== undefined) this.#take(sender, id);
    return ids.every((each) => this.#isOwn(sender, each)) ? "own" : "relayed";
  }

  /** Whose an id is, where that is known. */
  personOf(id: number): string | undefined {
    return this.#owners.ownerOf(id);
  }

  /** Which of the ids of a new edit are to be stored with it as the sender's; undefined where none is. */
  unstored({ personId }: IdHolder, ids: readonly number[]): OwnedIds | undefined {
    return personId === undefined ? undefined : this.#owners.unstored(personId, ids);
  }

  /** They are on the way to the disk. */
  storing(owned: OwnedIds): void {
    this.#owners.storing(owned);
  }

  /** A connection has ended. */
  release(holder: IdHolder): void {
    for (const id of this.#idsOf.get(holder) ?? []) this.#holders.delete(id);
    this.#idsOf.delete(holder);
    this.#disputes.delete(holder);
    for (const [claimant, disputes] of this.#disputes)
      if ([...disputes.values()].some((dispute) => dispute.holder === holder)) claimant.retry();
  }

  #isForeign(sender: IdHolder, id: number): boolean {
    const holder = this.#holders.get(id);
    if (holder === undefined || holder === sender || !holder.isHere) return false;
    return sender.personId === undefined || holder.personId !== sender.personId;
  }

  /** Without accounts nobody can show whose an id was. */
  #isOfAnother({ personId }: IdHolder, id: number): boolean {
    const owner = this.#owners.ownerOf(id);
    return personId !== undefined && owner !== undefined && owner !== personId;
  }

  #isOwn(sender: IdHolder, id: number): boolean {
    if (this.#holders.get(id) === sender) return true;
    return sender.personId !== undefined && this.#owners.ownerOf(id) === sender.personId;
  }

  #take(sender: IdHolder, id: number): void {
    const before = this.#holders.get(id);
    if (before) this.#idsOf.get(before)?.delete(id);
    this.#holders.set(id, sender);
    this.#idsOf.set(sender, (this.#idsOf.get(sender) ?? new Set()).add(id));
    if (sender.personId !== undefined) this.#owners.claim(id, sender.personId);
  }

  #dispute(sender: IdHolder, id: number, isAnswer: boolean): void {
    const holder = this.#holders.get(id);
    if (!holder) return;
    const disputes = this.#disputes.get(sender) ?? new Map<number, Dispute>();
    this.#disputes.set(sender, disputes);
    const dispute = disputes.get(id);
    if (dispute?.holder !== holder) disputes.set(id, { holder, probesAnswered: holder.probesAnswered });
    else if (!isAnswer && holder.probesAnswered > dispute.probesAnswered) throw conflict(id);
    holder.probe();
  }
}

function conflict(id: number): EntenteError {
  return new EntenteError("identity-conflict", { detail: `client ${id}` });
}
