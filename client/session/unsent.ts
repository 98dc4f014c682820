// What this device alone has, in whichever of its tabs it was made, open still or closed since.
import * as v from "valibot";

import { copyNames } from "./device-copy.ts";
import type { ClientRoom } from "./room.ts";

const channelName = "entente unsent";
const question = "what is unsent?";
/** An open tab answers at once. One that the browser has put to sleep does not; what it keeps is found as a copy. */
const patienceMs = 300;

const holdingSchema = v.object({
  /** Edits that the server is not known to have. Undefined where nobody knows. */
  count: v.optional(v.number()),
  /** Names of the copies on this device for which the tab answers. */
  copies: v.array(v.string()),
});
/** What one tab has of work that is not on the server. */
export type Holding = Readonly<v.InferOutput<typeof holdingSchema>>;

/** Of one tab's documents. What is in a copy may be of an earlier visit; until the server has it all, nobody has counted it. */
export function readHolding(
  rooms: readonly Pick<ClientRoom, "unsavedCount" | "isSaved" | "copyName">[],
): Holding {
  const copies = rooms.flatMap(({ copyName }) => copyName ?? []);
  const count = rooms.reduce((sum, room) => sum + room.unsavedCount, 0);
  const isKnown = rooms.every((room) => room.isSaved || room.copyName === undefined);
  return { copies, count: count > 0 || isKnown ? count : undefined };
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

/**
 * Edits that are on this device only, this tab's own among them. Undefined where there may be some and nobody knows: in
 * a copy that no open tab answers for.
 */
export async function countUnsent(): Promise<number | undefined> {
  const holdings = await askTabs();
  const names = await copyNames();
  const answeredFor = new Set(holdings.flatMap(({ copies }) => copies));
  const count = holdings.reduce((sum, holding) => sum + (holding.count ?? 0), 0);
  const isKnown =
    holdings.every((holding) => holding.count !== undefined) && names.every((name) => answeredFor.has(name));
  return count > 0 || isKnown ? count : undefined;
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
