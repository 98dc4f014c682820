// What this device alone has, in whichever of its tabs it was made, open still or closed since.
import * as v from "valibot";

import { holdsUnsent } from "./copy-marks.ts";
import { copyNames } from "./device-copy.ts";
import type { ClientRoom } from "./room.ts";

const channelName = "entente unsent";
const question = "what is unsent?";
/** An open tab answers at once. One that the browser has put to sleep does not; what it keeps is found as a copy. */
const patienceMs = 300;

const holdingSchema = v.object({
  /** Edits that the server is not known to have. */
  count: v.number(),
  /** The Yjs clients that made them, and for which the copies on this device need not be asked. */
  authors: v.array(v.number()),
});
/** What one tab has of work that is not on the server. */
export type Holding = Readonly<v.InferOutput<typeof holdingSchema>>;

/** Edits that are on this device only. */
export interface Unsent {
  readonly count: number;
  /** Else there may be more: in copies that no open tab answers for. */
  readonly isAll: boolean;
}

/** What one tab's documents made. Of another history than the server's, nobody knows what the server has. */
export function readHolding(
  rooms: readonly Pick<ClientRoom, "unsavedCount" | "isOfOtherHistory" | "doc">[],
): Holding {
  const known = rooms.filter((room) => !room.isOfOtherHistory);
  return { count: countOf(rooms), authors: known.map(({ doc }) => doc.clientID) };
}

/**
 * Edits in one tab's documents, with what an earlier visit left in their copies. Undefined where it may have left some:
 * until the server has it all, nobody has counted them.
 */
export function countUnsentOf(
  rooms: readonly Pick<ClientRoom, "unsavedCount" | "isSaved" | "copyName">[],
): number | undefined {
  const count = countOf(rooms);
  const isKnown = rooms.every((room) => room.isSaved || room.copyName === undefined);
  return count > 0 || isKnown ? count : undefined;
}

/**
 * Answers whichever tab asks.
 *
 * @returns what ends the answering
 */
export function answerUnsent(read: () => Holding): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", ({ data }) => {
    if (data === question) channel.postMessage(read());
  });
  return () => channel.close();
}

/** Of all tabs and all maps of this device, this tab's own among them. Linear in the copies that it keeps. */
export async function countUnsent(): Promise<Unsent> {
  const holdings = await askTabs();
  const authors = new Set(holdings.flatMap((holding) => holding.authors));
  const names = await copyNames();
  const left = await Promise.all(names.map((name) => holdsUnsent(name, authors)));
  return { count: holdings.reduce((sum, { count }) => sum + count, 0), isAll: !left.includes(true) };
}

function countOf(rooms: readonly Pick<ClientRoom, "unsavedCount">[]): number {
  return rooms.reduce((sum, { unsavedCount }) => sum + unsavedCount, 0);
}

async function askTabs(): Promise<readonly Holding[]> {
  const channel = new BroadcastChannel(channelName);
  const holdings: Holding[] = [];
  channel.addEventListener("message", ({ data }) => {
    if (v.is(holdingSchema, data)) holdings.push(data);
  });
  channel.postMessage(question);
  await new Promise((resolve) => setTimeout(resolve, patienceMs));
  channel.close();
  return holdings;
}
